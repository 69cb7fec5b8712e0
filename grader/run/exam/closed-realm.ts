/**
 * TensorFlow.js lives in Node's own realm, and so each of its functions leads there: `tf.tensor.constructor('return
 * process')()` has been a way to Node's modules. In an exam the ways that load something are closed, from before the
 * judged file is loaded to its end. This stops who looks for a short cut. Who means to attack is kept out by running
 * submissions as another user (setter.ts).
 *
 * Gives a function that opens them again.
 */
export function closeNodesRealm(): () => void {
  const makers = [function () {}, async function () {}, function* () {}, async function* () {}].map((one) => Object.getPrototypeOf(one) as object)
  const fence = Object.assign(refuse('Function'), { prototype: Function.prototype })
  const closed = [
    ...makers.map((prototype) => replace(prototype, 'constructor', fence)),
    replace(globalThis, 'Function', fence),
    replace(globalThis, 'eval', refuse('eval')),
    ...LOADERS.map((name) => replace(process, name, refuse(name))),
    replace(process, 'mainModule', undefined),
  ]
  return () => closed.forEach((open) => open())
}

function refuse(name: string) {
  return (): never => {
    throw new Error(`your code reached for Node's own ${name}: an exam is answered with TensorFlow.js alone, so it was refused`)
  }
}

/** What of a process loads Node's modules. */
export const LOADERS = ['getBuiltinModule', 'binding', '_linkedBinding', 'dlopen'] as const

function replace(object: object, key: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(object, key)
  Object.defineProperty(object, key, { value, writable: true, configurable: true, enumerable: before?.enumerable ?? false })
  return () => {
    if (before) Object.defineProperty(object, key, before)
    else Reflect.deleteProperty(object, key)
  }
}
