import type { Random } from '../random'

/**
 * Draws numbers 0 … n − 1, each as often as its weight says, in two steps however many there are (Walker's alias
 * method): a place at random, and either the number that lives there or the one that shares the place with it.
 */
export class Urn {
  private readonly keeps: Float64Array
  private readonly shares: Uint32Array

  constructor(weights: ArrayLike<number>) {
    const n = weights.length
    let total = 0
    for (let i = 0; i < n; i++) total += weights[i]
    this.keeps = Float64Array.from(weights, (weight) => (weight / total) * n)
    this.shares = Uint32Array.from({ length: n }, (_, i) => i)
    const poor: number[] = []
    const rich: number[] = []
    for (let i = 0; i < n; i++) (this.keeps[i] < 1 ? poor : rich).push(i)
    while (poor.length > 0 && rich.length > 0) {
      const receiver = poor.pop()!
      const giver = rich[rich.length - 1]
      this.shares[receiver] = giver
      this.keeps[giver] -= 1 - this.keeps[receiver]
      if (this.keeps[giver] < 1) poor.push(rich.pop()!)
    }
    // What is left is full but for rounding.
    for (const place of [...poor, ...rich]) this.keeps[place] = 1
  }

  draw(random: Random): number {
    const at = random.uniform(0, this.keeps.length)
    const place = Math.floor(at)
    return at - place < this.keeps[place] ? place : this.shares[place]
  }
}
