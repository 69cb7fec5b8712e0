import { Random } from '../random'
import { drawRows, type LabelledRows, type ToyOptions } from './rows'

/** Points in [-1, 1]²: in the first class the signs of both coordinates agree, in the second they differ. x [n, 2]. */
export function xor({ n = 400, seed = 0, labels = [0, 1] }: ToyOptions = {}): LabelledRows {
  const random = new Random('xor', seed)
  return drawRows(n, 2, labels, (label, row) => {
    const side = row % 4 < 2 ? 1 : -1
    return [random.uniform(0, 1) * side, random.uniform(0, 1) * (label === 0 ? side : -side)]
  })
}
