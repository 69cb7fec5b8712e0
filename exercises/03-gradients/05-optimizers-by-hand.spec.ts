import * as tf from '@tensorflow/tfjs'
import { check, expect, startValuesLeft, trap } from '#spec'
import { adagradStep, descend, momentumStep, rmspropStep, type State, type Stepper } from './05-optimizers-by-hand'

/** Twenty gradients as a training meets them: both signs, a zero, large and small ones. */
const GRADIENTS = [4, 2.5, -1, 0, 0.01, -3, -2, 7, 0.5, 0.5, -0.25, 1, -6, 0.002, 3, -1.5, 2, 0, -0.75, 5]

/** Where an optimizer of TensorFlow.js takes a weight that starts at 1, gradient by gradient. */
function journey(optimizer: tf.Optimizer): number[] {
  const w = tf.variable(tf.scalar(1))
  const path = GRADIENTS.map((g) => {
    optimizer.applyGradients([{ name: w.name, tensor: tf.scalar(g) }])
    return w.dataSync()[0]
  })
  w.dispose()
  optimizer.dispose()
  return path
}

/** The same journey with a stepper. */
function steps<S extends State>(step: (s: S, g: number) => S, start: S): number[] {
  let state = start
  return GRADIENTS.map((g) => (state = step(state, g)).w)
}

/** Twenty numbers beside those of TensorFlow.js, in a sentence about the first step that differs. */
function sameJourney(actual: number[], expected: number[], name: string): void {
  actual.forEach((w, i) => expect(w, `w after step ${i + 1} of 20, beside ${name}`).toBeNear(expected[i], 1e-4))
}

check('momentum: keeps some of its velocity', () => {
  const o = { lr: 0.1, mu: 0.9 }
  expect(momentumStep({ w: 1, v: 0 }, 2, o), 'momentumStep({ w: 1, v: 0 }, 2), the first step').toBeNear({ v: 2, w: 0.8 })
  expect(momentumStep({ w: 1, v: 5 }, 2, o), 'momentumStep({ w: 1, v: 5 }, 2), at speed').toBeNear({ v: 6.5, w: 0.35 })
  expect(momentumStep({ w: 1, v: 5 }, 0, { lr: 0.5, mu: 0.8 }), 'momentumStep({ w: 1, v: 5 }, 0), where the ground is flat').toBeNear({ v: 4, w: -1 })
  expect(momentumStep({ w: -1, v: 3 }, -2, { lr: 0.1, mu: 0 }), 'momentumStep without momentum (mu 0)').toBeNear({ v: -2, w: -0.8 })
})

check('momentum: twenty steps like tf.train.momentum', () => {
  const mine = steps((s, g) => momentumStep(s, g, { lr: 0.05, mu: 0.9 }), { w: 1, v: 0 })
  sameJourney(mine, journey(tf.train.momentum(0.05, 0.9)), 'tf.train.momentum')
})

check('Adagrad: divides by the root of all squares so far', () => {
  const o = { lr: 0.1, eps: 1e-7 }
  // √(5 + 4) = 3, √(12 + 4) = 4
  expect(adagradStep({ w: 1, acc: 5 }, 2, o), 'adagradStep({ w: 1, acc: 5 }, 2)').toBeNear({ acc: 9, w: 1 - 0.2 / 3 })
  expect(adagradStep({ w: 1, acc: 12 }, -2, o), 'adagradStep({ w: 1, acc: 12 }, −2)').toBeNear({ acc: 16, w: 1.05 })
  expect(adagradStep({ w: 3, acc: 4 }, 0, o), 'adagradStep({ w: 3, acc: 4 }, 0), where the ground is flat').toBeNear({ acc: 4, w: 3 })
  expect(adagradStep({ w: 0, acc: 1 }, 1, { lr: 1, eps: 2 }), 'adagradStep({ w: 0, acc: 1 }, 1) with eps 2: √(2 + 2) = 2').toBeNear({ acc: 2, w: -0.5 })
})

check('Adagrad: twenty steps like tf.train.adagrad', () => {
  const mine = steps((s, g) => adagradStep(s, g, { lr: 0.5, eps: 1e-7 }), { w: 1, acc: 0.1 })
  sameJourney(mine, journey(tf.train.adagrad(0.5)), 'tf.train.adagrad')
})

check('RMSProp: divides by the root of the mean of squares', () => {
  const o = { lr: 0.1, rho: 0.9, eps: 1e-7 }
  // 0.9 · 4 + 0.1 · 4 = 4, and 0.5 · 2 + 0.5 · 16 = 9
  expect(rmspropStep({ w: 1, acc: 4 }, 2, o), 'rmspropStep({ w: 1, acc: 4 }, 2)').toBeNear({ acc: 4, w: 0.9 })
  expect(rmspropStep({ w: 1, acc: 2 }, -4, { ...o, rho: 0.5 }), 'rmspropStep({ w: 1, acc: 2 }, −4) with rho 0.5').toBeNear({ acc: 9, w: 1 + 0.4 / 3 })
  expect(rmspropStep({ w: 2, acc: 4 }, 0, o), 'rmspropStep({ w: 2, acc: 4 }, 0), where the ground is flat').toBeNear({ acc: 3.6, w: 2 })
  expect(rmspropStep({ w: 0, acc: 3 }, 1, { lr: 1, rho: 0.5, eps: 2 }), 'rmspropStep with eps 2: √(2 + 2) = 2').toBeNear({ acc: 2, w: -0.5 })
})

check('RMSProp: twenty steps like tf.train.rmsprop', () => {
  const o = { lr: 0.05, rho: 0.9, eps: 1e-7 }
  sameJourney(steps((s, g) => rmspropStep(s, g, o), { w: 1, acc: 0 }), journey(tf.train.rmsprop(0.05, 0.9, 0, 1e-7)), 'tf.train.rmsprop')
  const large = { lr: 0.05, rho: 0.8, eps: 0.5 }
  sameJourney(steps((s, g) => rmspropStep(s, g, large), { w: 1, acc: 0 }), journey(tf.train.rmsprop(0.05, 0.8, 0, 0.5)), 'tf.train.rmsprop, eps 0.5')
})

check('RMSProp: steps as far when all gradients are 1,000 times larger', () => {
  const o = { lr: 0.1, rho: 0.9, eps: 1e-7 }
  const far = (g: number) => -rmspropStep({ w: 0, acc: 0 }, g, o).w
  expect(far(1000) / far(1), 'first step at a gradient of 1,000, over that at 1').toBeBetween(0.99, 1.01)
})

check('leaves the old state as it was', () => {
  const s = { w: 1, v: 5, acc: 4 }
  momentumStep(s, 2, { lr: 0.1, mu: 0.9 })
  adagradStep(s, 2, { lr: 0.1, eps: 1e-7 })
  rmspropStep(s, 2, { lr: 0.1, rho: 0.9, eps: 1e-7 })
  expect(s, 'the state that was handed to a stepper, afterwards: the new state is another object').toEqual({ w: 1, v: 5, acc: 4 })
})

const bowl = (w: tf.Scalar) => w.square<tf.Scalar>()

/** Two valleys: the upper one near 0.95, the lower one near −1.05, a ridge between them. */
const valleys = (w: tf.Scalar) => tf.tidy(() => w.square().sub(1).square().add<tf.Scalar>(w.mul(0.4)))

const plain = (lr: number): Stepper => (s, g) => ({ ...s, w: s.w - lr * g })
const withMomentum = (lr: number, mu: number): Stepper => ({ w, v = 0 }, g) => momentumStep({ w, v }, g, { lr, mu })

check('descends: w0 first, then one number a step', () => {
  expect(descend(bowl, 3, plain(0.25), 4), 'the path on w² from 3, halved in each step').toBeNear([3, 1.5, 0.75, 0.375, 0.1875], 2e-3)
  expect(descend(bowl, 3, plain(0.25), 0), 'the path of no steps').toEqual([3])
  expect(descend(bowl, -2, plain(0.5), 1), 'the path on w² from −2 with lr 0.5').toBeNear([-2, 0], 2e-3)
})

check('descends 100 steps unless told', () => {
  expect(descend(bowl, 1, plain(0.1)).length, 'numbers in the path').toBe(101)
})

check('descends: gives the stepper the slope at the present w', () => {
  const slopes: number[] = []
  const noting: Stepper = (s, g) => {
    slopes.push(g)
    return { ...s, w: s.w - 1 }
  }
  descend(bowl, 4, noting, 3)
  expect(slopes, 'slopes of w² at 4, 3 and 2, as the stepper got them').toBeNear([8, 6, 4], 5e-3)
})

check('descends: hands the whole state on', () => {
  // Doubles its stride each time: 1, 2, 4, 8.
  const striding: Stepper = ({ w, v = 0 }) => ({ w: w + (v || 1), v: (v || 1) * 2 })
  expect(descend(bowl, 0, striding, 4), 'the path of a stepper that keeps its stride in v').toBeNear([0, 1, 3, 7, 15])
})

check('without momentum, stops in the upper valley', () => {
  const path = descend(valleys, 1.8, plain(0.01))
  expect(path.at(-1), 'where plain descent ends, from 1.8').toBeBetween(0.85, 1.05)
})

check('with momentum, rolls on into the lower valley', () => {
  const path = descend(valleys, 1.8, withMomentum(0.01, 0.9))
  expect(path.at(-1), 'where momentum 0.9 ends, from 1.8').toBeBetween(-1.3, -0.8)
})

trap('velocity-reset', 'The velocity forgot its past: the new one is mu · v + g, and it has to be in the new state.', () => {
  const { w, v } = momentumStep({ w: 1, v: 5 }, 2, { lr: 0.1, mu: 0.9 })
  if (v === 2 && Math.abs(w - 0.8) < 1e-6) return 'Yours is the gradient alone.'
  return (v === 0 || v === 5) && Math.abs(w - 0.35) < 1e-6 && `Yours moved the weight, but came back as ${v}.`
})

trap('acc-sum', 'The squares only add up, so the steps shrink to nothing: that is Adagrad. In RMSProp the old mean counts rho, the new square 1 − rho.', () => {
  return rmspropStep({ w: 1, acc: 4 }, 2, { lr: 0.1, rho: 0.9, eps: 1e-7 }).acc === 8
})

trap('eps-outside', 'Epsilon belongs inside the root here, √(acc + eps), as TensorFlow.js has it: yours is √acc + eps.', () => {
  const isOutside = ({ w, acc }: { w: number; acc: number }) => acc === 2 && Math.abs(w + 1 / (Math.sqrt(2) + 2)) < 1e-6
  if (isOutside(rmspropStep({ w: 0, acc: 3 }, 1, { lr: 1, rho: 0.5, eps: 2 }))) return true
  return isOutside(adagradStep({ w: 0, acc: 1 }, 1, { lr: 1, eps: 2 })) && 'It is so in adagradStep.'
})

trap('variable-start-value', 'tf.variable copies its start value, and the tensor it was made from stays behind: make it inside tf.tidy, tf.tidy(() => tf.variable(tf.scalar(w0))). Variables survive a tidy; dispose them when you are done.', async () => {
  const left = await startValuesLeft(() => descend(bowl, 0.625, plain(0.25), 3))
  return left.some((tensor) => tensor.size === 1 && tensor.dataSync()[0] === 0.625)
})
