import { Random } from '../random'
import { drawRows, type LabelledRows, type ToyOptions } from './rows'

/** How far the class moves a feature up or down, in its standard deviations: the planted one, and each other. */
const TELLS = 1
const HINTS = 0.5

/**
 * d noisy features. The planted one, number `feature`, tells the class in 84 of 100 rows, each of the others in
 * 69 of 100: one question is best put to the planted one, yet many weak answers together know more. (With
 * features that know nothing, a vote would be ruled by chance.) x [n, d].
 */
export function plantedFeature({
  n = 400,
  d = 10,
  seed = 0,
  labels = [0, 1],
  feature = 2,
}: ToyOptions & { d?: number; feature?: number } = {}): LabelledRows {
  const random = new Random('planted feature', seed)
  return drawRows(n, d, labels, (label) => {
    const side = label === 0 ? -1 : 1
    return Array.from({ length: d }, (_, j) => random.normal(side * (j === feature ? TELLS : HINTS)))
  })
}
