export { type DrawMask, type LeanOptions, leanRecurrentLayers } from './layers'
