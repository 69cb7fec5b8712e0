import type { CellKind } from './kind'

/**
 * GRUCell of TensorFlow.js, which resets before it multiplies (`resetAfter: false`):
 *
 *     [z, r] = recurrentActivation(product₁ + h₋₁·U₁)
 *     c = activation(product₂ + (r h₋₁)·U₂)
 *     h = z h₋₁ + (1 - z) c
 *
 * with the columns for both gates in one block and those for the candidate in another.
 */
export const gru: CellKind = {
  states: 1,
  arrange(tf, weights, forGates) {
    const units = weights.shape.at(-1)! / 3
    const [gates, candidate] = tf.split(weights, [2 * units, units], -1)
    return [forGates(gates), candidate]
  },
  cell: (makers) => (tf, ops, [gateKernel, candidateKernel]) => {
    const activation = makers.activation(tf, ops)
    const recurrentActivation = makers.recurrentActivation(tf, ops)
    const { add, sub, mul, matMul } = ops
    return {
      forward([gateProduct, candidateProduct], [h]) {
        const gates = recurrentActivation.forward(add(gateProduct, matMul(h, gateKernel)))
        const [z, r] = ops.split(gates[0], 2)
        const reset = mul(r, h)
        const candidate = activation.forward(add(candidateProduct, matMul(reset, candidateKernel)))
        const change = sub(h, candidate[0])
        return { state: [add(candidate[0], mul(z, change))], kept: { gates, parts: [z, r, reset, change], candidate } }
      },
      backward([gradient], { state: [h], kept: { gates, parts, candidate } }) {
        const [z, r, , change] = parts
        const throughZ = mul(gradient, z)
        const toCandidate = activation.backward(sub(gradient, throughZ), candidate)
        const toReset = matMul(toCandidate, candidateKernel, { b: true })
        const toGates = recurrentActivation.backward(ops.join([mul(gradient, change), mul(toReset, h)]), gates)
        return { products: [toGates, toCandidate], state: [ops.sum([throughZ, mul(toReset, r), matMul(toGates, gateKernel, { b: true })])] }
      },
      factors: ({ state: [h], kept: { parts } }) => [h, parts[2]],
    }
  },
}
