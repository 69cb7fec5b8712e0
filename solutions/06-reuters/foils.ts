import { edit, type Foils } from '#course'

export default {
  '01-prepare-newswires': {
    'off-by-3': edit('words.get(number - 3)', 'words.get(number)'),
    'off-by-2': edit('words.get(number - 3)', 'words.get(number - 2)'),
    'depth-45': [
      edit('yTrain: lit(topics(d.train), classes)', 'yTrain: lit(topics(d.train), Math.max(...d.train.labels))'),
      edit('yTest: lit(topics(d.test), classes)', 'yTest: lit(topics(d.test), Math.max(...d.train.labels))'),
    ],
    'depth-per-part': [
      edit('yTrain: lit(topics(d.train), classes)', 'yTrain: lit(topics(d.train), Math.max(...d.train.labels) + 1)'),
      edit('yTest: lit(topics(d.test), classes)', 'yTest: lit(topics(d.test), Math.max(...d.test.labels) + 1)'),
    ],
    'counted-words': edit('rows[i * width + column] = 1', 'rows[i * width + column] += 1'),
    'spilled-word': edit("refuseOutside('sequences', sequences.flat(), dim)", ''),
  },
  '02-train-newswires': {
    'sigmoid-head': edit("activation: 'softmax'", "activation: 'sigmoid'"),
    'linear-hidden': edit("units, activation: 'relu'", 'units'),
    'small-hidden': edit("units, activation: 'relu'", "units: 16, activation: 'relu'"),
    'mse-loss': edit("loss: 'categoricalCrossentropy'", "loss: 'meanSquaredError'"),
    'binary-loss': edit("loss: 'categoricalCrossentropy'", "loss: 'binaryCrossentropy'"),
    'held-out-at-the-end': edit(
      'model.fit(x, y, { epochs: o.epochs, batchSize: o.batch, validationData: [xVal, yVal], verbose: 0 })',
      'model.fit(d.x, d.y, { epochs: o.epochs, batchSize: o.batch, validationSplit: o.held / d.x.shape[0], verbose: 0 })',
    ),
    'trained-on-validation': edit('model.fit(x, y,', 'model.fit(d.x, d.y,'),
    'training-loss': edit("history['val_loss']", "history['loss']"),
    'zero-based-epoch': edit('valLoss.indexOf(Math.min(...valLoss)) + 1', 'valLoss.indexOf(Math.min(...valLoss))'),
    'places-not-topics': edit(
      [
        '      .map((prob, index) => ({ index, prob }))',
        '      .sort((a, b) => b.prob - a.prob)',
        '      .slice(0, k),',
      ].join('\n'),
      '      .sort((a, b) => b - a).slice(0, k).map((prob, index) => ({ index, prob })),',
    ),
    'sorted-as-text': edit('.sort((a, b) => b.prob - a.prob)', '.sort((a, b) => (String(b.prob) > String(a.prob) ? 1 : -1))'),
    'least-probable-first': edit('b.prob - a.prob', 'a.prob - b.prob'),
  },
  '03-shuffled-baseline': {
    'never-in-place': edit('random() * (i + 1)', 'random() * i'),
    'seed-zero': edit('const random = randomNumbers(seed)', 'const random = randomNumbers(seed || Math.floor(Math.random() * 1e9))'),
    'shuffled-in-place': edit('const order = [...items]', 'const order = items'),
    'one-over-k': edit('return counts.reduce((sum, count) => sum + (count / rows) ** 2, 0)', 'return rows && 1 / counts.length'),
    'majority-for-chance': edit('return counts.reduce((sum, count) => sum + (count / rows) ** 2, 0)', 'return Math.max(...counts) / rows'),
    'without-putting-back': edit('(count / rows) ** 2', '(count * (count - 1)) / (rows * (rows - 1))'),
  },
  '04-sparse-labels': {
    'argmax-of-index': edit('tf.oneHot(y, classes)', 'tf.oneHot(y.argMax(), classes)'),
    'all-pairs': [edit('tf.oneHot(y, classes).mul(p).sum(1)', 'p.gather(y, 1)')],
    'rows-for-columns': edit('tf.oneHot(y, classes).mul(p).sum(1)', 'p.gather(y)'),
    'sum-not-mean': edit('.log().neg().mean()', '.log().neg().sum()'),
    'onehot-into-sparse': edit("loss: 'sparseCategoricalCrossentropy'", "loss: 'categoricalCrossentropy'"),
    'recompile-lost-metric': edit(", metrics: ['accuracy']", ''),
    'fresh-optimizer': edit('optimizer: m.optimizer', "optimizer: 'rmsprop'"),
  },
  '05-bottleneck-and-sweep': {
    'training-accuracy': edit("history['val_acc']", "history['acc']"),
    'zero-based-epoch': edit('curve.indexOf(accuracy) + 1', 'curve.indexOf(accuracy)'),
    'narrow-first': edit('train([o.units, o.narrow]', 'train([o.narrow, o.units]'),
    'unequal-batch': edit('train([o.units, o.units], { epochs, batch })', 'train([o.units, o.units], { epochs, batch: 512 })'),
    'last-epoch': [
      edit('const wide = peak(await train([o.units, o.units], { epochs, batch })).accuracy', 'const wide = (await train([o.units, o.units], { epochs, batch })).at(-1) as number'),
      edit('const narrow = peak(await train([o.units, o.narrow], { epochs, batch })).accuracy', 'const narrow = (await train([o.units, o.narrow], { epochs, batch })).at(-1) as number'),
    ],
    'head-counted': edit('new Array<number>(depth)', 'new Array<number>(depth - 1)'),
    'all-at-once': edit(
      [
        '  const rows: Row[] = []',
        '  for (const width of units) {',
        '    for (const depth of depths) {',
        '      const curve = await train(new Array<number>(depth).fill(width), o)',
        '      rows.push({ units: width, depth, ...peak(curve) })',
        '    }',
        '  }',
        '  return rows',
      ].join('\n'),
      [
        '  const one = async (width: number, depth: number) => {',
        '    const curve = await train(new Array<number>(depth).fill(width), o)',
        '    return { units: width, depth, ...peak(curve) }',
        '  }',
        '  return Promise.all(units.flatMap((width) => depths.map((depth) => one(width, depth))))',
      ].join('\n'),
    ),
  },
} satisfies Foils
