import { blockLstm } from './block-lstm'
import type { CellKind } from './kind'

/**
 * LSTMCell of TensorFlow.js:
 *
 *     [i, f, o | g] = product + h₋₁·U
 *     c = f c₋₁ + i g
 *     h = o activation(c)
 *
 * with recurrentActivation on the three gates and activation on the candidate g. The columns are in this order here,
 * candidate last, so that the gates are one block; TensorFlow.js has i, f, g, o.
 */
export const lstm: CellKind = {
  states: 2,
  arrange(tf, weights, forGates) {
    const [i, f, g, o] = tf.split(weights, 4, -1)
    return [tf.concat([forGates(tf.concat([i, f, o], -1)), g], -1)]
  },
  whole: blockLstm,
  cell: (makers) => (tf, ops, [kernel]) => {
    const activation = makers.activation(tf, ops)
    const recurrentActivation = makers.recurrentActivation(tf, ops)
    const { add, mul } = ops
    const units = kernel.shape[0]
    const blocks = tf.tensor1d([3 * units, units], 'int32')
    return {
      forward([product], [h, c]) {
        const [gateSums, candidateSum] = ops.splitAt(add(product, ops.matMul(h, kernel)), blocks)
        const gates = recurrentActivation.forward(gateSums)
        const candidate = activation.forward(candidateSum)
        const [i, f, o] = ops.split(gates[0], 3)
        const carry = add(mul(f, c), mul(i, candidate[0]))
        const squashed = activation.forward(carry)
        return { state: [mul(o, squashed[0]), carry], kept: { gates, parts: [i, f, o], candidate, squashed } }
      },
      backward([toH, toC], { state: [, c], kept: { gates, parts, candidate, squashed } }) {
        const [i, f, o] = parts
        const toCarry = add(toC, activation.backward(mul(toH, o), squashed))
        const toGates = recurrentActivation.backward(ops.join([mul(toCarry, candidate[0]), mul(toCarry, c), mul(toH, squashed[0])]), gates)
        const toCandidate = activation.backward(mul(toCarry, i), candidate)
        const toProduct = ops.join([toGates, toCandidate])
        return { products: [toProduct], state: [ops.matMul(toProduct, kernel, { b: true }), mul(toCarry, f)] }
      },
      factors: ({ state: [h] }) => [h],
    }
  },
}
