import type { Chapter } from '#course'

export default {
  title: 'Rules from answers',
  exercises: [
    {
      file: '01-rules-from-answers',
      title: 'Let data pick the threshold',
      tier: 0,
      points: 10,
      hints: [
        'Between which numbers can a threshold lie, so that it makes a difference?',
        'Sort a copy of the numbers, with (a, b) => a − b. Each midpoint of two neighbours is a candidate; score it twice, once for each polarity.',
        'Go through the midpoints from small to large, polarity 1 before −1, and replace the best rule only when accuracy > best.accuracy: so the first of equals stays.',
      ],
      book: '1.1.2, "Machine learning"',
    },
    {
      file: '02-change-of-representation',
      title: 'New axes, new colours',
      tier: 0,
      points: 10,
      hints: [
        'When you tilt your head to the right, which way does the room seem to turn?',
        'Each new coordinate is a weighted sum of both old ones: one matMul with a table of 2 × 2 does it for all points. For colours, tf.where picks one of two values in each row.',
        'p.matMul([[cos, -sin], [sin, cos]]). For greys, divide by c.maximum(1e-12) in place of c: what stands above it is 0 there.',
      ],
      book: '1.1.3, "Learning representations from data"',
    },
    {
      file: '03-naive-bayes',
      title: 'Counting words',
      tier: 0,
      points: 15,
      hints: [
        'What should a single word that was never seen in spam say about a message of a hundred words?',
        'tf.oneHot(y, classes) has a column for each class; its transpose times x counts the words of each class. Add alpha before you divide by the sum of the row.',
        'Scores: x.matMul(m.logLik, false, true).add(m.logPrior). The class is argMax(1).',
      ],
      book: '1.2.1, "Probabilistic modeling"',
    },
    {
      file: '04-kernel-trick',
      title: 'Separate rings without new columns',
      tier: 0,
      points: 15,
      hints: [
        'What is (a − b)², written out? Which parts of it belong to one point only?',
        '|a − b|² = |a|² + |b|² − 2·a·b: a column [n, 1], plus a row [m], minus twice a.matMul(b, false, true) [n, m].',
        'Rounding can make a squared distance slightly negative: .maximum(0) before .mul(-gamma).exp(). In the perceptron a score of 0 is a mistake as well, or it would never begin.',
      ],
      book: '1.2.3, "Kernel methods"',
    },
    {
      file: '05-stumps-forest-boosting',
      title: 'From one question to many',
      tier: 0,
      points: 20,
      hints: [
        'If all members of a jury have seen the same evidence and think alike, what is a vote of theirs worth?',
        'The weighted error of a stump is the sum of w over the rows it gets wrong. In the forest, x.gather(rows) takes drawn rows and .gather(features, 1) drawn columns; remember which column of x each one was.',
        'alpha = 0.5 * Math.log((1 - e) / e) with e kept between 1e-10 and 1 − 1e-10. Wrong rows times Math.exp(alpha), right rows times Math.exp(-alpha), then divide all by their sum.',
      ],
      book: '1.2.4, "Decision trees, random forests, and gradient boosting machines"',
    },
  ],
  quiz: [],
} satisfies Chapter
