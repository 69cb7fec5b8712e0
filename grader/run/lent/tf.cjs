// What `@tensorflow/tfjs` is inside a spec: the one that the worker has loaded and put on its engine.
module.exports = globalThis.tensorlings.tf
