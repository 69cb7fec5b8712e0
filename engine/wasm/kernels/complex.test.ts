import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import * as tf from '@tensorflow/tfjs'
import { startWasm } from '..'
import { operand, same, tensor } from './testing/both-engines'

before(async () => {
  await startWasm(tf, {})
})

/** On the engine of the moment. */
function complex(shape: number[]): () => tf.Tensor {
  const [real, imag] = [operand(shape), operand(shape)]
  return () => tf.complex(tensor(real), tensor(imag))
}

describe('complex numbers on wasm', () => {
  it('have a real and an imaginary part', async () => {
    for (const shape of [[], [3], [2, 3], [0, 2]]) {
      const x = complex(shape)
      await same(`[${shape.join(', ')}]`, () => [x(), tf.real(x()), tf.imag(x()), x().clone(), x().reshape([-1, 1]), x().expandDims()])
    }
    await same('of whole numbers', () => [tf.complex(tf.tensor1d([1, 2], 'int32'), tf.tensor1d([3, 4], 'int32'))])
  })

  it('are computed with', async () => {
    const [x, y, row] = [complex([2, 3]), complex([2, 3]), complex([1, 3])]
    await same('', () => [
      ...[x().add(y()), x().sub(row()), x().mul(y()), x().abs(), x().transpose()],
      ...[tf.concat([x(), y()], 1), tf.onesLike(x()), tf.zerosLike(x()), x().cast('float32'), tf.ones([2], 'float32').cast('complex64')],
      tf.stack([x(), y()]),
    ])
  })

  it('have Fourier transforms', async () => {
    const x = complex([2, 8])
    const [signal, sound] = [operand([2, 8]), operand([12])]
    await same('', () => [tf.fft(x()), tf.ifft(x()), tf.irfft(x()), tf.rfft(tensor(signal)), tf.signal.stft(tensor<tf.Rank.R1>(sound), 4, 2)])
  })

  it('outlive their parts, and their parts outlive them', async () => {
    await tf.setBackend('wasm')
    const before = tf.memory()
    const ids = tf.backend().numDataIds()
    const [real, imag] = [tf.tensor1d([1, 2]), tf.tensor1d([3, 4])]
    const x = tf.complex(real, imag)
    tf.dispose([real, imag])
    const [part, clone] = [tf.imag(x), x.clone()]
    x.dispose()
    assert.deepEqual([...part.dataSync()], [3, 4])
    assert.deepEqual([...clone.dataSync()], [1, 3, 2, 4])
    assert.deepEqual([...(await clone.data())], [1, 3, 2, 4])
    tf.dispose([part, clone])
    assert.deepEqual(tf.memory(), before)
    assert.equal(tf.backend().numDataIds(), ids)
  })
})
