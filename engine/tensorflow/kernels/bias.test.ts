import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Tensor } from '@tensorflow/tfjs'
import { nativeTensorflow } from '../compiled/testing/native'

describe('a sum', () => {
  const cases: [what: string, a: number[], b: number[], dtype?: 'int32'][] = [
    ['of rows and a bias', [2, 3], [3]],
    ['of pictures and a bias', [2, 4, 5, 3], [3]],
    ['of sequences and a bias', [2, 4, 3], [3]],
    ['of a bias and rows', [3], [2, 3]],
    ['of no rows and a bias', [0, 3], [3]],
    ['of rows and a single number', [2, 3], [1]],
    ['of a column and a row', [2, 1], [3]],
    ['of lists', [3], [3]],
    ['of whole numbers', [2, 3], [3], 'int32'],
  ]
  for (const [what, left, right, dtype] of cases) {
    it(`${what} is what it is in plain JavaScript, and so are its gradients`, async (t) => {
      const found = await nativeTensorflow()
      if ('missing' in found) return t.skip(found.missing)
      const { tf } = found
      const run = () =>
        tf.tidy(() => {
          const numbers = (shape: number[], from: number): Tensor => tf.range(0, tf.util.sizeFromShape(shape), 1, dtype).add(tf.scalar(from, dtype ?? 'float32')).reshape(shape)
          const [a, b] = [numbers(left, 0.5), numbers(right, -2)]
          const sum = tf.add(a, b)
          const gradients = dtype ? [] : tf.grads((a, b) => tf.add(a, b).square())([a, b])
          return [sum, ...gradients].map((tensor) => ({ shape: tensor.shape, dtype: tensor.dtype, values: [...tensor.dataSync()] }))
        })
      const here = run()
      await tf.setBackend('cpu')
      try {
        assert.deepEqual(here, run())
      } finally {
        await tf.setBackend('tensorflow')
      }
    })
  }
})
