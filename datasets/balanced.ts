import { type Digits, mnist, type Mnist } from './mnist'
import { courseRoot } from './places'
import { Random } from './random'

const CLASSES = 10

/**
 * So many training and test digits, as many of each class as of any other, shuffled; the same ones in every run.
 * All 60,000 and 10,000 come as they were published: in their own order, the classes as common as they are.
 *
 * @throws RangeError naming `train` or `test` when a class has too few digits for so many
 */
export function balancedDigits(counts: { train: number; test: number }, root = courseRoot): Mnist {
  const { train, test, standIn } = mnist(root)
  return { train: balanced('train', train, counts.train), test: balanced('test', test, counts.test), standIn }
}

function balanced(name: 'train' | 'test', all: Digits, count: number): Digits {
  if (count === all.count) return all
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`${name} must be a whole number above 0, not ${count}`)
  const random = new Random(`balanced ${name} digits`, 0)
  const rows = pick(random.permutation(all.count), all.labels, count)
  if (rows.length < count) {
    throw new RangeError(`${name}: there are not ${count} digits with all classes alike; take fewer, or all ${all.count}`)
  }
  // Picked in order, the rarest classes would gather at the end.
  return take(all, random.permutation(count).map((i) => rows[i]))
}

/** The first rows in `order` that fill an equal share of each class. A remainder goes to the first classes. */
function pick(order: Uint32Array, labels: Uint8Array, count: number): number[] {
  const share = (digit: number) => Math.floor(count / CLASSES) + (digit < count % CLASSES ? 1 : 0)
  const open = Array.from({ length: CLASSES }, (_, digit) => share(digit))
  return [...order].filter((row) => open[labels[row]]-- > 0)
}

function take({ images, labels, height, width }: Digits, rows: Uint32Array): Digits {
  const pixels = height * width
  const taken = new Uint8Array(rows.length * pixels)
  rows.forEach((row, i) => taken.set(images.subarray(row * pixels, (row + 1) * pixels), i * pixels))
  return { images: taken, labels: Uint8Array.from(rows, (row) => labels[row]), count: rows.length, height, width }
}
