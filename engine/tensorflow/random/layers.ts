import type { layers as Layers, Tensor } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'
import { disposeDrawing, type Drawing, type Draws } from './draws'

type Call = (this: Layer, inputs: Tensor | Tensor[], options: CallOptions) => Tensor | Tensor[]
interface CallOptions {
  training?: boolean
}

/** A layer of noise, as far as it is used here. */
interface Layer extends Drawing {
  call: Call
  invokeCallHook(inputs: Tensor | Tensor[], options: CallOptions): void
  rate: number
  stddev: number
  seed?: number
  noiseShape?: number[]
  /** Dropout's: the shape of its mask, nothing for that of the input. */
  getNoiseShape(input: Tensor): number[] | null | undefined
}

/** What a wrapper wraps: TimeDistributed one layer, Bidirectional two. */
interface Wrapping {
  layer?: Drawing
  forwardLayer?: Drawing
  backwardLayer?: Drawing
}

/**
 * Lets the layers that add noise draw it in TensorFlow instead of number by number in JavaScript. What they compute of
 * their draws is what TensorFlow.js computes. A dropout with a seed stays as it is: there a seed means the same mask in
 * each step, on every engine.
 */
export function drawInLayers(tf: TensorFlow, draws: Draws): void {
  const registered = (tf.serialization.SerializationMap.getMap() as unknown as { classNameMap: Record<string, [{ prototype: Layer }]> }).classNameMap
  const replace = (name: string, isOurs: (layer: Layer) => boolean, noisy: (layer: Layer, x: Tensor) => Tensor) => {
    const { prototype } = registered[name][0]
    const stock = prototype.call
    prototype.call = function (inputs, options) {
      const x = [inputs].flat()
      if (tf.getBackend() !== 'tensorflow' || !options?.training || x.length !== 1 || x[0].dtype !== 'float32' || !isOurs(this)) return stock.call(this, inputs, options)
      return tf.tidy(() => {
        // AlphaDropout has none in TensorFlow.js, and calls no hook.
        if (name !== 'AlphaDropout') this.invokeCallHook(inputs, options)
        return noisy(this, x[0])
      })
    }
  }
  const drops = ({ rate }: Layer) => rate > 0 && rate < 1

  replace('Dropout', (layer) => drops(layer) && (layer.seed === undefined || layer.seed === null), (layer, x) => tf.mul(x, draws.dropoutMask(layer, layer.getNoiseShape(x) ?? x.shape, layer.rate)))
  replace('GaussianNoise', () => true, (layer, x) => tf.add(tf.mul(draws.normal(layer, x.shape), layer.stddev), x))
  replace('GaussianDropout', drops, (layer, x) => tf.mul(x, tf.add(tf.mul(draws.normal(layer, x.shape), Math.sqrt(layer.rate / (1 - layer.rate))), 1)))
  replace('AlphaDropout', drops, (layer, x) => {
    const kept = tf.cast(tf.greaterEqual(draws.uniform(layer, layer.noiseShape ?? x.shape), layer.rate), 'float32')
    const dropped = tf.add(tf.mul(x, kept), tf.mul(tf.sub(kept, 1), LEAST))
    // Brings mean and variance back to what they were.
    const scale = ((1 - layer.rate) * (1 + layer.rate * LEAST ** 2)) ** -0.5
    return tf.add(tf.mul(dropped, scale), -scale * LEAST * layer.rate)
  })

  const base = (tf.layers as unknown as { Layer: { prototype: { dispose(): ReturnType<Layers.Layer['dispose']> } } }).Layer.prototype
  const { dispose } = base
  base.dispose = function (this: Drawing & Wrapping) {
    const result = dispose.call(this)
    // A wrapper disposes of the weights of what it wraps, and leaves it at that.
    if (result.refCountAfterDispose === 0) for (const one of [this, this.layer, this.forwardLayer, this.backwardLayer]) if (one) disposeDrawing(one)
    return result
  }
}

/** What selu gives for −∞: −scale · alpha (Klambauer et al. 2017, Self-Normalizing Neural Networks). */
const LEAST = -1.6732632423543772 * 1.0507009873554805
