export { disposeDrawing, type Drawing, type Draws, drawsOn } from './draws'
export { drawInLayers } from './layers'
