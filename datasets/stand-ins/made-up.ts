import type { Vocabulary } from './vocabulary'

/**
 * Words that no dictionary has, for the long tail: most words of any language are rare, and most of the rare ones are
 * names. They are spelled out by counting, so the same ones come out everywhere.
 */
const list = (words: string) => words.trim().split(/\s+/)

const STARTS = list(`
  al ar bal bar bel ber bor bran bren bur cal car cas cor cul dal dan dar del dor dun el er fal fen fer gal gar
  gil gor hal har hel hol ing jar jen kal kar kel kor lam lar len lor mal mar mel mer mon mor nal nar nel nor ol or
  pal par pel por ral ram ren ros sal sar sel ser sol tal tam tar tel tor ul val var ven ver vol wal war wel wil wor`)

const MIDDLES = list(`
  a e i o u an en in on ar er ir or al el il ol am em im as es is os and end ing ert ast est ist ost ald eld`)

const ENDS = list(`
  ton ley man son wick den ford ham by ster berg dale field ner low ra na la sky vic dez ros tti lli court worth
  more shaw bury`)

/** Halves of made-up things: a lantern house, a saltbridge. */
export const FIRST_HALVES = list(`
  moon sun star night day fire ice snow rain wind storm thunder cloud sea river lake wave salt sand stone rock iron
  steel silver gold copper glass paper wood oak pine thorn rose leaf grass corn apple berry honey milk bread butter
  sugar pepper wolf fox bear crow hawk swan owl fish frog horse goat sheep cat hound bone heart hand foot eye
  head hair shadow ghost dream sleep death life love war peace king queen knight monk priest clown thief
  farmer sailor soldier captain doctor school church prison castle tower palace cabin tent cellar attic
  kitchen garden market harbour bridge road rail wheel engine motor clock bell drum horn fiddle lantern candle
  mirror window curtain carpet needle thread velvet leather cotton winter summer autumn spring morning evening
  midnight twilight dust ash smoke mist frost flame ember coal tin brass bronze pearl amber ruby`)

export const SECOND_HALVES = list(`
  house room hall gate door wall yard field land town city port way path road lane walk step stand fall rise light
  fire stone rock wood tree leaf flower root seed song tale story book page letter word name hand heart bone
  man woman boy girl child folk maker keeper catcher runner rider dancer singer painter player teller reader
  watcher walker sleeper dreamer breaker builder finder holder lifter mender picker seeker turner
  box cup pot pan bag coat hat boot shoe glove ring chain knife blade spear bow arrow shield drum bell horn pipe
  boat ship wagon cart train wheel bridge tower castle cabin barn mill shop market garden park lake pond brook
  creek hill ridge cliff cave pit bed chair table lamp clock mask cloth wing tail claw tooth storm cloud wind
  rain snow water bread cake wine game chase fight war dance dream sleep work craft show act scene`)

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

/** Endings whose plural has a form of its own. */
const IRREGULAR: readonly (readonly [RegExp, string])[] = [
  [/man$/, 'men'],
  [/child$/, 'children'],
  [/foot$/, 'feet'],
  [/tooth$/, 'teeth'],
  [/goose$/, 'geese'],
  [/mouse$/, 'mice'],
  [/(?<=kni|li|wi)fe$/, 'ves'],
  [/(?<=lea|wol|hal|loa|shel|cal)f$/, 'ves'],
  [/(?<=fish|sheep|deer|people|series|news)$/, ''],
  [/(?<=s|x|sh|ch)$/, 'es'],
  [/(?<=[^aeiou])y$/, 'ies'],
]

export function plural(noun: string): string {
  const found = IRREGULAR.find(([ending]) => ending.test(noun))
  return found ? noun.replace(...found) : `${noun}s`
}
