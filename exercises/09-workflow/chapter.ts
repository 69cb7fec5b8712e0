import type { Chapter } from '#course'

export default {
  title: 'The universal workflow',
  exercises: [
    {
      file: '01-last-layer-table',
      title: 'Problem to head to loss',
      tier: 0,
      points: 10,
      hints: [
        'How many answers may be true at once? And between which bounds does an answer lie?',
        'Softmax shares out a 1, sigmoid bounds each unit by itself, linear bounds nothing. m.add puts a layer on top, m.compile takes the loss by name.',
        'An object from problem to { activation, losses }, looked up with table[problem]. combineLosses: tf.addN(losses.map((loss, i) => loss.mul(weights[i]))).div(the sum of the weights).',
      ],
      book: '4.5, table 4.1, "Choosing the right last-layer activation and loss function for your model"',
    },
    {
      file: '02-success-metrics',
      title: 'Beyond accuracy',
      tier: 0,
      points: 15,
      hints: [
        'One row in twenty is a 1. What does someone score who always says 0?',
        'Count four kinds of rows; precision divides by the alarms, recall by the 1s. For the AUC compare every 1 with every 0. For the average precision sort by score and note the places of the 1s.',
        'AUC: sum over all pairs of (one > zero ? 1 : one === zero ? 0.5 : 0), divided by the number of pairs. The 1 that is hit number k at place p of the list adds k / p to its average precision.',
      ],
      book: '4.5, "Choosing a measure of success"',
    },
    {
      file: '03-baselines-and-power',
      title: 'Beat the dumb rule',
      tier: 0,
      points: 10,
      hints: [
        'What would you answer if you were not allowed to look at the inputs?',
        'Read y into an array at once. A class picked from the targets by chance is each class as often as it occurs. For an error, better is smaller.',
        'accuracy: score − base > z · √(base·(1 − base)/n). mae: base − score > z · sigma/√n. The median of a sorted list lies halfway between entries (n − 1) >> 1 and n >> 1.',
      ],
      book: '4.5, "Developing a model that does better than a baseline"',
    },
    {
      file: '04-protocol-and-drift',
      title: 'Choose how to measure',
      tier: 0,
      points: 10,
      hints: [
        'Which rows will there be when the network is used: any rows, or later ones?',
        'Count back from the end: the last fold validates on the last rows. Training ends a gap before validation begins, and starts at most a window before that.',
        'Fold i validates from n − (folds − i)·val on; its training rows end at that row − gap. Drift: |mean of recent − mean of old| / std of old, for each column, then the largest.',
      ],
      book: '4.2, "Evaluating machine-learning models"; 4.5, "Deciding on an evaluation protocol"',
    },
    {
      file: '05-tuning-leak',
      title: 'Overfitting the validation set',
      tier: 0,
      points: 15,
      hints: [
        'Two hundred people each toss a coin a hundred times. How often does the best of them throw heads, and how often will they throw it tomorrow?',
        'All models at once are the columns of tf.randomNormal([columns, n], 0, 1, \'float32\', seed). The winner is the argMax over the validation accuracies; only that column goes to the test rows.',
        'recipes.map((recipe) => recipe.fit(data.train).score(data.val)), indexOf the largest; then recipes[chosen].fit(train and val put together with concat).score(data.test), once.',
      ],
      book: '4.5, "Regularizing your model and tuning your hyperparameters"; 4.2 on information leaks',
    },
    {
      file: '06-capstone',
      title: 'Seven steps on a fresh problem',
      tier: 1,
      points: 40,
      hints: [
        'Which row of the table is each of the three problems? And what does each column of x look like?',
        'One list of configurations for all problems will do: too small, too large, and two or three that hold the large one back. Standardise by the training rows, and the numbers to predict as well; predict undoes it.',
        'A function fitted(card, rows, config) that gives predict, and a function scoreOf(card, rows, predict). runs: fitted on trainRows, scored on both. chosen: the best valScore but the first two. testPredictions: fitted on all rows, then predict(card.testX).',
      ],
      book: '4.5, "The universal workflow of machine learning"',
    },
  ],
  quiz: [],
} satisfies Chapter
