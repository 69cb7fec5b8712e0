import { createHash } from 'node:crypto'

/**
 * Random numbers that repeat: the same name and seed give the same numbers, on every machine. Seed 0 is a seed
 * like any other. Mulberry32: 32 bits of state, enough to shuffle and to draw toys.
 */
export class Random {
  private state: number

  constructor(name: string, seed: number) {
    this.state = createHash('sha256').update(`${name} ${seed}`).digest().readUInt32LE()
  }

  /** A number in [low, high), all equally likely. */
  uniform(low = 0, high = 1): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return low + (high - low) * (((t ^ (t >>> 14)) >>> 0) / 2 ** 32)
  }

  /** A normally distributed number (Box–Muller; 1 − u keeps the logarithm away from 0). */
  normal(mean = 0, sd = 1): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()))
    return mean + sd * radius * Math.cos(2 * Math.PI * this.uniform())
  }

  /** A whole number from 0 to n − 1. */
  below(n: number): number {
    return Math.floor(this.uniform(0, n))
  }

  /** The numbers 0 … n − 1 in a random order. */
  permutation(n: number): Uint32Array {
    const order = Uint32Array.from({ length: n }, (_, i) => i)
    for (let i = n - 1; i > 0; i--) {
      const j = this.below(i + 1)
      const moved = order[i]
      order[i] = order[j]
      order[j] = moved
    }
    return order
  }
}
