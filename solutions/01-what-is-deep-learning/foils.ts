import { edit, type Foils } from '#course'

export default {
  '01-rules-from-answers': {
    'hardcoded-rule': edit('return best\n', 'return { ...best, threshold: 2.5 }\n'),
    'one-direction': edit('of [1, -1] as const', 'of [1] as const'),
    'train-label-peek': [
      edit('const [values, labels] = [x.arraySync(), y.arraySync()]', 'const [values, labels] = [x.arraySync(), y.arraySync()]\n  applyRule.labels = labels'),
      edit('return tf.tidy(() => x.sub(rule.threshold).mul(rule.polarity).greater<tf.Tensor1D>(0).toInt())', "return tf.tensor1d(applyRule.labels, 'int32')"),
    ],
  },
  '02-change-of-representation': {
    degrees: edit('const [cos, sin] = [Math.cos(theta), Math.sin(theta)]', 'const [cos, sin] = [Math.cos((theta * Math.PI) / 180), Math.sin((theta * Math.PI) / 180)]'),
    'rotate-points': edit('[[cos, -sin], [sin, cos]]', '[[cos, sin], [-sin, cos]]'),
    'hue-divide-zero': edit('const safe = chroma.maximum(1e-12)', 'const safe = chroma'),
  },
  '03-naive-bayes': {
    'no-smoothing': edit('.matMul(x, true).add(alpha)', '.matMul(x, true)'),
    'prior-forgotten': edit('.add(m.logPrior)', ''),
    'product-underflow': edit(
      'x.matMul(m.logLik, false, true).add(m.logPrior).argMax(1)',
      'tf.pow(m.logLik.exp().expandDims(0), x.expandDims(1)).prod(2).mul(m.logPrior.exp()).argMax(1)',
    ),
  },
  '04-kernel-trick': {
    'distance-not-squared': edit('squared.maximum(0)', 'squared.maximum(0).sqrt()'),
    'explicit-loop-3d': edit('lengthsA.add(lengthsB).sub(a.matMul(b, false, true).mul(2))', 'a.expandDims(1).sub(b).square().sum(2)'),
    'labels-01': edit("if (!labels.every((label) => label === -1 || label === 1)) throw new RangeError('labels in y must be −1 or 1')\n", ''),
  },
  '05-stumps-forest-boosting': {
    'unweighted-error': edit('sum : sum + weights[i]', 'sum : sum + 1'),
    'no-bootstrap': edit('fitStump(x.gather(drawn).gather(seen, 1), y.gather(drawn))', 'fitStump(x.gather(seen, 1), y)'),
    'weights-not-normalised': edit('    weights = weights.map((weight) => weight / sum)\n', ''),
  },
} satisfies Foils
