/**
 * The test labels are not in this process: see grader/run/exam.
 *
 * @exam
 */
import * as tf from '@tensorflow/tfjs'
import { check, expect, judge, pose, type Posed, type ProblemName, PROBLEMS, train, trap, unwatched } from '#spec'
import { type ProblemCard, type Report, type Run, runWorkflow } from './06-capstone'

const SIZES = { quick: { rows: 600, testRows: 3_000 }, full: { rows: 1_200, testRows: 3_000 } }

/** How much worse on validation rows a network must be to have overfitted. */
const OVERFITTED = 0.1

/** Seconds that one problem may take. */
const PATIENCE = { seconds: 300 }

/** A run as the spec has measured it. */
interface Tried {
  /** How sentences call it. */
  name: string
  config: string
  run: Run
  /** Whether it answers the same rows in the same way twice. */
  isSteady: boolean
  /** Scores of its own answers: to its training rows, to these with a little noise added, to its validation rows. */
  train: number
  jittered: number
  val: number
  /** The deviation of the validation score, if the rows were drawn anew. */
  error: number
  /** Its answers to the rows of the card, and to the test rows. */
  own: Float32Array
  fresh: Float32Array
  /** Its score on the test rows, as another process says. */
  test: number
  /** By how far its answers move, on average, when the sign of the widest column is turned. */
  swing: number
}

/** The runs of one configuration, taken together. */
interface Group {
  config: string
  runs: Tried[]
  train: number
  val: number
  gap: number
  error: number
  test: number
}

interface Solved {
  posed: Posed
  report: Report
  tried: Tried[]
  groups: Group[]
  /** Test answers, and their score. */
  answers: Float32Array
  score: number
  /** What a dumb rule scores: the most frequent class, or the median. */
  dumb: number
  /** Tensors that are neither variables nor were there before. */
  left: number
}

const solving = new Map<ProblemName, Promise<Solved>>()

/** What became of a problem. It is solved once, whoever asks first. */
function solved(problem: ProblemName): Promise<Solved> {
  const known = solving.get(problem) ?? solve(problem)
  solving.set(problem, known)
  return known
}

async function solve(problem: ProblemName): Promise<Solved> {
  const posed = await pose(problem, SIZES)
  const { kind, classes, columns } = posed
  const isNumber = kind === 'regression'
  // Copies: on some engines a tensor shares the numbers it was made of.
  const table = (values: Float32Array) => tf.tensor2d(values.slice(), [rowsIn(values, columns), columns])
  const card: ProblemCard = {
    kind,
    classes,
    goal: goalOf(posed),
    x: table(posed.x),
    y: tf.tensor1d(posed.y.slice(), isNumber ? 'float32' : 'int32'),
    testX: table(posed.testX),
  }
  const widest = widestColumn(posed)
  const before = loose()
  // The networks live on in `predict`, so nobody can tell from outside what was left behind.
  const report = await unwatched(() => runWorkflow(card))
  const left = loose() - before
  expect([card.x, card.y, card.testX].some(({ isDisposed }) => isDisposed) ? 'disposed' : 'kept', `${problem}: the tensors of the card, which belong to the caller`).toBe('kept')
  formOf(problem, report, posed)

  const answers = numbersOf(report.testPredictions, rowsIn(posed.testX, columns), `${problem}: testPredictions`)
  const tried: Tried[] = []
  const ofRuns: number[][] = []
  for (const [i, run] of report.runs.entries()) {
    const name = `${problem}, runs[${i}]`
    const ask = async (x: Float32Array) => {
      const rows = table(x)
      const given = run.predict(rows)
      const numbers = numbersOf(given, rowsIn(x, columns), `${name}: the answers of predict to ${rowsIn(x, columns)} rows`)
      tf.dispose([rows, given])
      return numbers
    }
    const own = await ask(posed.x)
    const again = await ask(posed.x)
    const near = await ask(jittered(posed))
    const turned = await ask(posed.x.map((value, at) => (at % columns === widest ? -value : value)))
    const fresh = await ask(posed.testX)
    ofRuns.push(Array.from(fresh))
    const pointsOf = (given: Float32Array, rows: number[]) => rows.map((row) => (isNumber ? Math.abs(given[row] - posed.y[row]) : Number(given[row] === posed.y[row])))
    const val = pointsOf(own, run.valRows)
    tried.push({
      name,
      config: wordsOf(run.config),
      run,
      isSteady: own.every((value, row) => Object.is(value, again[row])),
      train: mean(pointsOf(own, run.trainRows)),
      jittered: mean(pointsOf(near, run.trainRows)),
      val: mean(val),
      error: deviation(val) / Math.sqrt(val.length),
      swing: mean(Array.from(own, (value, row) => Math.abs(value - turned[row]))),
      own,
      fresh,
      test: NaN,
    })
  }
  const { score, ofRuns: scores } = await judged(problem, Array.from(answers), ofRuns)
  tried.forEach((one, i) => (one.test = scores[i]))
  const groups = [...new Set(tried.map(({ config }) => config))].map((config) => grouped(config, tried.filter((one) => one.config === config), isNumber ? report.baseline : undefined))
  return { posed, report, tried, groups, answers, score, dumb: dumbScore(posed), left }
}

const rowsIn = (x: Float32Array, columns: number) => x.length / columns

/** Problems whose answers were judged before the spec had them judged. */
const judgedEarly = new Set<ProblemName>()

/** The judge answers once; whoever asked before the spec has had the answer. */
async function judged(problem: ProblemName, answers: number[], ofRuns: number[][]): ReturnType<typeof judge> {
  try {
    return await judge(problem, answers, ofRuns)
  } catch (error) {
    if (/judged before/.test((error as Error).message)) judgedEarly.add(problem)
    throw error
  }
}

const goalOf = ({ goal }: Posed) => ('atLeast' in goal ? goal.atLeast : goal.atMost)

/** What a report must be before anything can be measured. */
function formOf(problem: ProblemName, report: Report | undefined, posed: Posed): asserts report is Report {
  expect(typeof report, `${problem}: what runWorkflow gives (is its return missing?)`).toBe('object')
  if (!report) return
  const rows = rowsIn(posed.x, posed.columns)
  expect(report.metric, `${problem}: metric`).toBe(posed.kind === 'regression' ? 'mae' : 'accuracy')
  expect(['hold-out', 'k-fold', 'iterated-k-fold'].includes(report.protocol), `${problem}: whether protocol, ${String(report.protocol)}, is one of hold-out, k-fold and iterated-k-fold`).toBe(true)
  expect(Array.isArray(report.runs) && report.runs.length > 0, `${problem}: whether runs lists at least one run`).toBe(true)
  expect(report.runs.length, `${problem}: how many runs there are`).toBeAtMost(60)
  for (const [i, run] of report.runs.entries()) {
    const name = `${problem}, runs[${i}]`
    expect(typeof run.predict, `${name}: the kind of predict`).toBe('function')
    expect(typeof run.config === 'object' && run.config !== null, `${name}: whether config is an object of plain data`).toBe(true)
    for (const which of ['trainRows', 'valRows'] as const) {
      // A typed array will do as well.
      const list = Array.from((run[which] as number[] | undefined) ?? [])
      const areRows = list.length > 0 && list.every((row) => Number.isInteger(row) && row >= 0 && row < rows)
      expect(areRows && new Set(list).size === list.length, `${name}: whether ${which} lists row numbers from 0 to ${rows - 1}, each once`).toBe(true)
      run[which] = list
    }
    for (const which of ['trainScore', 'valScore'] as const) expect(typeof run[which], `${name}: the kind of ${which}`).toBe('number')
  }
  for (const which of ['baseline', 'underfitScore', 'overfitGap', 'regularisedGap'] as const) {
    expect(typeof report[which], `${problem}: the kind of ${which}`).toBe('number')
  }
}

/** The numbers of a vector of answers. */
function numbersOf(given: unknown, rows: number, what: string): Float32Array {
  expect(given, what).toBeTensor({ shape: [rows] })
  return Float32Array.from((given as tf.Tensor).dataSync())
}

/** The rows of a problem, each column moved by a hundredth of its standard deviation or so. */
function jittered({ x, columns }: Posed): Float32Array {
  return tf.tidy(() => {
    const rows = tf.tensor2d(x, [rowsIn(x, columns), columns])
    const std = rows.sub(rows.mean(0)).square().mean(0).sqrt()
    return rows.add(tf.randomNormal(rows.shape).mul(std).mul(0.01)).dataSync<'float32'>()
  })
}

/** In the problem with numbers there is a column in the millions, and useless. */
function widestColumn({ x, columns }: Posed): number {
  const spreads = Array.from({ length: columns }, (_, column) => deviation(Array.from(x).filter((_, at) => at % columns === column)))
  return spreads.indexOf(Math.max(...spreads))
}

/** Tensors that are no variables, such as the weights of a network or what an optimizer remembers. */
function loose(): number {
  return tf.memory().numTensors - Object.keys(tf.engine().state.registeredVariables).length
}

function dumbScore({ kind, y }: Posed): number {
  const sorted = Array.from(y).sort((a, b) => a - b)
  if (kind === 'regression') return mean(sorted.map((value) => Math.abs(value - sorted[sorted.length >> 1])))
  return Math.max(...[...new Set(sorted)].map((label) => sorted.filter((value) => value === label).length)) / y.length
}

/** Means over the runs of a configuration; the gap is a share of the baseline, if there is one. */
function grouped(config: string, runs: Tried[], baseline: number | undefined): Group {
  const over = (of: (one: Tried) => number) => mean(runs.map(of))
  const [train, val] = [over((one) => one.train), over((one) => one.val)]
  const gap = baseline === undefined ? train - val : (val - train) / baseline
  return { config, runs, train, val, gap, error: over((one) => one.error) / Math.sqrt(runs.length), test: over((one) => one.test) }
}

/** A configuration in words, the same for the same data in whatever order. */
function wordsOf(config: unknown): string {
  return JSON.stringify(config, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const deviation = (values: number[]) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)))
const close = (a: number, b: number) => Math.abs(a - b) <= 2e-3 * Math.max(1, Math.abs(b))
const short = (value: number) => Number(value.toFixed(3))
const isNumber = ({ posed }: Solved) => posed.kind === 'regression'
/** How much better a is than b, in the right direction. */
const lead = (one: Solved, a: number, b: number) => (isNumber(one) ? b - a : a - b)

/** The configurations whose score or gap is the one that was reported. */
const chosenOf = ({ groups, report }: Solved) => groups.find(({ config }) => config === wordsOf(report.chosen))
const overfittedOf = ({ groups, report }: Solved) => groups.filter(({ gap }) => close(gap, report.overfitGap))

const sortedRows = (rows: number[]) => [...rows].sort((a, b) => a - b)

/**
 * How well the nearest neighbours of each row of the card answer it: a rule that no learner's code has a hand in.
 * Rows that were drawn by lot are as easy for it as all others; rows that some network happens to answer well are easier.
 */
function easeOfRows({ kind, x, y, columns }: Posed): number[] {
  const nearest = tf.tidy(() => {
    const rows = tf.tensor2d(x, [rowsIn(x, columns), columns])
    const { mean, variance } = tf.moments(rows, 0)
    const z = rows.sub(mean).div<tf.Tensor2D>(variance.sqrt())
    const squares = z.square().sum(1)
    const nearness: tf.Tensor = z.matMul(z, false, true).mul(2).sub(squares).sub(squares.expandDims(1)).sub(tf.eye(y.length).mul(1e9))
    return tf.topk(nearness, NEIGHBOURS).indices.arraySync() as number[][]
  })
  return nearest.map((rows, row) => {
    const votes = rows.map((near) => y[near])
    return kind === 'regression' ? -Math.abs(mean(votes) - y[row]) : mean(votes.map((vote) => Number(vote === y[row])))
  })
}

const NEIGHBOURS = 15

/** By how many standard errors the neighbours of some rows answer them better than those of all other rows. */
function isEasier(ease: number[], rows: number[]): number {
  const these = new Set(rows)
  const [some, others] = [ease.filter((_, row) => these.has(row)), ease.filter((_, row) => !these.has(row))]
  return (mean(some) - mean(others)) / (deviation(ease) * Math.sqrt(1 / some.length + 1 / others.length))
}

/** Drawn by lot, rows are easier than others by so many standard errors less than once in a million times. */
const PICKED = 5

/** Answers to the test rows by the training row that is nearest to each, and by the most of its neighbours. */
function neighboursOf({ kind, x, y, testX, columns }: Posed, trainRows: number[]): { nearest: number[]; most: number[] } {
  const places = tf.tidy(() => {
    const known = tf.gather(tf.tensor2d(x, [rowsIn(x, columns), columns]), trainRows)
    const { mean, variance } = tf.moments(known, 0)
    const scale = (rows: tf.Tensor2D) => rows.sub(mean).div<tf.Tensor2D>(variance.sqrt())
    const [z, asked] = [scale(known), scale(tf.tensor2d(testX, [rowsIn(testX, columns), columns]))]
    return tf.topk(asked.matMul(z, false, true).mul(2).sub(z.square().sum(1)), NEIGHBOURS).indices.arraySync() as number[][]
  })
  const labels = places.map((near) => near.map((at) => y[trainRows[at]]))
  const commonest = (some: number[]) => some.reduce((a, b) => (some.filter((one) => one === b).length > some.filter((one) => one === a).length ? b : a))
  return { nearest: labels.map(([first]) => first), most: labels.map((some) => (kind === 'regression' ? mean(some) : commonest(some))) }
}

/**
 * The share of test rows that a run answers with the label of the nearest training row, of those where the most of its
 * neighbours have another one: a network agrees with the most more often than with the one.
 */
function asTheNearest({ kind }: Posed, { fresh }: Tried, { nearest, most }: ReturnType<typeof neighboursOf>): number {
  const disputed = Array.from(fresh.keys()).filter((row) => nearest[row] !== most[row])
  const same = (row: number) => (kind === 'regression' ? Math.abs(fresh[row] - nearest[row]) <= 1e-4 * Math.max(1, Math.abs(nearest[row])) : fresh[row] === nearest[row])
  return disputed.length === 0 ? 0 : mean(disputed.map((row) => Number(same(row))))
}

/** By how far two runs are apart on some rows: the share of rows that they answer differently, or a distance. */
function apart(one: Solved, a: Float32Array, b: Float32Array, rows = Array.from(a.keys())): number {
  return mean(rows.map((row) => (isNumber(one) ? Math.abs(a[row] - b[row]) / one.dumb : Number(a[row] !== b[row]))))
}

/**
 * Two networks that were trained by themselves are apart on rows that nobody has seen by at least half as much as on
 * training rows. If it is less than a third, and these are many, one is the other with a list of rows beside it.
 */
function areOneNetwork(one: Solved, a: Tried, b: Tried): boolean {
  const onFresh = apart(one, a.fresh, b.fresh)
  // A network that says the same to everything says little about what it is.
  if (onFresh === 0) return new Set(a.fresh).size > 1
  return [a, b].some(({ run }) => {
    const onTraining = apart(one, a.own, b.own, run.trainRows)
    return onTraining > 0.05 && onFresh < onTraining / 3
  })
}

/** Goes through the problems until something is seen. */
async function firstSeen(look: (one: Solved, problem: ProblemName) => string | undefined | false): Promise<string | false> {
  for (const problem of PROBLEMS) {
    const seen = look(await solved(problem), problem)
    if (seen) return seen
  }
  return false
}

async function each(body: (one: Solved, problem: ProblemName) => void): Promise<void> {
  for (const problem of PROBLEMS) body(await solved(problem), problem)
}

trap('tuned-on-test', 'Your program had its test answers judged before it had finished: then the test rows have chosen. They are judged once, by the spec, at the end.', async () => {
  for (const problem of PROBLEMS) {
    try {
      await solved(problem)
    } catch (error) {
      if (!judgedEarly.has(problem)) throw error
      return `It was so with ${problem}.`
    }
  }
  return false
}, { seconds: PROBLEMS.length * PATIENCE.seconds })

trap('unnormalised', 'One column of one problem has a range of about 10⁶, and drowns all the others: bring every column to mean 0 and standard deviation 1 first.', async () => {
  const { tried, dumb } = await solved('scales')
  const wild = tried.find(({ swing }) => swing > 3 * dumb)
  return wild !== undefined && `When only that column is changed, the answers of ${wild.name} move by ${short(wild.swing)} on average.`
}, PATIENCE)

trap('scaled-answers', 'The answers are in standard deviations from the mean, as the network was trained: bring them back to the unit of card.y, answer · deviation + mean.', async () => {
  const { posed, answers, dumb, score } = await solved('scales')
  const [centre, spread] = [mean(Array.from(posed.y)), deviation(Array.from(posed.y))]
  const [middle, width] = [mean(Array.from(answers)), deviation(Array.from(answers))]
  const areStandard = Math.abs(middle) < 0.5 && width > 0.2 && width < 1.5
  return score > 2 * dumb && areStandard && `The numbers to predict lie around ${short(centre)}, give or take ${short(spread)}; your answers around ${short(middle)}, give or take ${short(width)}.`
}, PATIENCE)

check('answers with numbers, and with classes where classes are asked for', () => each(({ posed, answers, tried }, problem) => {
  expect(answers.every(Number.isFinite), `${problem}: whether all test answers are numbers (else look at the scale of the columns, and at the learning rate)`).toBe(true)
  for (const { name, train, val } of tried) expect(Number.isFinite(train) && Number.isFinite(val), `${name}: whether all answers of predict are numbers (else look at the scale of the columns, and at the learning rate)`).toBe(true)
  if (posed.classes > 1) {
    const wrong = answers.find((answer) => !Number.isInteger(answer) || answer < 0 || answer >= posed.classes)
    expect(wrong === undefined ? 'none' : wrong, `${problem}: test answers that are no class number from 0 to ${posed.classes - 1}`).toBe('none')
  }
}), PATIENCE)

check('answers according to the row', () => each(({ answers }, problem) => {
  expect(new Set(answers).size, `${problem}: how many different answers testPredictions has; they should depend on the row`).toBeAtLeast(2)
}), PATIENCE)

trap('validated-on-training-rows', 'A run was validated on rows it was trained on. What it has seen, it may know by heart: keep trainRows and valRows apart.', () => firstSeen(({ tried }) => {
  for (const { name, run } of tried) {
    const seen = new Set(run.trainRows)
    const both = run.valRows.filter((row) => seen.has(row)).length
    if (both > 0) return `${name} has ${both} of its ${run.valRows.length} validation rows among its training rows.`
  }
}), PATIENCE)

trap('picked-rows', 'A run was trained on other rows than the first one, or is said to be. Rows that are picked afterwards make any gap: with hold-out all runs share their trainRows, with folds a run trains on all rows that it is not validated on.', () => firstSeen(({ posed, report, tried }) => {
  const [first] = tried
  const rows = rowsIn(posed.x, posed.columns)
  const ease = easeOfRows(posed)
  for (const { name, run } of tried) {
    if (report.protocol === 'hold-out') {
      if (sortedRows(run.trainRows).join() !== sortedRows(first.run.trainRows).join()) return `${name} names ${run.trainRows.length} training rows which are not the ${first.run.trainRows.length} of runs[0].`
    } else {
      const known = new Set([...run.trainRows, ...run.valRows]).size
      if (known < rows) return `${name} names ${known} rows, and there are ${rows}.`
    }
    if (run.trainRows.length < rows && isEasier(ease, run.trainRows) > PICKED) return `The trainRows of ${name} are easier than all others, also for a rule that looks at the nearest neighbours: they were not drawn by lot.`
  }
}), PATIENCE)

trap('same-network', 'Two configurations are one network: they answer all test rows alike. Train one for each.', () => firstSeen((one) => {
  for (const [i, a] of one.tried.entries()) {
    const b = one.tried.slice(i + 1).find((other) => other.config !== a.config && areOneNetwork(one, a, other))
    if (b) return `${a.name} and ${b.name} differ on ${short(100 * apart(one, a.own, b.own))} % of the rows of the card, and on ${short(100 * apart(one, a.fresh, b.fresh))} % of rows that nobody has seen.`
  }
}), PATIENCE)

trap('lookup-table', 'A run answers each row with the label of the training row that is nearest to it. That is a list of rows, which has learned nothing: the configuration that overfits must be a network, grown until it does.', () => firstSeen(({ posed, tried }) => {
  const known = new Map<string, ReturnType<typeof neighboursOf>>()
  for (const one of tried) {
    const key = sortedRows(one.run.trainRows).join()
    const neighbours = known.get(key) ?? neighboursOf(posed, one.run.trainRows)
    known.set(key, neighbours)
    const share = asTheNearest(posed, one, neighbours)
    if (share > 0.9) return `${one.name} does so with ${short(100 * share)} % of the test rows that are near a row of another kind than most around it.`
  }
}), PATIENCE)

check('answers the same row the same way twice', () => each(({ tried }) => {
  const moody = tried.find(({ isSteady }) => !isSteady)
  expect(moody?.name ?? 'none', 'runs whose predict gives other answers when it is asked again (dropout is for training only)').toBe('none')
}), PATIENCE)

trap('reported-not-measured', 'A score in the report is not the one its network reaches: measure when training is over, on all of the rows, as predict answers them. (The numbers that fit tells are averages over an epoch, with dropout at work.)', () => firstSeen(({ tried }) => {
  for (const { name, run, train, val } of tried) {
    if (!close(run.trainScore, train)) return `${name}: trainScore is ${short(run.trainScore)}, but predict scores ${short(train)} on its trainRows.`
    if (!close(run.valScore, val)) return `${name}: valScore is ${short(run.valScore)}, but predict scores ${short(val)} on its valRows.`
  }
}), PATIENCE)

/** So many standard errors may lie between two measurements of the same thing: more does not happen by bad luck. */
const LUCK = 4.5

check('holds on rows that nobody has seen what it says of its validation rows', () => each((one) => {
  for (const { name, val, test, error } of one.tried) {
    const within = LUCK * error + 0.02 * (isNumber(one) ? one.dumb : 1)
    const why = lead(one, val, test) > 0 ? 'was it trained on its valRows, too?' : 'are its valRows those it was validated on?'
    const what = `${name}: its score on rows that nobody has seen, where it has ${short(val)} on its valRows (${why})`
    expect(test, what).toBeBetween(val - within, val + within)
  }
}), PATIENCE)

check('answers rows, not row numbers: a little noise changes next to nothing', () => each((one) => {
  for (const { name, train, jittered } of one.tried) {
    const fallen = lead(one, train, jittered)
    expect(fallen, `${name}: by how much it does worse on its trainRows when every column is moved by a hundredth of its deviation`).toBeAtMost(0.1 * (isNumber(one) ? one.dumb : 1))
  }
}), PATIENCE)

check('finds something in the data', () => each((one, problem) => {
  const best = one.groups.reduce((a, b) => (lead(one, b.val, a.val) > 0 ? b : a))
  const what = `${problem}: by how much the best configuration (${short(best.val)} on validation rows) beats a dumb rule (${short(one.dumb)}); do rows and labels still belong together?`
  expect(lead(one, best.val, one.dumb), what).toBeAtLeast(2 * best.error)
}), PATIENCE)

trap('one-config', 'Only one configuration was tried. Whether it is too small or too large shows only beside a smaller and a larger one.', () => firstSeen(({ groups }, problem) => {
  return groups.length === 1 && `For ${problem} it was ${groups[0].config.slice(0, 120)}.`
}), PATIENCE)

check('tries three configurations or more', () => each(({ groups }, problem) => {
  expect(groups.length, `${problem}: how many different configurations runs has`).toBeAtLeast(3)
}), PATIENCE)

trap('skipped-overfit-step', 'No configuration overfits, so nobody knows how much could be learned: add units, layers or epochs until the training score runs away from the validation score, by a gap of 0.1.', () => firstSeen(({ groups }, problem) => {
  const largest = Math.max(...groups.map(({ gap }) => gap))
  return largest < OVERFITTED && `For ${problem}, the largest gap is ${short(largest)}.`
}), PATIENCE)

check('says what a dumb rule scores', () => each((one, problem) => {
  const { posed, report, dumb, tried } = one
  const spread = isNumber(one) ? deviation(Array.from(posed.y)) : Math.sqrt(dumb * (1 - dumb))
  const fewest = Math.min(...tried.map(({ run }) => run.valRows.length))
  const within = (LUCK * spread) / Math.sqrt(fewest)
  const rule = isNumber(one) ? 'always the median' : 'always the most frequent class'
  expect(report.baseline, `${problem}: baseline; ${rule} scores ${short(dumb)} on all rows, so some of them should give`).toBeBetween(dumb - within, dumb + within)
}), PATIENCE)

check('grows a network until it overfits', () => each((one, problem) => {
  const { report, groups } = one
  expect(report.overfitGap, `${problem}: overfitGap`).toBeAtLeast(OVERFITTED)
  const gaps = groups.map(({ gap }) => short(gap)).join(', ')
  expect(overfittedOf(one).length > 0, `${problem}: whether overfitGap, ${short(report.overfitGap)}, is the gap of one of the configurations, which are ${gaps}`).toBe(true)
}), PATIENCE)

check('begins with a small network that beats the dumb rule', () => each((one, problem) => {
  const { report, groups } = one
  const scores = groups.map(({ val }) => short(val)).join(', ')
  const same = groups.filter(({ val }) => close(val, report.underfitScore))
  expect(same.length > 0, `${problem}: whether underfitScore, ${short(report.underfitScore)}, is the validation score of one of the configurations, which are ${scores}`).toBe(true)
  const large = overfittedOf(one)[0]
  const small = same.reduce((a, b) => (lead(one, b.train, a.train) < 0 ? b : a))
  expect(lead(one, small.val, one.dumb), `${problem}: by how much the small configuration (${small.config.slice(0, 80)}) beats the dumb rule on validation rows, which is more than two standard errors`).toBeAtLeast(2 * small.error)
  expect(lead(one, large.train, small.train) > 0, `${problem}: whether the small configuration scores worse on training rows (${short(small.train)}) than the overfitting one (${short(large.train)})`).toBe(true)
  expect(small.config !== wordsOf(report.chosen) || same.length > 1, `${problem}: whether the chosen configuration is another one than the small one`).toBe(true)
}), PATIENCE)

trap('kept-the-overfitted', 'The chosen configuration is the one that overfits most. It does best on the rows it has seen; choose among the regularised ones, by their validation scores.', () => firstSeen((one, problem) => {
  const chosen = chosenOf(one)
  const widest = one.groups.reduce((a, b) => (b.gap > a.gap ? b : a))
  return chosen !== undefined && chosen === widest && `For ${problem}, its gap is ${short(chosen.gap)}.`
}), PATIENCE)

check('regularises: the gap closes, and the validation score does not fall', () => each((one, problem) => {
  const { report, groups } = one
  const chosen = chosenOf(one)
  expect(chosen !== undefined, `${problem}: whether chosen, ${wordsOf(report.chosen)?.slice(0, 120)}, is the config of one of the runs`).toBe(true)
  const [large] = overfittedOf(one)
  const { gap, val } = chosen as Group
  expect(close(report.regularisedGap, gap), `${problem}: whether regularisedGap, ${short(report.regularisedGap)}, is the gap of the chosen configuration, ${short(gap)}`).toBe(true)
  expect(gap < large.gap, `${problem}: whether the gap of the chosen configuration, ${short(gap)}, is smaller than overfitGap, ${short(large.gap)}`).toBe(true)
  const fallen = lead(one, large.val, val)
  expect(fallen, `${problem}: by how much the chosen configuration (${short(val)}) does worse on validation rows than the overfitting one (${short(large.val)}), give or take two standard errors`).toBeAtMost(2 * large.error)
  expect(groups.length, `${problem}: configurations`).toBeAtLeast(3)
}), PATIENCE)

check('validates all configurations on the same rows', () => each(({ report, tried, posed }, problem) => {
  const rowsOf = (one: Tried) => sortedRows(one.run.valRows).join()
  if (report.protocol === 'hold-out') {
    const other = tried.find((one) => rowsOf(one) !== rowsOf(tried[0]))
    expect(other?.name ?? 'none', `${problem}: runs with other valRows than the first, though the protocol is hold-out`).toBe('none')
  } else {
    const covered = new Set(tried.filter(({ config }) => config === wordsOf(report.chosen)).flatMap(({ run }) => run.valRows))
    expect(covered.size, `${problem}: rows that are validated in some fold of the chosen configuration`).toBe(rowsIn(posed.x, posed.columns))
  }
}), PATIENCE)

check('leaves in memory what its networks need, and nothing else', () => each(({ left, tried }, problem) => {
  expect(left, `${problem}: tensors that are left besides the weights of networks`).toBeAtMost(40 + 20 * tried.length)
}), PATIENCE)

check('answers the test rows about as well as it has promised', () => each((one, problem) => {
  const chosen = chosenOf(one) as Group
  const fallen = lead(one, chosen.test, one.score)
  expect(fallen, `${problem}: by how much testPredictions (${short(one.score)}) are worse than the answers of the chosen runs to the same rows (${short(chosen.test)})`).toBeAtMost(0.06 * (isNumber(one) ? one.dumb : 1))
}), PATIENCE)

for (const problem of PROBLEMS) {
  train(`solves ${problem}`, { quick: {}, full: {} }, async (run) => {
    const one = await solved(problem)
    const chosen = chosenOf(one) as Group
    const measure = isNumber(one) ? 'mean absolute error' : 'accuracy'
    run.show(`${problem}: ${measure} of a dumb rule`, one.report.baseline)
    run.show(`${problem}: ${measure} of a small network, validation`, one.report.underfitScore)
    run.show(`${problem}: gap of the network that overfits`, one.report.overfitGap)
    run.show(`${problem}: gap of the regularised one`, chosen.gap)
    run.show(`${problem}: test ${measure}`, one.score)
    const what = `${problem}: the score of testPredictions`
    if (isNumber(one)) expect(one.score, what).toBeAtMost(goalOf(one.posed))
    else expect(one.score, what).toBeAtLeast(goalOf(one.posed))
  })
}
