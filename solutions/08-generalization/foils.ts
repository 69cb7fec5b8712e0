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
} satisfies Foils
