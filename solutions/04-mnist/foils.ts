import { edit, type Foils } from '#course'

export default {
  '01-prepare-digits': {
    'forgot-rescale': edit('.toFloat().div(255)', '.toFloat()'),
    'int-division': edit('.toFloat().div(255)', '.div(255).toInt().toFloat()'),
    'column-major': edit('images.reshape<tf.Tensor2D>', 'images.transpose([0, 2, 1]).reshape<tf.Tensor2D>'),
  },
  '02-one-hot-and-crossentropy': {
    'inferred-depth': edit('tf.oneHot(labels, classes)', 'tf.oneHot(labels, Math.max(...labels.dataSync()) + 1)'),
    'silent-zero-row': edit('if (outside !== undefined) throw', 'if (outside === NaN) throw'),
    'unshifted-softmax': edit('z.sub(z.max(1, true)).exp()', 'z.exp()'),
    'sum-not-mean': edit('.sum(1).neg().mean()', '.sum(1).neg().sum()'),
  },
  '03-build-and-inspect': {
    'no-activation': edit("units: 512, activation: 'relu'", 'units: 512'),
    'sigmoid-head': edit("activation: 'softmax'", "activation: 'sigmoid'"),
    'bias-forgotten': edit('params: layer.countParams()', 'params: layer.weights[0]?.shape.reduce((a, b) => a! * b!, 1) ?? 0'),
  },
  '04-train-and-mind-the-gap': {
    'evaluated-on-training-data': edit('m.evaluate(d.xTest, d.yTest,', 'm.evaluate(d.xTrain, d.yTrain,'),
    'refit-on-test': edit(
      'const trainAcc',
      'await m.fit(d.xTest, d.yTest, { epochs: 1, batchSize: o.batch, verbose: 0 })\n  const trainAcc',
    ),
    'labels-misaligned': edit(
      'const history = await m.fit(d.xTrain, d.yTrain,',
      [
        'const order = tf.util.createShuffledIndices(d.xTrain.shape[0])',
        '  const shuffled = tf.tidy(() => d.xTrain.gather(tf.tensor1d(Int32Array.from(order), "int32")))',
        '  const history = await m.fit(shuffled, d.yTrain,',
      ].join('\n'),
    ),
    'unscaled-input': edit('m.fit(d.xTrain, d.yTrain,', 'm.fit(d.xTrain.mul(255), d.yTrain,'),
  },
  '05-two-units': {
    'bare-threshold': edit('acc > guess + 3 * Math.sqrt((guess * (1 - guess)) / n)', 'acc > guess'),
    'wrong-layer': [
      edit("units, activation: 'relu'", "units: 10, activation: 'relu'"),
      edit("units: d.yTrain.shape[1], activation: 'softmax'", "units, activation: 'softmax'"),
    ],
  },
} satisfies Foils
