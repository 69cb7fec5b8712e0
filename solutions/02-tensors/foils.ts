import { edit, type Foils } from '#course'

export default {
  '01-ranks-and-shapes': {
    'scalar-as-[1]': edit('tf.scalar(12)', 'tf.tensor1d([12]) as unknown as tf.Scalar'),
    'dimension-vs-axis': edit('rank: t.rank', 'rank: t.shape[0] ?? 0'),
    'reshape-not-transpose': edit('x.transpose([0, 3, 1, 2])', 'x.reshape([x.shape[0], x.shape[3], x.shape[1], x.shape[2]])'),
  },
  '02-slice-and-batch': {
    'drop-last': edit('Math.ceil(n / size)', 'Math.floor(n / size)'),
    'end-as-size': edit('[rows, 28, 28]', '[begin + rows, 28, 28]'),
    'counts-from-1': edit('return x.slice([begin, 0, 0]', 'return x.slice([Math.max(0, begin - size), 0, 0]'),
    'last-batch-refused': edit('if (!(i in all))', 'if (!(i in all) || all[i][1] < size)'),
    'off-centre': edit("'centre14' ? 7 : 14", "'centre14' ? 8 : 14"),
  },
  '03-elementwise-and-broadcast': {
    'mutates-input': edit(
      'return x.map((row) => row.map((value) => Math.max(value, 0)))',
      'for (const row of x) row.forEach((value, i) => (row[i] = Math.max(value, 0)))\n  return x',
    ),
    'abs-for-relu': edit('Math.max(value, 0)', 'Math.abs(value)'),
    'align-left': edit(
      '[...new Array<number>(rank - shape.length).fill(1), ...shape]',
      '[...shape, ...new Array<number>(rank - shape.length).fill(1)]',
    ),
    'refuses-what-fits': edit('length !== other && length !== 1 && other !== 1', 'length !== other'),
  },
  '04-dot-products': {
    'elementwise-for-dot': edit('m.map((row) => dotVV(row, v))', 'm.map((row) => row.map((value, i) => value * v[i]))'),
    'swap-operands': edit('const columns =', ';[a, b] = [b, a]\n  const columns ='),
    'flatten-loses-shape': edit('return products.reshape([...leading, ...b.shape.slice(1)])', 'return products'),
    'wrong-lengths-compared': edit(
      'return m.map((row) => dotVV(row, v))',
      'if (m.length !== v.length) throw new RangeError(`${m.length} rows meet ${v.length} numbers`)\n  return m.map((row) => dotVV(row, v))',
    ),
  },
  '05-dense-forward': {
    'elementwise-product': edit('x.matMul(W)', 'x.mul(W)'),
    'W-times-x': edit('x.matMul(W)', 'W.matMul(x)'),
    'bias-per-row': edit('add<tf.Tensor2D>(b)', 'add<tf.Tensor2D>(b.expandDims(1))'),
    'activation-before-bias': [
      edit('x.matMul(W).add<tf.Tensor2D>(b)', 'x.matMul(W)'),
      edit('sums.relu()', 'sums.relu().add(b)'),
      edit('sums.tanh()', 'sums.tanh().add(b)'),
      edit('sums.sigmoid()', 'sums.sigmoid().add(b)'),
      edit('return sums\n', 'return sums.add(b)\n'),
    ],
    'biases-summed': edit('b.dot(next.W).add(next.b)', 'b.add(next.b)'),
    'layers-swapped': edit('tf.matMul(W, next.W)', 'tf.matMul(next.W, W)'),
  },
  '06-tidy-up': {
    'dispose-input': edit('return centred.div(', 'x.dispose()\n    return centred.div('),
    'keep-everything': edit('const next = tf.tidy(() => sum.add<tf.Scalar>(batch.sum()))', 'const next = sum.add<tf.Scalar>(batch.sum())'),
    'mean-of-means': [edit('batch.sum()', 'batch.mean()'), edit('count += batch.size', 'count++')],
    'sample-std': edit('centred.square().mean(0).sqrt()', 'centred.square().sum(0).div(Math.max(1, x.shape[0] - 1)).sqrt()'),
    'rows-for-columns': [edit('x.mean(0)', 'x.mean(1, true)'), edit('centred.square().mean(0)', 'centred.square().mean(1, true)')],
    'async-in-tidy': edit('if (given instanceof Promise) throw', 'if (given === undefined) throw'),
  },
} satisfies Foils
