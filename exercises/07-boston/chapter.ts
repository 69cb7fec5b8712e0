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
  quiz: [],
} satisfies Chapter
