const [SIZE, MIDDLE] = [624, 397]

/** The random numbers of numpy's RandomState (the Mersenne Twister MT19937), as far as Keras shuffles with them. */
export class NumpyRandom {
  private readonly state = new Uint32Array(SIZE)
  private next = SIZE

  constructor(seed: number) {
    this.state[0] = seed
    for (let i = 1; i < SIZE; i++) {
      const last = this.state[i - 1]
      this.state[i] = Math.imul(1_812_433_253, last ^ (last >>> 30)) + i
    }
  }

  /** The numbers 0 … n − 1 in the order that `shuffle(arange(n))` gives. */
  permutation(n: number): Uint32Array {
    const order = Uint32Array.from({ length: n }, (_, i) => i)
    for (let i = n - 1; i > 0; i--) {
      const j = this.upTo(i)
      const moved = order[i]
      order[i] = order[j]
      order[j] = moved
    }
    return order
  }

  /** A whole number from 0 to `most`: as many bits as that has, drawn until they make one. */
  private upTo(most: number): number {
    const mask = 2 ** (32 - Math.clz32(most)) - 1
    for (;;) {
      const value = (this.bits() & mask) >>> 0
      if (value <= most) return value
    }
  }

  /** 32 random bits. */
  private bits(): number {
    if (this.next === SIZE) this.turn()
    let bits = this.state[this.next++]
    bits ^= bits >>> 11
    bits ^= (bits << 7) & 0x9d2c5680
    bits ^= (bits << 15) & 0xefc60000
    return (bits ^ (bits >>> 18)) >>> 0
  }

  private turn(): void {
    const { state } = this
    for (let i = 0; i < SIZE; i++) {
      const both = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff)
      state[i] = state[(i + MIDDLE) % SIZE] ^ (both >>> 1) ^ (both & 1 ? 0x9908b0df : 0)
    }
    this.next = 0
  }
}
