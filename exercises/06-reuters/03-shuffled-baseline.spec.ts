import { reuters } from '#datasets'
import { attempt, check, expect, train, trap, unwatched } from '#spec'
import { expectedMatch, majorityAccuracy, shuffled, shuffledAccuracy } from './03-shuffled-baseline'

/** Seeds far apart from each other, and the same in every run. */
const seeds = (n: number) => Array.from({ length: n }, (_, i) => (i * 2_654_435_761) % 2 ** 31)

/** So many rows of each class, one class after the other. */
const labelsOf = (counts: number[]) => counts.flatMap((count, label) => new Array<number>(count).fill(label))

const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length

check('keeps every item', () => {
  const items = [4, 8, 15, 16, 23, 42, 15]
  const order = shuffled(items, 3)
  expect([...order].sort((a, b) => a - b), 'shuffled([4, 8, 15, 16, 23, 42, 15], 3), sorted again').toEqual([4, 8, 15, 15, 16, 23, 42])
  expect(items, 'the items after shuffling').toEqual([4, 8, 15, 16, 23, 42, 15])
  expect([...shuffled(['a', 'b', 'c'], 1)].sort().join(''), 'shuffled(["a", "b", "c"], 1), sorted again').toBe('abc')
  expect([shuffled([], 1), shuffled([7], 1)], 'nothing shuffled, and one item shuffled').toEqual([[], [7]])
})

check('gives the same order for the same seed, and another for another', () => {
  const items = Array.from({ length: 10 }, (_, i) => i)
  for (const seed of [0, 1, 2, 1234]) {
    expect(shuffled(items, seed), `ten numbers, shuffled a second time with seed ${seed}`).toEqual(shuffled(items, seed))
  }
  const orders = new Set(seeds(20).map((seed) => shuffled(items, seed).join(' ')))
  expect(orders.size, 'how many different orders of ten numbers 20 seeds give').toBeAtLeast(18)
  const first = new Set([0, 1, 2, 3].map((seed) => shuffled(items, seed).join(' ')))
  expect(first.size, 'how many different orders of ten numbers the seeds 0, 1, 2 and 3 give').toBe(4)
})

/** How often each order of n items comes out, over many seeds. */
function ordersOf(n: number, tries: number): Map<string, number> {
  const items = Array.from({ length: n }, (_, i) => i)
  const times = new Map<string, number>()
  for (const seed of seeds(tries)) {
    const order = shuffled(items, seed).join(' ')
    times.set(order, (times.get(order) ?? 0) + 1)
  }
  return times
}

check('makes every order equally likely', () => {
  shuffled([0, 1, 2], 1)
  const times = unwatched(() => ordersOf(3, 5000))
  const often = (...orders: string[]) => orders.reduce((sum, order) => sum + (times.get(order) ?? 0), 0)
  for (const order of ['0 1 2', '0 2 1', '1 0 2', '1 2 0', '2 0 1', '2 1 0']) {
    // Seven standard errors of 26: no luck.
    expect(often(order), `how often 5,000 seeds put 0 1 2 into the order ${order}, about 833 times`).toBeBetween(650, 1017)
  }
  // Whoever swaps each place with any other favours three of the six orders, by a ninth. Here a standard error is 35.
  for (const third of ['1 2 0', '2 0 1']) {
    const what = `how often 5,000 seeds put 0 1 2 into one of the orders 0 2 1, 1 0 2 and ${third}, about 2,500 times, when each place is swapped with one not yet settled`
    expect(often('0 2 1', '1 0 2', third), what).toBeBetween(2310, 2690)
  }
})

trap('never-in-place', 'An item never stays where it was, so two items always change places. Draw j from 0 to i, with i itself: Math.floor(random() * (i + 1)).', () => {
  const [two, three] = [attempt(() => ordersOf(2, 40)), attempt(() => ordersOf(3, 100))]
  const stays = (order: string) => order.split(' ').some((item, i) => Number(item) === i)
  return two?.size === 1 && two.has('1 0') && three !== undefined && three.size > 1 && ![...three.keys()].some(stays)
})

trap('seed-zero', 'With seed 0 the order is another one each time: 0 was taken for no seed at all, as `seed ||` and tf.randomNormal do. It is a seed like any other.', () => {
  const items = Array.from({ length: 30 }, (_, i) => i)
  const orders = (seed: number) => new Set(Array.from({ length: 4 }, () => shuffled(items, seed).join(' '))).size
  return attempt(() => orders(5)) === 1 && attempt(() => orders(0)) === 4
})

check('counts how many labels meet an equal one', () => {
  const labels = labelsOf([500, 300, 150, 50])
  const accuracies = seeds(50).map((seed) => shuffledAccuracy(labels, seed))
  expect(mean(accuracies), 'shuffledAccuracy on average, of 1,000 labels with shares of 0.5, 0.3, 0.15 and 0.05').toBeNear(0.365, 0.01)
  expect(new Set(accuracies).size, 'how many different numbers 50 seeds give').toBeAtLeast(5)
  expect(shuffledAccuracy([3, 3, 3, 3], 1), 'shuffledAccuracy of four equal labels').toBe(1)
  const even = mean(seeds(50).map((seed) => shuffledAccuracy(labelsOf([500, 500]), seed)))
  expect(even, 'shuffledAccuracy on average, of two classes with 500 labels each').toBeNear(0.5, 0.01)
})

check('counts right for few labels as well', () => {
  // On average one label of ten meets itself.
  const ten = Array.from({ length: 10 }, (_, i) => i)
  const hits = seeds(1000).map((seed) => shuffledAccuracy(ten, seed) * 10)
  expect(hits.every((hit) => Math.abs(hit - Math.round(hit)) < 1e-9) ? 'whole' : 'broken', 'shuffledAccuracy of 10 labels, times 10: whole or broken numbers').toBe('whole')
  // Hits have a mean of 1 and a standard deviation of 1.
  expect(mean(hits), 'hits on average, of 10 different labels').toBeBetween(0.84, 1.16)
  const two = mean(seeds(1000).map((seed) => shuffledAccuracy([0, 1], seed)))
  expect(two, 'shuffledAccuracy on average, of two different labels: they stay in half of all cases').toBeBetween(0.39, 0.61)
})

check('shuffles the labels it is given', () => {
  const labels = labelsOf([7, 12, 1, 20])
  for (const seed of [0, 8, 21]) {
    const order = shuffled(labels, seed)
    const right = labels.filter((label, i) => label === order[i]).length
    expect(shuffledAccuracy(labels, seed), `shuffledAccuracy with seed ${seed} twice`).toBeNear(shuffledAccuracy(labels, seed), 1e-9)
    expect(shuffledAccuracy(labels, seed) * 40, `hits of shuffledAccuracy with seed ${seed}, as in shuffled with that seed`).toBeNear(right, 1e-6)
  }
})

trap('shuffled-in-place', 'All labels meet an equal one: the array was compared with itself. A shuffle that changes its input needs a copy, [...labels].', () => {
  const labels = labelsOf([40, 30, 20, 10])
  return attempt(() => shuffledAccuracy([...labels], 5)) === 1 && attempt(() => shuffledAccuracy([...labels], 6)) === 1
})

check('works out what to expect', () => {
  const holds = (counts: number[], expected: number, sum: string) =>
    expect(expectedMatch(counts), `expectedMatch([${counts.join(', ')}]), ${sum}`).toBeNear(expected)
  holds([5, 3, 2], 0.38, '0.25 + 0.09 + 0.04')
  holds([10, 10], 0.5, '0.25 + 0.25')
  holds([7], 1, 'a single class')
  holds([1, 0, 3], 0.625, '0.0625 + 0 + 0.5625')
  holds(new Array<number>(46).fill(3), 1 / 46, '46 equal classes')
})

check('knows how often the most frequent class is right', () => {
  const holds = (counts: number[], expected: number) => expect(majorityAccuracy(counts), `majorityAccuracy([${counts.join(', ')}])`).toBeNear(expected)
  holds([5, 3, 2], 0.5)
  holds([1, 0, 3], 0.75)
  holds([10, 10], 0.5)
  holds([0, 2, 9, 9], 0.45)
})

trap('one-over-k', 'You gave one over the number of classes. That is right for equal classes only: with shares of 0.7, 0.2 and 0.1, two random rows match in 0.49 + 0.04 + 0.01 of all cases.', () => {
  return Math.abs((attempt(() => expectedMatch([7, 2, 1])) ?? 0) - 1 / 3) < 1e-6
})

trap('majority-for-chance', 'expectedMatch gave the share of the largest class. That is what always giving this class comes to; a random row is of this class only now and then.', () => {
  return Math.abs((attempt(() => expectedMatch([7, 2, 1])) ?? 0) - 0.7) < 1e-6
})

trap('without-putting-back', 'You drew the second row from the rows that were left. Drawn with putting back, both rows have the same chances: the share of each class, squared.', () => {
  // 7·6/90 + 2·1/90 of ten rows.
  return Math.abs((attempt(() => expectedMatch([7, 2, 1])) ?? 0) - 44 / 90) < 1e-6
})

train('what chance would score on newswires', { quick: { testRows: 2_246 }, full: { testRows: 2_246 } }, (run) => {
  const labels = Array.from(reuters({ test: run.settings.testRows }).test.labels)
  const counts = Array.from({ length: 46 }, (_, topic) => labels.filter((label) => label === topic).length)
  const chance = counts.reduce((sum, count) => sum + (count / labels.length) ** 2, 0)
  const score = mean(seeds(50).map((seed) => shuffledAccuracy(labels, seed)))
  expect(score, 'shuffledAccuracy of the test wires, on average').toBeNear(chance, 0.01)
  expect(expectedMatch(counts), 'expectedMatch of the test wires').toBeNear(chance)
  run.show('shuffled labels, on average', score, { book: 0.1848 })
  run.show('squared shares', expectedMatch(counts))
  run.show('always the most frequent topic', majorityAccuracy(counts))
  run.show('one over 46, which is not the chance', 1 / 46)
})
