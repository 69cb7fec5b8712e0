import * as tf from '@tensorflow/tfjs'
import { attempt, check, expect, trap } from '#spec'
import { clockFromHands, columnStats, dropCells, fillMissing, timeFromAngles } from './02-feature-engineering'

const HOLE = NaN
const table = () => tf.tensor2d([[10, 1, 5], [20, HOLE, 5], [HOLE, 2, 5], [30, 6, HOLE]])

check('takes mean and std of the cells that are there', () => {
  const seen = columnStats(table())
  expect(seen.mean, 'mean of the columns 10 20 – 30, 1 – 2 6 and 5 5 5 –').toBeNear([20, 3, 5], 1e-4)
  expect(seen.std, 'std of these columns: √(200 / 3), √(14 / 3), and 1 for a column of equal numbers').toBeNear([Math.sqrt(200 / 3), Math.sqrt(14 / 3), 1], 1e-4)
  const full = columnStats(tf.tensor2d([[-1, 4], [3, 4]]))
  expect(full, 'columnStats of [[−1, 4], [3, 4]], without holes').toBeNear({ mean: [1, 4], std: [2, 1] }, 1e-4)
  const empty = columnStats(tf.tensor2d([[HOLE, 7], [HOLE, 9]]))
  expect(empty, 'columnStats of [[–, 7], [–, 9]], where the first column has no number').toBeNear({ mean: [0, 8], std: [1, 1] }, 1e-4)
})

const STATS = { mean: [20, 3, 5], std: [10, 2, 1] }
const FILLED = [[-1, -1, 0], [0, 0, 0], [0, -0.5, 0], [1, 1.5, 0]]

check('scales what is there and puts 0 into the holes', () => {
  expect(fillMissing(table(), STATS), 'table scaled by mean 20, 3, 5 and std 10, 2, 1, with 0 in its three holes').toBeTensor({ shape: [4, 3], dtype: 'float32', values: FILLED })
  expect(fillMissing(tf.tensor2d([[HOLE, HOLE]]), { mean: [4, -2], std: [2, 5] }), 'a row of nothing but holes').toBeTensor({ shape: [1, 2], values: [[0, 0]] })
  expect(fillMissing(tf.tensor2d([[8, 8]]), { mean: [4, -2], std: [2, 5] }, { flag: false }), 'a row without holes, [8, 8] by mean 4, −2 and std 2, 5').toBeTensor({ shape: [1, 2], values: [[2, 2]] })
})

check('flags the holes on request', () => {
  const flags = [[0, 0, 0], [0, 1, 0], [1, 0, 0], [0, 0, 1]]
  const seen = fillMissing(table(), STATS, { flag: true })
  expect(seen, 'table with flags: three scaled columns, then a 1 for each hole').toBeTensor({ shape: [4, 6], values: FILLED.map((row, i) => [...row, ...flags[i]]) })
  const whole = fillMissing(tf.tensor2d([[1, 2]]), { mean: [0, 0], std: [1, 1] }, { flag: true })
  expect(whole, 'a row without holes, with flags').toBeTensor({ shape: [1, 4], values: [[1, 2, 0, 0]] })
})

/** 400 rows of ten different numbers; the first cell is a hole already. */
const many = () => tf.tensor2d(Array.from({ length: 4000 }, (_, i) => (i === 0 ? HOLE : i % 97)), [400, 10])
const holes = (x: tf.Tensor2D) => Array.from(x.dataSync(), Number.isNaN)
const count = (marks: boolean[]) => marks.filter(Boolean).length

check('drops cells by chance', () => {
  const [before, after] = [many().dataSync(), dropCells(many(), 0.2, 3)]
  expect(after, 'dropCells(x, 0.2)').toBeTensor({ shape: [400, 10] })
  const numbers = after.dataSync()
  const changed = Array.from(numbers).filter((cell, i) => !Number.isNaN(cell) && cell !== before[i])
  expect(changed.length, 'cells that are still there but hold another number').toBe(0)
  expect(Number.isNaN(numbers[0]) ? 'a hole' : 'a number', 'a cell that was missing before').toBe('a hole')
  expect(count(holes(after)) / 4000, 'share of holes after dropCells(x, 0.2), on 4,000 cells').toBeBetween(0.165, 0.235)
  expect(count(holes(dropCells(many(), 0.6, 3))) / 4000, 'share of holes after dropCells(x, 0.6), on 4,000 cells').toBeBetween(0.56, 0.64)
  expect(count(holes(dropCells(many(), 0, 3))), 'holes after dropCells(x, 0): the one that was there').toBe(1)
  const marks = holes(after)
  const inRow = Array.from({ length: 400 }, (_, i) => count(marks.slice(10 * i, 10 * i + 10)))
  const mixed = inRow.filter((n) => n > 0 && n < 10).length
  expect(mixed, 'rows of 400 in which some of the ten cells are holes and some are not: each is dropped or not, whatever its neighbours do').toBeAtLeast(300)
  const columns = Array.from({ length: 10 }, (_, j) => count(marks.filter((_, i) => i % 10 === j)))
  expect(Math.max(...columns), 'holes in the column that has most of them, of 400 rows at rate 0.2').toBeAtMost(140)
})

check('makes the same holes with the same seed only', () => {
  const seen = (seed: number) => String(holes(dropCells(many(), 0.5, seed)))
  expect(seen(8) === seen(8) ? 'the same' : 'others', 'the holes of a second call with seed 8').toBe('the same')
  expect(new Set([1, 2, 3, 4, 5].map(seen)).size, 'different holes from five seeds').toBe(5)
})

const TURN = 2 * Math.PI
/** The tip of a hand of some length that points there. */
const tip = (angle: number, length: number) => [length * Math.sin(angle), length * Math.cos(angle)]
/** The two directions at a time. */
const directions = (time: number) => [((time % 720) / 720) * TURN, ((time % 60) / 60) * TURN]
const face = (time: number) => {
  const [hour, minute] = directions(time)
  return [...tip(hour, 0.5 + 0.001 * (time % 7)), ...tip(minute, 0.9)]
}
/** How far two directions are apart, the short way round. */
const apart = (a: number, b: number) => Math.abs(((((a - b + Math.PI) % TURN) + TURN) % TURN) - Math.PI)

check('turns hands into angles, clockwise from noon', () => {
  const p = tf.tensor2d([[1, 0, 0, -2], [-3, 0, 1, 1], [-1, -1, -0.5, 0.5], [0, 0.1, 4, 4]])
  const angles = [[1 / 4, 1 / 2], [3 / 4, 1 / 8], [5 / 8, 7 / 8], [0, 1 / 8]].map((row) => row.map((part) => part * TURN))
  expect(clockFromHands(p), 'angles of hands to the right and down, left and right-up, left-down and left-up, up and right-up').toBeTensor({ shape: [4, 2], dtype: 'float32', values: angles, tolerance: 1e-4 })
  const seen = clockFromHands(tf.tensor2d([[-1e-9, 1, 1e-9, 1]])).dataSync()
  expect(Math.max(apart(seen[0], 0), apart(seen[1], 0)), 'distance from noon of hands a hair to its left and to its right').toBeAtMost(1e-4)
  expect(Math.min(...seen), 'the smaller of these two angles').toBeAtLeast(0)
})

/** So much is a degree. */
const DEGREE = TURN / 360
const clock = (time: number) => `${Math.floor(time / 60)}:${String(time % 60).padStart(2, '0')}`

check('reads the time from the angles', () => {
  const times = [0, 180, 210, 359, 405, 540, 719, 61]
  const read = timeFromAngles(tf.tensor2d(times.map(directions)))
  expect(read.map(({ h, m }) => clock(h * 60 + m)), 'the times of angles at 0:00, 3:00, 3:30, 5:59, 6:45, 9:00, 11:59 and 1:01').toEqual(times.map(clock))
  const noon = timeFromAngles(tf.tensor2d([[TURN, 0], [0, TURN], [TURN - 0.001, TURN - 0.001], [TURN - 0.001, 0.001]]))
  expect(noon.map(({ h, m }) => [h, m]), 'h and m of hands that stand a hair left or right of noon').toEqual([[0, 0], [0, 0], [0, 0], [0, 0]])
})

check('reads clocks drawn by hand, all around', () => {
  // Every seventh minute: all hours, and sooner or later all minutes.
  const times = Array.from({ length: 103 }, (_, i) => 7 * i)
  const exact = timeFromAngles(clockFromHands(tf.tensor2d(times.map(face)))).map(({ h, m }) => clock(60 * h + m))
  expect(exact.filter((time, i) => time !== clock(times[i])), 'times that were read wrong, of 103 from 0:00 to 11:54').toEqual([])
  for (const [hourOff, minuteOff] of [[-2, -2], [-2, 2], [2, -2], [2, 2]]) {
    const hands = times.map((time) => directions(time).map((angle, i) => (angle + (i === 0 ? hourOff : minuteOff) * DEGREE + TURN) % TURN))
    const read = timeFromAngles(tf.tensor2d(hands)).map(({ h, m }) => clock(60 * h + m))
    const wrong = times.flatMap((time, i) => (read[i] === clock(time) ? [] : [`${clock(time)} as ${read[i]}`]))
    expect(wrong, `times that were read wrong when the hour hand is off by ${hourOff}° and the minute hand by ${minuteOff}°`).toEqual([])
  }
})

/** The inked pixels of a clock drawn on 20 × 20 of them. */
function picture(time: number): Set<number> {
  const [x1, y1, x2, y2] = face(time)
  const points = Array.from({ length: 50 }, (_, i) => i / 50).flatMap((along) => [[x1 * along, y1 * along], [x2 * along, y2 * along]])
  return new Set(points.map(([x, y]) => 20 * Math.round(9.5 - 9 * y) + Math.round(9.5 + 9 * x)))
}

check('needs no training where raw pixels need a lot', () => {
  const scattered = (time: number) => Math.sin(time * 12.9898) * 43758.5453
  const place = (time: number) => scattered(time) - Math.floor(scattered(time))
  const times = Array.from({ length: 720 }, (_, time) => time).sort((a, b) => place(a) - place(b))
  const [known, fresh] = [times.slice(0, 100), times.slice(100, 160)]
  const hourOf = (time: number) => Math.floor(time / 60)
  const pictures = known.map(picture)
  const byPixels = fresh.filter((time) => {
    const drawn = [...picture(time)]
    const shared = pictures.map((other) => drawn.filter((pixel) => other.has(pixel)).length)
    return hourOf(known[shared.indexOf(Math.max(...shared))]) === hourOf(time)
  })
  const byAngles = timeFromAngles(clockFromHands(tf.tensor2d(fresh.map(face)))).filter(({ h }, i) => h === hourOf(fresh[i]))
  expect(byPixels.length, 'right hours of 60, by the most similar of 100 known pictures').toBeAtMost(36)
  expect(byAngles.length, `right hours of 60, by angles; the most similar of 100 known pictures gets ${byPixels.length}`).toBe(60)
})

trap('zero-before-scaling', 'The 0 went into the holes before scaling, where 0 is a number like any other: leave the holes out of mean and std, scale, and fill them then. After scaling 0 means average.', () => {
  const mean = attempt(() => columnStats(tf.tensor2d([[10], [20], [HOLE], [30]])).mean[0])
  if (mean !== undefined && Math.abs(mean - 15) < 1e-4) return 'The mean of 10, 20, a hole and 30 came out as 15.'
  const filled = attempt(() => fillMissing(tf.tensor2d([[HOLE]]), { mean: [10], std: [2] }).dataSync()[0])
  return filled !== undefined && Math.abs(filled + 5) < 1e-4 && 'A hole became −5, in a column of mean 10 and std 2.'
})

trap('flag-on-zero', 'A cell that is there was flagged as missing, because it became 0 by scaling: its number was just the mean. Look for holes in the rows as they came.', () => {
  const seen = attempt(() => Array.from(fillMissing(tf.tensor2d([[4, HOLE]]), { mean: [4, 0], std: [2, 1] }, { flag: true }).dataSync()))
  return seen?.length === 4 && seen[2] === 1 && seen[3] === 1
})

const angleOf = (x: number, y: number) => attempt(() => clockFromHands(tf.tensor2d([[x, y, x, y]])).dataSync()[0]) ?? NaN
const near = (a: number, b: number) => Math.abs(a - b) < 1e-4

trap('atan2-swapped', '3 o’clock was read as 12, and 12 as 3: atan2(y, x) begins at 3 o’clock and turns left. Clockwise from noon it is atan2(x, y).', () => {
  return near(angleOf(1, 0), 0) && near(angleOf(0, 1), Math.PI / 2)
})

trap('negative-angle', '9 o’clock gave −π/2: the left half of the clock comes out of atan2 as negative. Add 2π there.', () => {
  return near(angleOf(1, 0), Math.PI / 2) && near(angleOf(-1, 0), -Math.PI / 2)
})

trap('floor-hour', '3:00 with the hour hand half a degree short was read as 2:00. The minutes say how far the hour hand has moved on: take that away, then round.', () => {
  const at = (hour: number, minute: number) => attempt(() => timeFromAngles(tf.tensor2d([[hour * DEGREE, minute * DEGREE]]))[0]?.h)
  return at(90.5, 0) === 3 && at(89.5, 0) === 2
})
