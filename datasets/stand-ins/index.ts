import { Random } from '../random'
import { type Encoded, encode, SHIFT } from '../texts'

/** Made-up reviews in place of IMDB: words drawn at random, the common ones often. Nothing can be learned from them. */
export function imdbStandIn(): Encoded {
  return drawn('imdb', 25_000, 25_000, 88_584, ['negative', 'positive'])
}

/** Made-up newswires in place of Reuters, by the same rule. */
export function reutersStandIn(): Encoded {
  return drawn('reuters', 8_982, 2_246, 30_979, Array.from({ length: 46 }, (_, i) => `topic ${i}`))
}

function drawn(name: string, train: number, test: number, vocabulary: number, topics: string[]): Encoded {
  const random = new Random(`stand-in ${name}`, 0)
  const rank = () => Math.ceil(Math.exp(random.uniform(0, Math.log(vocabulary))))
  const part = (count: number) => {
    const texts = Array.from({ length: count }, () => Array.from({ length: 30 + random.below(60) }, rank))
    const labels = Uint8Array.from(texts, () => random.below(topics.length))
    return encode(texts, labels, Uint32Array.from(texts, (_, i) => i))
  }
  const wordIndex = Object.fromEntries(Array.from({ length: vocabulary }, (_, i) => [`word${i + SHIFT}`, i + 1]))
  return { train: part(train), test: part(test), wordIndex, topics }
}
