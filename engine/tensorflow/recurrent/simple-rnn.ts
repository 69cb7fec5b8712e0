import type { CellKind } from './kind'

/** SimpleRNNCell of TensorFlow.js: h = activation(product + h₋₁·U). */
export const simpleRnn: CellKind = {
  states: 1,
  arrange: (_tf, weights) => [weights],
  cell: (makers) => (tf, ops, [kernel]) => {
    const activation = makers.activation(tf, ops)
    return {
      forward([product], [h]) {
        const output = activation.forward(ops.add(product, ops.matMul(h, kernel)))
        return { state: [output[0]], kept: { output } }
      },
      backward([gradient], { kept: { output } }) {
        const product = activation.backward(gradient, output)
        return { products: [product], state: [ops.matMul(product, kernel, { b: true })] }
      },
      factors: ({ state: [h] }) => [h],
    }
  },
}
