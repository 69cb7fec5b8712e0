import { edit, type Foils } from '#course'

export default {
  '01-iterated-k-fold': {
    'same-shuffle': edit('seed + round', 'seed'),
    'shuffled-time': edit('o.ordered ? groups :', ''),
    'duplicates-straddle': edit('o.groups ?? rows', 'rows'),
  },
  '02-feature-engineering': {
    'zero-before-scaling': edit('(Number.isNaN(cell) ? 0 : (cell - stats.mean[j]) / stats.std[j])', '((Number.isNaN(cell) ? 0 : cell) - stats.mean[j]) / stats.std[j]'),
    'flag-on-zero': edit('row.map((cell) => Number(Number.isNaN(cell)))', 'filled.map((cell) => Number(cell === 0))'),
    'atan2-swapped': edit('Math.atan2(x, y)', 'Math.atan2(y, x)'),
    'negative-angle': edit('(Math.atan2(x, y) + 2 * Math.PI) % (2 * Math.PI)', 'Math.atan2(x, y)'),
    'floor-hour': edit('round((hour / (2 * Math.PI)) * 12 - m / 60, 12)', 'Math.floor((hour / (2 * Math.PI)) * 12) % 12'),
  },
  '03-weight-penalties': {
    'unsquared-l2': edit('w.square().sum()', 'w.abs().sum()'),
    'rooted-l2': edit('w.square().sum()', 'w.square().sum().sqrt()'),
    'signed-l1': edit('w.abs().sum()', 'w.sum()'),
    'biases-included': edit('m.getWeights().filter(({ rank }) => rank >= 2)', 'm.getWeights()'),
    'decay-not-doubled': edit('1 - 2 * lr * lambda', '1 - lr * lambda'),
  },
  '04-dropout-by-hand': {
    'active-at-test': edit('if (!training) return x.clone()', ''),
    'scaled-at-test': edit('return x.clone()', 'return x.mul(1 - rate)'),
    'per-column-mask': edit('tf.randomUniform(x.shape,', 'tf.randomUniform([x.shape[1]],'),
    'rate-as-keep': edit('.greaterEqual(rate)', '.less(rate)'),
    unscaled: edit('.div(1 - rate)', ''),
    'scale-by-rate': edit('.div(1 - rate)', '.div(rate)'),
  },
  '05-capacity-race': {
    'shared-layer': [
      edit('export function contender(', "let head: ReturnType<typeof tf.layers.dense> | undefined\nexport function contender("),
      edit("tf.layers.dense({ units: 1, activation: 'sigmoid' }),", "(head ??= tf.layers.dense({ units: 1, activation: 'sigmoid' })),"),
    ],
    'one-for-all': [
      edit('const curves: Record<string, Curves> = {}', 'const curves: Record<string, Curves> = {}\n  const model = Object.values(entries)[0]()'),
      edit('    const model = make()\n', ''),
      edit('    model.dispose()\n  }', '  }\n  model.dispose()'),
    ],
    'validated-on-training': edit('validationData: d.val', 'validationData: d.train'),
    'all-at-once': [
      edit('of Object.entries(entries)) {\n    const model = make()', 'of Object.entries(entries).map(([name, make]) => [name, make()] as const)) {\n    const model = make'),
    ],
    'compare-training-loss': [
      edit('Math.min(...val_loss)', 'Math.min(...loss)'),
      edit('val_loss.indexOf(bestValLoss)', 'loss.indexOf(bestValLoss)'),
    ],
    'zero-based-epoch': edit('val_loss.indexOf(bestValLoss) + 1', 'val_loss.indexOf(bestValLoss)'),
  },
  '06-regularization-race': {
    'dropout-on-inputs': [
      edit('tf.layers.dense({ inputShape: [o.dim], ...hidden }),\n      ...dropout(),', 'tf.layers.inputLayer({ inputShape: [o.dim] }),\n      ...dropout(),\n      tf.layers.dense(hidden),\n      ...dropout(),'),
      edit('tf.layers.dense(hidden),\n      ...dropout(),\n      tf.layers.dense({ units: 1', 'tf.layers.dense(hidden),\n      tf.layers.dense({ units: 1'),
    ],
    'penalty-on-head-only': [
      edit('const hidden = { units: o.units, activation: \'relu\' as const, kernelRegularizer: penalty }', "const hidden = { units: o.units, activation: 'relu' as const }"),
      edit("units: 1, activation: 'sigmoid'", "units: 1, activation: 'sigmoid', kernelRegularizer: penalty"),
    ],
    'penalty-on-head-too': edit("units: 1, activation: 'sigmoid'", "units: 1, activation: 'sigmoid', kernelRegularizer: penalty"),
    'default-lambda': edit('{ l1: o.lambda, l2: o.lambda }', '{ l1: o.lambda }'),
    'dropout-on-head': edit("tf.layers.dense({ units: 1, activation: 'sigmoid' }),", "tf.layers.dense({ units: 1, activation: 'sigmoid' }),\n      ...dropout(),"),
    'rate-as-keep': edit('rate: o.rate', 'rate: 1 - o.rate'),
    'dropout-at-predict': edit(
      'tf.layers.dropout({ rate: o.rate })',
      'new (class extends tf.layers.Layer {\n    static className = "Always"\n    override call(x: tf.Tensor | tf.Tensor[]) {\n      return tf.dropout([x].flat()[0], o.rate)\n    }\n  })({})',
    ),
  },
  '07-read-the-curves': {
    'gap-only': edit('if (end > 1.1 * Math.min(...h.val_loss))', 'if (end > 1.3 * last)'),
    'first-rise': edit('epoch + 1 - this.epochOfLowest >= this.o.patience', 'epoch + 1 - this.epochOfLowest >= 1'),
    'patience-used-up': [
      edit('private weights', 'private worse = 0\n  private weights'),
      edit('epoch + 1 - this.epochOfLowest >= this.o.patience', '++this.worse >= this.o.patience'),
    ],
    'keeps-last-weights': edit('.map((weight) => weight.clone())', ''),
    'noise-counts': edit('this.lowest - this.o.minDelta', 'this.lowest'),
    'zero-based-epoch': edit('this.epochOfLowest = epoch + 1', 'this.epochOfLowest = epoch'),
  },
} satisfies Foils
