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
} satisfies Foils
