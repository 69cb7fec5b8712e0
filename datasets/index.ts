/**
 * What specs and exercises import, as `#datasets`. Plain typed arrays, never tensors: what is made of them is up
 * to whoever asks. Where to look in this folder:
 *
 *   mnist.ts, …    one file a set: what is known of it (a Dataset), then its loader
 *   stand-ins/     texts made up where a set of them may not be handed on and is not here: or-stand-in.ts decides
 *   registry.ts    all sets, for `npm run data`
 *   load.ts        finds a set in its places and checks it: places.ts, folders.ts, read.ts; decoded.ts keeps it
 *   keras.ts       reads what Keras published: npz.ts, pickle.ts, and numpy-random.ts for its order; texts.ts cuts it
 *   get.ts         downloads a set: download.ts, part-file.ts
 *   notices.ts     what is worth knowing though all goes well
 *   failure.ts     what can go wrong, and how it is said
 *   toys/          made-up data, one file a generator
 */
export { balancedDigits } from './balanced'
export { boston, type Boston, type Districts } from './boston'
export { DataError, type Failure } from './failure'
export { imdb, type Imdb } from './imdb'
export { type Digits, mnist, type Mnist } from './mnist'
export { reuters, type Reuters } from './reuters'
export type { TextOptions, Texts } from './texts'
export * as toys from './toys'
