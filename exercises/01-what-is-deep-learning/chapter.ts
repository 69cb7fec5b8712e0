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
        'Sort a copy of the numbers, with (a, b) => a - b. Each midpoint of two neighbours is a candidate; score it twice, once for each polarity.',
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
  quiz: [
    {
      kind: 'order',
      ask: 'Put these in the order in which they happened, the earliest first.',
      options: [
        'Networks trained on graphics cards begin to win picture competitions.',
        'Backpropagation is found again, by several people at once.',
        'Kaggle, the website for competitions, begins.',
        'The first neural networks are built, as toys.',
        'LSTM, a network for sequences, is invented.',
        'LeNet reads handwritten digits.',
      ],
      answer: 'd83e76510176db37',
      why: '1950s, mid-1980s, 1989, 1997, 2010, 2011. The main ideas were there by 1997; what they had to wait for was data, and hardware to try them on.',
    },
    {
      kind: 'number',
      ask: 'Investors put 19 million dollars into artificial intelligence in 2011, and 394 million in 2014. How many times as much is that? Round to a whole number.',
      unit: 'times',
      answer: '42edc8ee5a247a62',
      why: '394 / 19 is 20.7. Between the two years lies 2012, when a network named 83.6 % of the ImageNet pictures with one of five guesses. By 2015 it was 96.4 %.',
    },
    {
      kind: 'choice',
      ask: 'An early chess program plays by rules that its programmers wrote down. What is it?',
      options: [
        'Machine learning, but not deep learning',
        'Artificial intelligence, but not machine learning',
        'Deep learning: it looks many moves deep',
        'None of these',
      ],
      answer: '0aa271dd5cedff1a',
      why: 'It does what takes people some thought, so it is artificial intelligence, of the symbolic kind. It learned nothing from examples, so it is not machine learning. Deep learning is a part of machine learning, and machine learning a part of artificial intelligence.',
    },
    {
      kind: 'several',
      ask: 'Which forces brought neural networks back after 2010?',
      options: [
        'more data',
        'a complete theory of why networks learn',
        'faster hardware',
        'larger collections of rules written by experts',
        'better algorithms',
      ],
      answer: '5a3946ed2500d8e7',
      why: 'Hardware, data, algorithms. There is little theory: the field is one of experiments, and an idea can be tried only once there is data and hardware for it. Rules by experts are symbolic artificial intelligence, which had its peak in the 1980s.',
    },
    {
      kind: 'several',
      ask: 'What is true of deep learning?',
      options: [
        'It thinks about what it sees.',
        '“Deep” counts the layers through which the data passes.',
        'Only mathematicians can understand it.',
        'In 2016 and 2017 it was the favourite on Kaggle for pictures, and gradient boosting for tables.',
        'From one-sided examples it learns one-sided answers.',
      ],
      answer: '8539acfc573ba818',
      why: 'It turns one representation into the next, layer by layer. That is not thinking, and it is linear algebra and some calculus, no more. What is biased in the examples is biased in the answers. For tables, boosted trees (XGBoost) were hard to beat.',
    },
  ],
} satisfies Chapter
