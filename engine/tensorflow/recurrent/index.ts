export { type LeanOptions, leanRecurrentLayers } from './layers'
