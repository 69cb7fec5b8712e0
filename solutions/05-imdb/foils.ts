import { edit, type Foils } from '#course'

export default {
  '01-decode-review': {
    'off-by-3': edit('rev.get(number - RESERVED)', 'rev.get(number)'),
    'off-by-2': edit('const RESERVED = 3', 'const RESERVED = 2'),
    'crash-on-unknown': edit("rev.get(number - RESERVED) ?? '?'", 'rev.get(number - RESERVED)!.trim()'),
    'cap-before-shift': edit('number < numWords', 'wordIndex[word] < numWords'),
  },
  '02-vectorize-sequences': {
    'silent-drop': edit('|| j >= dim)', '|| j === dim + 1e9)'),
    'counts': edit('values[i * dim + j] = 1', 'values[i * dim + j] += 1'),
    'off-by-one-column': edit('values[i * dim + j] = 1', 'values[i * dim + j - 1] = 1'),
    'row-by-row-concat': edit(
      'return tf.tensor2d(values, [seqs.length, dim])',
      [
        'return tf.tidy(() => {',
        '    let rows = tf.tensor2d([], [0, dim])',
        '    seqs.forEach((_, i) => {',
        '      const longer = tf.concat([rows, tf.tensor2d(values.subarray(i * dim, (i + 1) * dim), [1, dim])])',
        '      rows.dispose()',
        '      rows = longer',
        '    })',
        '    return rows',
        '  })',
      ].join('\n'),
    ),
  },
  '03-tf-idf': {
    'idf-on-test': edit('tfm.mul(idf)', 'tfm.mul(fitIdf(tfm))'),
    'log-zero': edit('tf.scalar(1 + n).div<tf.Tensor1D>(df.add(1))', 'tf.scalar(n).div<tf.Tensor1D>(df)'),
    'words-not-reviews': edit('tfm.greater(0).toFloat().sum<tf.Tensor1D>(0)', 'tfm.sum<tf.Tensor1D>(0)'),
    'normalise-columns': edit('weighted.square().sum(1, true)', 'weighted.square().sum(0, true)'),
  },
  '04-build-sentiment-net': {
    'softmax-one-unit': edit("activation: 'sigmoid'", "activation: 'softmax'"),
    'relu-head': edit("activation: 'sigmoid'", "activation: 'relu'"),
    'linear-head': edit("{ units: 1, activation: 'sigmoid' }", '{ units: 1 }'),
    'categorical-loss': edit("loss = 'binaryCrossentropy' } = o", "loss = 'categoricalCrossentropy' } = o"),
    'two-relu-missing': edit('dense({ units, activation,', 'dense({ units,'),
    'one-sided': edit('positive.add(negative).neg()', 'positive.neg()'),
    'log-zero': edit('p.clipByValue(1e-7, 1 - 1e-7)', 'p.clone()'),
  },
  '05-hold-out-and-curves': {
    'train-on-validation': edit('xTrain: x.slice(nVal), yTrain: y.slice(nVal)', 'xTrain: x.slice(), yTrain: y.slice()'),
    'validated-on-training': edit('validationData: o.validation', 'validationData: o.train'),
    'zero-based-epoch': edit('values.indexOf(best) + 1', 'values.indexOf(best)'),
    'max-loss': edit("key === 'val_loss' ? Math.min(...values) : Math.max(...values)", 'Math.max(...values)'),
    'wrong-key': edit("chart('Accuracy', 'acc')", "chart('Accuracy', 'accuracy')"),
    'label-loss-on-accuracy': edit('      yLabel,', "      yLabel: 'Loss',"),
  },
  '06-final-fit-and-predict': {
    'continue-training': edit('const model = d.build()', 'const model = d.overfitted'),
    'evaluated-on-training-data': edit('accuracyOn(d.test, model)', 'accuracyOn(d.train, model)'),
    'trained-on-test': edit('model.fitDataset(d.train,', 'model.fitDataset(d.train.concatenate(d.test),'),
    'tuned-on-test': [
      edit('  await model.fitDataset(d.train, { epochs, verbose: 0 })\n', ''),
      edit(
        'const testAcc = await accuracyOn(d.test, model)',
        [
          'let testAcc = 0',
          '  for (let epoch = 0; epoch < epochs; epoch++) {',
          '    await model.fitDataset(d.train, { epochs: 1, verbose: 0 })',
          '    testAcc = Math.max(testAcc, await accuracyOn(d.test, model))',
          '  }',
        ].join('\n'),
      ),
    ],
    'argmax-on-sigmoid': edit('p.greater(threshold).toInt().squeeze([1])', 'p.argMax(1)'),
    'threshold-ignored': edit('p.greater(threshold)', 'p.greater(0.5)'),
  },
  '07-twelve-configurations': {
    'all-at-once': edit(
      '  for (const config of cfgs) rows.push({ ...config, accuracy: await train(config) })',
      '  await Promise.all(cfgs.map(async (config, i) => { rows[i] = { ...config, accuracy: await train(config) } }))',
    ),
    'reused-model': [
      edit('export async function trainOne', 'let shared: tf.LayersModel\nexport async function trainOne'),
      edit('const model = d.build(', 'const model = shared ??= d.build('),
      edit('  model.dispose()\n', ''),
    ],
    'trained-on-test': edit('model.fitDataset(d.train,', 'model.fitDataset(d.train.concatenate(d.test),'),
    'best-of-training': edit('model.evaluateDataset(d.test,', 'model.evaluateDataset(d.train,'),
    'unpaired': edit('others.some((other) => row.accuracy > other.accuracy)\n    }).length', 'others.length > 0\n    }).flatMap((row) => rows.filter((other) => other[key] !== row[key] && row.accuracy > other.accuracy)).length'),
    'overclaim': edit("wins('loss', 'binaryCrossentropy')", "wins('loss', 'meanSquaredError')"),
    'not-robust': [
      edit('const middle = median(rows.map((row) => row.accuracy))', 'const middle = mean(rows)'),
      edit('1.4826 * median(rows.map((row) => Math.abs(row.accuracy - middle)))', 'Math.sqrt(rows.reduce((sum, row) => sum + (row.accuracy - middle) ** 2, 0) / rows.length)'),
    ],
  },
} satisfies Foils
