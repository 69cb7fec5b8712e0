import fs from 'node:fs'
import path from 'node:path'
import { Random } from '../../datasets/random'
import type { RawArray, Rows } from './protocol'
import { type Numbers, type Workload, WORDS } from './workloads'

/** One column in a hundred of a review is lit. */
const LIT = 0.01

/** Draws the rows of a workload, always the same ones, and writes them into a folder for all contenders to read. */
export function writeRows({ name, batch, steps, x, y }: Workload, folder: string): Rows {
  const rows = batch * steps
  const write = (what: 'x' | 'y', numbers: Numbers) => writeArray(path.join(folder, `${name}-${what}`), draw(numbers, rows, new Random(`${name} ${what}`, 0)), [rows, ...numbers.row])
  return { x: write('x', x), y: write('y', y) }
}

/** Takes such files away again. */
export function removeRows({ x, y }: Rows): void {
  for (const { file } of [x, y]) fs.rmSync(file, { force: true })
}

export function writeArray(file: string, values: Float32Array | Int32Array | Uint8Array, shape: number[]): RawArray {
  fs.writeFileSync(file, values)
  return { file, shape, dtype: values instanceof Float32Array ? 'float32' : values instanceof Int32Array ? 'int32' : 'uint8' }
}

/** `rows` rows of numbers. */
export function draw({ row, drawn }: Numbers, rows: number, random: Random): Float32Array | Int32Array | Uint8Array {
  const width = row.reduce((product, length) => product * length, 1)
  const size = rows * width
  switch (drawn) {
    case 'uniform':
      return new Float32Array(size).map(() => random.uniform())
    case 'normal':
      return new Float32Array(size).map(() => random.normal())
    case 'words':
      return new Int32Array(size).map(() => random.below(WORDS))
    case 'multi-hot':
      return new Uint8Array(size).map(() => Number(random.uniform() < LIT))
    case 'bit':
      return new Float32Array(size).map(() => random.below(2))
    case 'one-hot': {
      const lit = new Float32Array(size)
      for (let i = 0; i < rows; i++) lit[i * width + random.below(width)] = 1
      return lit
    }
  }
}
