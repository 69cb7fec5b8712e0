import { createHash } from 'node:crypto'

/**
 * Numbers in [0, 1) for Math.random, the same ones for the same name and seed. TensorFlow.js draws the seeds of
 * its initializers, dropout and shuffles from Math.random, so a whole `fit` repeats to the bit on one engine.
 * Mulberry32: 32 bits of state, good enough for seeds and shuffles, fast.
 */
export function seededRandom(name: string, seed: number): () => number {
  let state = createHash('sha256').update(`${name} ${seed}`).digest().readUInt32LE()
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
