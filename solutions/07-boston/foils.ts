import { edit, type Foils } from '#course'

export default {
  '01-feature-scaler': {
    'test-statistics': edit('x.sub(this.mean).div(this.std)', 'x.sub(x.mean(0)).div(tf.moments(x, 0).variance.sqrt())'),
    'whole-matrix': edit('tf.moments(x, 0)', 'tf.moments(x)'),
    'sample-std': edit('variance.sqrt()', 'variance.mul(x.shape[0] / (x.shape[0] - 1)).sqrt()'),
    'divide-by-variance': edit('variance.sqrt()', 'variance'),
    'zero-variance': edit('variance.sqrt().where<tf.Tensor1D>(x.max(0).greater(x.min(0)), 1)', 'variance.sqrt() as tf.Tensor1D'),
  },
  '02-build-regressor': {
    'sigmoid-head': edit('units: 1 }', "units: 1, activation: 'sigmoid' }"),
    'broadcast-error': edit('if (!tf.util.arraysEqual(y.shape, p.shape)) throw', 'if (y.shape === p.shape) throw'),
    'metric-name': edit("metrics: ['mae']", "metrics: ['meanAbsoluteError']"),
  },
  '03-k-fold-splits': {
    'remainder-lost': edit(
      '[Math.floor((fold * n) / k), Math.floor(((fold + 1) * n) / k)]',
      '[fold * Math.floor(n / k), (fold + 1) * Math.floor(n / k)]',
    ),
    'shuffle-after-slicing': [
      edit('o.shuffle ? shuffledRows(n, o.seed ?? 0) : Array.from', 'Array.from'),
      edit(
        'return { train: [...rows.slice(0, begin), ...rows.slice(end)], val: rows.slice(begin, end) }',
        [
          'const [train, val] = [[...rows.slice(0, begin), ...rows.slice(end)], rows.slice(begin, end)]',
          '    const shuffled = (part: number[]) => (o.shuffle ? shuffledRows(part.length, o.seed ?? 0).map((i) => part[i]) : part)',
          '    return { train: shuffled(train), val: shuffled(val) }',
        ].join('\n'),
      ),
    ],
    'seed-without-shuffle': edit('o.shuffle ? shuffledRows', 'o.seed !== undefined ? shuffledRows'),
    overlap: edit('train: [...rows.slice(0, begin), ...rows.slice(end)]', 'train: rows'),
    'pairs-torn': edit('takeRows(y, order)', 'takeRows(y, shuffledRows(x.shape[0], seed + 1))'),
  },
  '04-cross-validate': {
    'reused-model': [
      edit('  const histories: number[][] = []\n', '  const histories: number[][] = []\n  const model = o.build()\n'),
      edit('trainFold(x, y, fold, o))\n  }', 'trainFold(x, y, fold, { ...o, build: () => model }))\n  }\n  model.dispose()'),
      edit('    tf.dispose(rows)\n    model.dispose()', '    tf.dispose(rows)'),
    ],
    'scaler-outside': edit('Scaler.fit(xTrain)', 'Scaler.fit(x)'),
    'mean-of-epochs': edit(
      'history.at(-1) as number',
      'history.reduce((sum, mae) => sum + mae, 0) / history.length',
    ),
    'best-epoch': edit('history.at(-1) as number', 'Math.min(...history)'),
    'forgot-dispose': edit('    tf.dispose(rows)\n    model.dispose()', '    tf.dispose(rows)'),
  },
  '05-mae-histories': {
    'axis-swapped': edit(
      'h[0].map((_, epoch) => h.reduce((sum, history) => sum + history[epoch], 0) / h.length)',
      'h.map((history) => history.reduce((sum, mae) => sum + mae, 0) / history.length)',
    ),
    'smooth-raw-prev': edit('factor * smoothed +', 'factor * points[i - 1] +'),
    'zero-based': edit('skip) + 1', 'skip)'),
    'skip-renumbers': edit('skip) + 1', 'skip) + 1 - skip'),
  },
  '06-final-model': {
    'chose-epoch-on-test': edit('batchSize: o.batch, verbose: 0', 'batchSize: o.batch, validationData: [xTest, d.yTest], verbose: 0'),
    'partial-train': edit('batchSize: o.batch, verbose: 0', 'batchSize: o.batch, validationSplit: 0.25, verbose: 0'),
    'every-pair': edit(
      'scores[1].dataSync()[0]',
      'tf.tidy(() => d.yTest.sub(model.predict(xTest) as tf.Tensor).abs().mean().dataSync()[0])',
    ),
    'unscaled-test': edit('model.evaluate(xTest, d.yTest)', 'model.evaluate(d.xTest, d.yTest)'),
    'test-statistics': edit('scaler.transform(d.xTest)]', 'Scaler.fit(d.xTest).transform(d.xTest)]'),
    'loss-for-mae': edit('scores[1].dataSync()[0]', 'scores[0].dataSync()[0]'),
    'evaluated-on-training-data': edit('model.evaluate(xTest, d.yTest)', 'model.evaluate(xTrain, d.yTrain)'),
  },
} satisfies Foils
