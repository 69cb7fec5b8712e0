import path from 'node:path'
import { boston, imdb, mnist } from '../../datasets'
import { writeArray } from './arrays'
import type { Rows, Study } from './protocol'

/** A training of the book from beginning to end; a cross-validation is several studies, one a fold. */
export interface BookTask {
  name: string
  title: string
  /** What the score is: the higher or the lower, the better. */
  score: 'accuracy' | 'mean absolute error'
  studies: Omit<Study, 'seed'>[]
  /** Made-up data took the place of the real set. */
  standIn: boolean
}

/** Each writes its arrays into a folder when it is called, so that they lie there for one task only. */
export const bookTasks: Record<string, (folder: string) => BookTask> = {
  mnist: (folder) => digits(folder, 'mnist', { title: 'MNIST, dense 784-512-10, 5 epochs, batch 128', batch: 128, row: [784] }),
  imdb: reviews,
  boston: houses,
  digits: (folder) => digits(folder, 'conv', { title: 'MNIST, 3 convolutions, 5 epochs, batch 64', batch: 64, row: [28, 28, 1] }),
}

function digits(folder: string, net: string, { title, batch, row }: { title: string; batch: number; row: number[] }): BookTask {
  const { train, test, standIn } = mnist()
  const rows = (part: 'train' | 'test', { images, labels, count }: typeof train): Rows => {
    const lit = new Uint8Array(10 * count)
    labels.forEach((label, i) => (lit[10 * i + label] = 1))
    return {
      x: writeArray(path.join(folder, `${part}-x`), Float32Array.from(images, (ink) => ink / 255), [count, ...row]),
      y: writeArray(path.join(folder, `${part}-y`), lit, [count, 10]),
    }
  }
  return { name: net === 'conv' ? 'digits' : net, title, score: 'accuracy', standIn, studies: [{ net, batch, epochs: 5, watched: false, train: rows('train', train), test: rows('test', test) }] }
}

/** The first 10,000 training reviews are for validation, as in the book, and the other 15,000 for training. */
function reviews(folder: string): BookTask {
  const [WORDS, VALIDATION] = [10_000, 10_000]
  const { train, standIn } = imdb({ numWords: WORDS })
  const rows = (part: string, from: number, to: number): Rows => {
    const lit = new Uint8Array((to - from) * WORDS)
    for (let i = from; i < to; i++) for (const word of train.sequences[i]) lit[(i - from) * WORDS + word] = 1
    return { x: writeArray(path.join(folder, `${part}-x`), lit, [to - from, WORDS]), y: writeArray(path.join(folder, `${part}-y`), Float32Array.from(train.labels.subarray(from, to)), [to - from, 1]) }
  }
  const study = { net: 'imdb', batch: 512, epochs: 20, watched: true, train: rows('train', VALIDATION, train.count), test: rows('validation', 0, VALIDATION) }
  return { name: 'imdb', title: 'IMDB, dense 10,000-16-16-1, 20 epochs, batch 512', score: 'accuracy', standIn, studies: [study] }
}

/** Four folds, 100 epochs each; columns scaled by mean and deviation of all training rows, as the book does it. */
function houses(folder: string): BookTask {
  const [FOLDS, WIDTH] = [4, 13]
  const { train, standIn } = boston()
  const x = scaled(train.x, train.count, WIDTH)
  const size = Math.floor(train.count / FOLDS)
  const studies = Array.from({ length: FOLDS }, (_, fold) => {
    const rows = (part: string, isIn: (row: number) => boolean): Rows => {
      const chosen = Array.from({ length: train.count }, (_, row) => row).filter(isIn)
      const columns = chosen.flatMap((row) => [...x.subarray(row * WIDTH, (row + 1) * WIDTH)])
      const file = path.join(folder, `${part}-${fold}`)
      return { x: writeArray(`${file}-x`, Float32Array.from(columns), [chosen.length, WIDTH]), y: writeArray(`${file}-y`, Float32Array.from(chosen, (row) => train.y[row]), [chosen.length, 1]) }
    }
    const isHeldOut = (row: number) => Math.floor(row / size) === fold
    return { net: 'boston', batch: 1, epochs: 100, watched: false, train: rows('train', (row) => !isHeldOut(row)), test: rows('test', isHeldOut) }
  })
  return { name: 'boston', title: 'Boston, dense 13-64-64-1, 4 folds of 100 epochs, batch 1', score: 'mean absolute error', standIn, studies }
}

/** Columns with mean 0 and deviation 1. */
export function scaled(x: Float32Array, rows: number, width: number): Float32Array {
  const out = new Float32Array(x.length)
  for (let column = 0; column < width; column++) {
    let [sum, squares] = [0, 0]
    for (let row = 0; row < rows; row++) sum += x[row * width + column]
    const mean = sum / rows
    for (let row = 0; row < rows; row++) squares += (x[row * width + column] - mean) ** 2
    const deviation = Math.sqrt(squares / rows)
    for (let row = 0; row < rows; row++) out[row * width + column] = (x[row * width + column] - mean) / deviation
  }
  return out
}
