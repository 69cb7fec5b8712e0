import { Random } from '../random'
import { drawRows, type LabelledRows, type ToyOptions } from './rows'

/** Means of the two classes; both spread by a standard deviation of 1, so the best threshold, 4, gets 97.7 % right. */
const MEANS = [2, 6] as const

/** One number a row, from two bell curves that overlap. x [n, 1]. */
export function overlappingNormals({ n = 400, seed = 0, labels = [0, 1] }: ToyOptions = {}): LabelledRows {
  const random = new Random('overlapping normals', seed)
  return drawRows(n, 1, labels, (label) => [random.normal(MEANS[label])])
}
