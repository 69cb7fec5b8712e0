// What `import '@tensorflow/tfjs'` gives inside a spec: the TensorFlow.js that the environment has loaded.
module.exports = globalThis.tensorlings.tf
