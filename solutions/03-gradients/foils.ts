import { edit, type Foils } from '#course'

const MAKES_VARIABLE = 'const [W, b] = tf.tidy(() => [tf.variable(tf.zeros<tf.Rank.R2>([d, 1])), tf.variable(tf.zeros<tf.Rank.R2>([1, 1]))])'

export default {
  '01-nudge-one-weight': {
    uphill: edit('step: -eps', 'step: eps'),
    'one-sided': edit('(right - left) / (2 * eps)', '(right - loss(w)) / eps'),
    'divide-by-eps': edit('(right - left) / (2 * eps)', '(right - left) / eps'),
  },
  '02-finite-differences': {
    'eps-too-small': edit('eps ?? 0.01', 'eps ?? 1e-8'),
    'shared-buffer': edit('f(tf.tensor(values.with(i, value), W.shape))', 'f(tf.tensor(((values[i] = value), values), W.shape))'),
    'absolute-error': edit('.div(size)', ''),
  },
  '03-backprop-by-hand': {
    'bias-not-summed': edit('dZ.sum<tf.Tensor1D>(0)', 'dZ.clone()'),
    'relu-mask-missing': edit('.mul(z.step())', ''),
    'sum-not-mean': edit('2 / x.shape[0]', '2'),
    'tf-grad': edit(
      'return { loss, grads }',
      [
        'const lossOf = (...[W1, b1, W2, b2]: tf.Tensor[]) =>',
        '  x.matMul(W1).add(b1).relu().matMul(W2).add(b2).sub(y).square().mean<tf.Scalar>()',
        '    const [W1, b1, W2, b2] = tf.grads(lossOf)([p.W1, p.b1, p.W2, p.b2])',
        '    return { loss, grads: { W1, b1, W2, b2 } }',
      ].join('\n'),
    ),
  },
  '04-training-loop': {
    'plus-gradient': edit('v.sub(grads', 'v.add(grads'),
    'same-batch': edit('order.slice(start, start + o.batch)', 'order.slice(0, o.batch)'),
    'rows-torn-apart': edit('y.gather(at)', 'y.gather(tf.scalar(y.shape[0] - 1, "int32").sub(at))'),
    'same-order': edit('o.seed + epoch', 'o.seed'),
    'epoch-is-step': edit('return Math.ceil(n / batch) * epochs', 'return epochs'),
    'floor-updates': [edit('Math.ceil(n / batch)', 'Math.floor(n / batch)'), edit('start < n;', 'start + o.batch <= n;')],
    'variable-start-value': edit(MAKES_VARIABLE, MAKES_VARIABLE.replace('tf.tidy(() => ', '').slice(0, -1)),
  },
  '05-optimizers-by-hand': {
    'velocity-reset': edit('o.mu * s.v + g', 'o.mu * 0 + g'),
    'acc-sum': edit('o.rho * s.acc + (1 - o.rho) * g ** 2', 's.acc + g ** 2'),
    'eps-outside': edit('(1 - o.rho) * g ** 2\n  return { w: s.w - (o.lr * g) / Math.sqrt(acc + o.eps)', '(1 - o.rho) * g ** 2\n  return { w: s.w - (o.lr * g) / (Math.sqrt(acc) + o.eps)'),
    'variable-start-value': edit('const path = [w0]', 'const weight = tf.variable(tf.scalar(w0))\n  weight.dispose()\n  const path = [w0]'),
  },
  '06-logistic-regression': {
    'threshold-zero': edit('.sigmoid())', '.greater(0).toFloat())'),
    'mse-labels': [
      edit('.add<tf.Tensor1D>(m.b).sigmoid()', '.add<tf.Tensor1D>(m.b)'),
      edit('z.relu().sub(z.mul(y)).add(z.abs().neg().exp().log1p())', 'z.sub(y).square()'),
    ],
    'log-zero': edit(
      'z.relu().sub(z.mul(y)).add(z.abs().neg().exp().log1p())',
      'y.mul(z.sigmoid().log()).add(tf.scalar(1).sub(y).mul(tf.scalar(1).sub(z.sigmoid()).log())).neg()',
    ),
    'variable-start-value': edit('tf.tidy(() => [tf.variable(tf.zeros<tf.Rank.R1>([d])), tf.variable(tf.scalar(0))] as const)', '[tf.variable(tf.zeros<tf.Rank.R1>([d])), tf.variable(tf.scalar(0))] as const'),
  },
} satisfies Foils
