import type { Vocabulary } from './vocabulary'

/**
 * Words that no dictionary has, for the long tail: most words of any language are rare, and most of the rare ones are
 * names. They are spelled out by counting, so the same ones come out everywhere.
 */
const list = (words: string) => words.trim().split(/\s+/)

const STARTS = list(`
  al an ar bal bar bel ber bor bran bren bur cal car cas cor cul dal dan dar del dor dun el er fal fen fer gal gar
  gil gor hal har hel hol ing jar jen kal kar kel kor lam lar len lor mal mar mel mer mon mor nal nar nel nor ol or
  pal par pel por ral ram ren ros sal sar sel ser sol tal tam tar tel tor ul val var ven ver vol wal war wel wil wor`)

const MIDDLES = list(`
  a e i o u an en in on ar er ir or al el il ol am em im as es is os and end ing ert ast est ist ost ald eld`)

const ENDS = list(`
  ton ley man son wick den ford ham by ster berg dale field ner low ra na la sky vic dez ros tti lli court worth
  more shaw bury`)

/** Made-up names until the vocabulary has so many words; neighbours do not look alike. */
export function names(words: number, vocabulary: Vocabulary): string[] {
  const all: string[] = []
  for (let i = 0; vocabulary.size < words; i++) {
    const place = stride(i, STARTS.length * MIDDLES.length * ENDS.length)
    const middle = Math.floor(place / STARTS.length)
    all.push(...vocabulary.take([STARTS[place % STARTS.length] + MIDDLES[middle % MIDDLES.length] + ENDS[Math.floor(middle / MIDDLES.length)]]))
  }
  return all
}

/** Two words written as one, `count` of them. */
export function compounds(firsts: string[], seconds: string[], count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const place = stride(i, firsts.length * seconds.length)
    return firsts[place % firsts.length] + seconds[Math.floor(place / firsts.length)]
  })
}

/** Visits all places, far apart from each other, before it comes back to the first: a prime that does not divide `all`. */
function stride(i: number, all: number): number {
  if (i >= all) throw new RangeError(`there are only ${all} of these made-up words`)
  return (i * 7919) % all
}

/** Every word with every beginning and ending: un + painted, moon + like. */
export function derived(words: string[], { before = [''], after = [''] }: { before?: string[]; after?: string[] }): string[] {
  return before.flatMap((beginning) => after.flatMap((ending) => words.map((word) => beginning + word + ending)))
}

export function plural(noun: string): string {
  if (/(s|x|sh|ch)$/.test(noun)) return `${noun}es`
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`
}
