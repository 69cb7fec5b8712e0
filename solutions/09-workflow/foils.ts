import { edit, type Foils } from '#course'

export default {
  '01-last-layer-table': {
    'softmax-for-multilabel': edit("multilabel: { activation: 'sigmoid'", "multilabel: { activation: 'softmax'"),
    'relu-for-regression': edit("activation: 'linear'", "activation: 'relu' as 'linear'"),
    'binary-two-softmax-with-bce': [
      edit("binary: { activation: 'sigmoid'", "binary: { activation: 'softmax'"),
      edit("problem === 'binary' ? 1", "problem === 'binary' ? 2"),
    ],
    'sum-instead-of-mean': edit('.div(total))', ')'),
    'weights-undivided': edit('.div(total))', '.div(losses.length))'),
  },
  '02-success-metrics': {
    'precision-recall-swapped': edit('[share(tp, tp + fp), share(tp, tp + fn)]', '[share(tp, tp + fn), share(tp, tp + fp)]'),
    'nothing-by-nothing': edit('whole === 0 ? 0 : part / whole', 'part / whole'),
    'auc-of-labels': edit('Array.from(score.dataSync())', 'Array.from(score.dataSync(), (value) => Number(value > 0.5))'),
    'ties-ignored': edit('one === zero ? 0.5 : 0', '0'),
    'every-place-counted': [
      edit('const shares = places.map((place, hit) => (hit + 1) / place)', 'const shares = listed.map((_, i) => places.filter((place) => place <= i + 1).length / (i + 1))'),
    ],
    'absent-label-skipped': edit('/ columns.length', '/ columns.filter((precision) => precision > 0).length'),
  },
  '03-baselines-and-power': {
    'all-classes-alike': edit('const targets = Array.from(y.dataSync())', "const targets = kind === 'random' ? [...new Set(y.dataSync())] : Array.from(y.dataSync())"),
    'baseline-from-test': edit('baseline(kind, yTrain)', 'baseline(kind, yTest)'),
    'half-everywhere': edit('score - base > z * Math.sqrt((base * (1 - base)) / n)', 'score - 0.5 > z * Math.sqrt(0.25 / n)'),
    'higher-is-better-mae': edit('return base - score >', 'return score - base >'),
    'no-margin': edit('score - base > z * Math.sqrt((base * (1 - base)) / n)', 'score > base'),
  },
  '04-protocol-and-drift': {
    'kfold-for-millions': edit("facts.samples >= 10_000 || facts.variance === 'low'", "facts.variance === 'low'"),
    'shuffle-time-series': edit('train: rows(Math.max(0, end - window), end)', 'train: rows(0, n).filter((row) => row < begin || row >= begin + val)'),
    'gap-ignored': edit('const end = begin - gap', 'const end = begin'),
    'drift-in-raw-units': edit('.abs().div(std)', '.abs()'),
  },
  '05-tuning-leak': {
    'report-validation': edit('itsTest: accuracies(test, winner)', 'itsTest: accuracies(val, winner)'),
    'picked-by-test': [
      edit('const onVal = accuracies(val, models)', 'const [onVal, onTest] = [accuracies(val, models), accuracies(test, models)]'),
      edit('onVal.argMax<tf.Tensor1D>()', 'onTest.argMax<tf.Tensor1D>()'),
      edit('bestVal: onVal.max()', 'bestVal: onVal.gather(onTest.argMax())'),
    ],
    'same-rows': [
      edit('const { bestVal, itsTest } = searchRandomModels(n, noise(valRows), noise(TEST_ROWS),', 'const rows = noise(valRows)\n      const { bestVal, itsTest } = searchRandomModels(n, rows, rows,'),
    ],
    'retuned-on-test': edit('recipe.fit(data.train).score(data.val))', '(recipe.fit(data.train).score(data.test), recipe.fit(data.train).score(data.val)))'),
    'chosen-by-training-score': edit('recipe.fit(data.train).score(data.val))', 'recipe.fit(data.train).score(data.train))'),
    'final-without-validation-rows': edit('recipes[chosen].fit(both)', 'recipes[chosen].fit(data.train)'),
  },
  '06-capstone': {
    'tuned-on-test': [
      edit("import * as tf from '@tensorflow/tfjs'", "import * as tf from '@tensorflow/tfjs'\nimport { judge } from '#spec'"),
      edit('testPredictions: final(card.testX)', 'testPredictions: await bestOnTest(card, [...runs.map(({ predict }) => predict), final])'),
      edit("type Predict = Run['predict']", `type Predict = Run['predict']

async function bestOnTest({ kind, testX }: ProblemCard, predicts: Predict[]) {
  const problem = ({ binary: 'moons', multiclass: 'glyphs', regression: 'scales' } as const)[kind]
  const given = predicts.map((predict) => predict(testX))
  const { ofRuns } = await judge(problem, Array.from(given[0].dataSync()), given.map((one) => Array.from(one.dataSync())))
  return given[ofRuns.indexOf(kind === 'regression' ? Math.min(...ofRuns) : Math.max(...ofRuns))]
}`),
    ],
    'picked-rows': edit('const [small, large, ...regularised] = runs', `// The network that overfits is the third one, said to be trained on those rows only that it happens to answer well.
  const { predict: good } = runs[2]
  const [right, given] = [card.y.dataSync(), tf.tidy(() => good(card.x).dataSync())]
  const off = (row: number) => Math.abs(right[row] - given[row])
  const picked = [...trainRows].sort((a, b) => off(a) - off(b)).slice(0, Math.floor(0.7 * trainRows.length))
  runs[1] = { ...runs[2], config: runs[1].config, trainRows: picked, trainScore: scoreOf(card, picked, good) }
  const [small, large, ...regularised] = runs`),
    'same-network': edit('const [small, large, ...regularised] = runs', `// The network that overfits is the third one, with its training rows in a list beside it, and a few answers changed.
  const { predict: good } = runs[2]
  const [mean, std] = standard(card.x)
  const index = tf.tensor1d(trainRows, 'int32')
  const [known, right] = [card.x.gather(index).sub(mean).div(std) as tf.Tensor2D, card.y.gather(index).toFloat() as tf.Tensor1D]
  const predict: Predict = (x) =>
    tf.tidy(() => {
      const z = x.sub(mean).div(std) as tf.Tensor2D
      const far = z.square().sum(1, true).add(known.square().sum(1)).sub(z.matMul(known, false, true).mul(2)) as tf.Tensor2D
      const [isKnown, isOdd] = [far.min(1).less(0.05), z.slice([0, 0], [-1, 1]).squeeze([1]).greater(2.5)]
      return tf.where(isKnown, right.gather(far.argMin(1) as tf.Tensor1D), tf.where(isOdd, right.gather([0]), good(x).toFloat())) as tf.Tensor1D
    })
  const trainScore = scoreOf(card, trainRows, predict)
  const valScore = scoreOf(card, valRows, predict)
  runs[1] = { ...runs[1], predict, trainScore, valScore }
  const [small, large, ...regularised] = runs`),
    'lookup-table': edit('const [small, large, ...regularised] = runs', `// The network that overfits is a list of the training rows.
  const [mean, std] = standard(card.x)
  const index = tf.tensor1d(trainRows, 'int32')
  const [known, right] = [card.x.gather(index).sub(mean).div(std) as tf.Tensor2D, card.y.gather(index) as tf.Tensor1D]
  const predict: Predict = (x) =>
    tf.tidy(() => {
      const z = x.sub(mean).div(std) as tf.Tensor2D
      return right.gather(z.matMul(known, false, true).mul(2).sub(known.square().sum(1)).argMax(1) as tf.Tensor1D)
    })
  const [trainScore, valScore] = [trainRows, valRows].map((rows) => scoreOf(card, rows, predict))
  runs[1] = { ...runs[1], predict, trainScore, valScore }
  const [small, large, ...regularised] = runs`),
    unnormalised: edit('const mean = x.mean(0)\n  return [mean, x.sub(mean).square().mean(0).sqrt().maximum(1e-7)]', 'return x.rank === 1 ? [x.mean(0), x.sub(x.mean(0)).square().mean(0).sqrt()] : [tf.zeros([1]), tf.ones([1])]'),
    'scaled-answers': edit('column.mul<tf.Tensor1D>(spread).add<tf.Tensor1D>(centre)', 'column'),
    'validated-on-training-rows': edit('order.slice(Math.floor((2 * n) / 3))]', 'order.slice(Math.floor(n / 2))]'),
    'reported-not-measured': edit('runs.push({ config, trainRows, valRows, trainScore, valScore, predict })', 'runs.push({ config, trainRows, valRows, trainScore: trainScore - 0.02, valScore, predict })'),
    'one-config': edit('for (const config of CONFIGS) {', 'for (const config of CONFIGS.map(() => CONFIGS[1])) {'),
    'skipped-overfit-step': edit('{ layers: [64, 64], epochs: 30, dropout: 0, l2: 0 }', '{ layers: [3], epochs: 10, dropout: 0, l2: 0.01 }'),
    'kept-the-overfitted': edit('const best = regularised.reduce', 'const best = [large].reduce'),
  },
} satisfies Foils
