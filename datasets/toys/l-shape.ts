import { Random } from '../random'
import { drawRows, type LabelledRows, type ToyOptions } from './rows'

/** Width of the arms of the L, in a square of side 1. Thin: where they meet, one question gets both right. */
const ARM = 0.04

/** Empty space between the L and the rest. */
const GAP = 0.02

/**
 * A unit square cut into an L along its left and lower side (second class) and the rest (first class), as many
 * points in each. One question about one coordinate cannot cut out an L; several together can. x [n, 2].
 */
export function lShape({ n = 400, seed = 0, labels = [0, 1] }: ToyOptions = {}): LabelledRows {
  const random = new Random('L shape', seed)
  return drawRows(n, 2, labels, (label, row) => {
    if (label === 0) return [random.uniform(ARM + GAP, 1), random.uniform(ARM + GAP, 1)]
    const upright = row % 4 === 1
    const across = random.uniform(0, ARM)
    return upright ? [across, random.uniform()] : [random.uniform(ARM, 1), across]
  })
}
