import { Random } from '../random'
import { drawRows, type LabelledRows, type ToyOptions } from './rows'

/** More than six standard deviations apart: the best line gets 99.9 % right. */
const CENTRES = [
  [-1, -2],
  [3, 3],
] as const

/** Two round clouds that a line separates nearly without error. x [n, 2]. */
export function blobs({ n = 400, seed = 0, labels = [0, 1] }: ToyOptions = {}): LabelledRows {
  const random = new Random('blobs', seed)
  return drawRows(n, 2, labels, (label) => CENTRES[label].map((centre) => random.normal(centre)))
}
