import { Random } from '../random'
import { drawRows, type LabelledRows, type ToyOptions } from './rows'

/** Distances of the two rings from the origin. */
const RADII = [1, 2.5] as const

/** Two rings around the origin, the first class inside: no line separates them, the radius does. x [n, 2]. */
export function rings({
  n = 400,
  seed = 0,
  labels = [0, 1],
  noise = 0.1,
}: ToyOptions & { noise?: number } = {}): LabelledRows {
  const random = new Random('rings', seed)
  return drawRows(n, 2, labels, (label) => {
    const radius = random.normal(RADII[label], noise)
    const angle = random.uniform(0, 2 * Math.PI)
    return [radius * Math.cos(angle), radius * Math.sin(angle)]
  })
}
