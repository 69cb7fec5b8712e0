// What `#datasets` is inside a spec: the loaders of the worker, which decode each set only once.
module.exports = globalThis.tensorlings.datasets
