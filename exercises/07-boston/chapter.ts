import type { Chapter } from '#course'

export default {
  title: 'A number instead of a class',
  exercises: [
    {
      file: '01-feature-scaler',
      title: 'Mean 0, spread 1, training rows only',
      tier: 0,
      points: 15,
      hints: [
        'Which rows may say what the mean of a column is, and which are only scaled by it?',
        'tf.moments(x, 0) gives the mean and the variance of each column. Keep the mean and the root of the variance in the object, and use them in transform.',
        'std = variance.sqrt().where(x.max(0).greater(x.min(0)), 1); transform is x.sub(this.mean).div(this.std), inverse is x.mul(this.std).add(this.mean).',
      ],
      book: '3.6, "Preparing the data"',
    },
    {
      file: '02-build-regressor',
      title: 'One number at the end',
      tier: 0,
      points: 10,
      hints: [
        'Which numbers can come out of a sigmoid? And which prices are there?',
        'Three dense layers: 64 with relu, 64 with relu, 1 without an activation. The errors are y minus p, in tensors of the same shape.',
        "model.compile({ optimizer: 'rmsprop', loss: 'meanSquaredError', metrics: ['mae'] }); y.sub(p).square().mean() and y.sub(p).abs().mean().",
      ],
      book: '3.6, "Building your network"',
    },
    {
      file: '03-k-fold-splits',
      title: 'Every row validates once',
      tier: 0,
      points: 15,
      hints: [
        'With 10 rows and 3 folds, where does the last row go? And what if the rows are sorted by price?',
        'First a list of row numbers, shuffled if asked for. Then cut it at ⌊fold · n / k⌋: one part is val, the rest is train.',
        'begin = Math.floor((fold * n) / k), end = Math.floor(((fold + 1) * n) / k); val = rows.slice(begin, end), train = what lies before and after. tf.gather(x, rows) takes rows.',
      ],
      book: '3.6, "Validating your approach using K-fold validation"',
    },
    {
      file: '04-cross-validate',
      title: 'Four networks, one verdict',
      tier: 1,
      points: 25,
      hints: [
        'What must never be handed from one fold to the next? And which rows may a scaler see?',
        'For each fold of kFold: take its rows, fit a Scaler to those it trains on, scale both parts, build, fit with validationData, dispose. val_mae of the history has a number for each epoch.',
        "const { history } = await model.fit(xTrain, yTrain, { epochs: o.epochs, batchSize: o.batch, validationData: [xVal, yVal], verbose: 0 }); the score is history['val_mae'].at(-1). Dispose in finally.",
      ],
      book: '3.6, "Validating your approach using K-fold validation"',
    },
    {
      file: '05-mae-histories',
      title: 'Average, smooth, find the epoch',
      tier: 0,
      points: 10,
      hints: [
        'How many numbers should come out of four folds with 100 epochs each?',
        'For each epoch, the mean of its column. Smoothing carries one number along: what the last point became.',
        'smoothed = factor * smoothed + (1 - factor) * point; avg.indexOf(Math.min(...avg.slice(skip)), skip) + 1.',
      ],
      book: '3.6, "Validating your approach using K-fold validation"',
    },
    {
      file: '06-final-model',
      title: 'All training rows, one look at the test',
      tier: 1,
      points: 15,
      hints: [
        'When the number of epochs is known, what are validation rows still good for?',
        'One Scaler, fitted to xTrain, transforms both. fit gets all training rows and no validation data; evaluate gives the loss and the mean absolute error, as scalars.',
        'const scores = model.evaluate(scaler.transform(d.xTest), d.yTest); testMae is scores[1].dataSync()[0]. Dispose the scalars, the scaler and what it gave.',
      ],
      book: '3.6, the end of "Validating your approach using K-fold validation"',
    },
  ],
  quiz: [
    {
      kind: 'choice',
      ask: 'What is logistic regression?',
      options: [
        'A regression: it names a price or another number.',
        'A classification: it chooses between classes.',
        'A way to scale the columns of a table.',
        'A regression with a logarithm as its loss.',
      ],
      why: 'The name misleads. It gives the probability of a class, and a class is chosen by it. Regression is what this chapter does: it names a number.',
      answer: 'f7c05a3e6b94a0d5',
    },
    {
      kind: 'choice',
      ask: 'Why is a table of 404 rows validated in four folds instead of once?',
      options: [
        'The network trains faster on fewer rows.',
        'The loss becomes smaller with each fold.',
        'A validation part of 100 rows gives a score that depends on which rows are in it; the mean of four depends on that less.',
        'Each fold trains the network of the fold before it a little further.',
      ],
      why: 'Few rows make an unsure score. In the book the four folds range from 2.08 to 2.91, and their mean, 2.38, says more than any of them. Each fold has a fresh network.',
      answer: '331338907ee488d0',
    },
    {
      kind: 'order',
      ask: 'What happens in one fold? Put the steps in order.',
      options: [
        'train a fresh network',
        'fit a scaler to the rows that are trained on',
        'measure on the rows left out',
        'choose the rows that are left out',
      ],
      why: 'Which rows are left out must be known before anything is fitted: the scaler is fitted inside the fold, not before it.',
      answer: '0428f6ac1981d580',
    },
    {
      kind: 'number',
      ask: 'A list holds the validation error of each epoch, and its smallest number stands at place 75, counted from 0. Which epoch is that, as a plot counts them?',
      why: 'Epochs count from 1, so place 75 is epoch 76.',
      answer: '26762aaf4eb2d58e',
    },
    {
      kind: 'several',
      ask: 'A program validates 404 rows in four folds. Which of these make its result less than it seems? Mark all that do.',
      options: [
        'The folds are given a seed, but no shuffle, and the rows are sorted by price.',
        'The scaler was fitted to all 404 rows before they were cut.',
        'The loss is the mean squared error, the metric the mean absolute error.',
        'The score of a fold is the mean over all 100 epochs.',
        'Each fold builds a new network.',
      ],
      why: 'A seed alone does not shuffle. A scaler that saw all rows has seen those left out. And a mean over all epochs counts a network that had hardly begun. Two different errors for loss and metric are fine, and new networks are needed.',
      answer: 'a198085f1e3f957e',
    },
  ],
} satisfies Chapter
