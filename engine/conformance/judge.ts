import { compare } from './compare'
import type { Spec } from './events'
import type { Run } from './run'

/** A promise that is not kept. */
export interface Problem {
  /** A sentence without its full stop. */
  text: string
  /** Names of the specs it is about. */
  specs: string[]
}

/** What an engine is held against. */
export interface Yardstick {
  /** The run of the wasm package alone, which wasm is compared with. */
  stock?: Run
  /** tfjs-node's own list, as parts of names. */
  known: string[]
  /** Whether the whole suite was run: some promises are about all of it. */
  whole: boolean
}

/** So many pass on tensorflow with the kernels of engine/; about 4,230 there are. */
export const TENSORFLOW_PASSES = 4_150

/**
 * Which promises a run does not keep. On cpu all must pass; on wasm all that pass with the package alone; on tensorflow
 * at least `TENSORFLOW_PASSES`, and all but those that tfjs-node itself does not promise. Of webgpu only an orderly end is
 * asked, and of the wasm package alone nothing.
 */
export function judge(run: Run, { stock, known, whole }: Yardstick): Problem[] {
  const { subject, ending } = run
  if (subject === 'stock wasm' || ending.kind === 'unavailable') return []
  if (ending.kind === 'crashed') return [{ text: `${subject} ${crashed(run)}`, specs: [] }]
  if (run.specs.length === 0) return [problem(`no spec was run on ${subject}${whole ? '' : ': does the pattern match the name of any?'}`)]
  if (whole && passes(run) === 0) return [problem(`${subject} passes no spec`)]
  if (subject === 'cpu') return about(unexpected(run, []), (count) => `cpu fails ${count}, and must not fail any`)
  if (subject === 'tensorflow') {
    const unknown = unexpected(run, known)
    const few = whole && passes(run) < TENSORFLOW_PASSES
    return [
      ...about(unknown, (count) => `tensorflow fails ${count} that tfjs-node promises`),
      ...(few ? [problem(`tensorflow passes ${amount(passes(run))}, fewer than ${inFigures(TENSORFLOW_PASSES)}`)] : []),
    ]
  }
  if (subject === 'wasm') {
    if (stock?.ending.kind !== 'finished') return [problem('wasm cannot be compared: the package alone did not get through the suite')]
    return about(compare(run.specs, stock.specs).lost, (count) => `wasm loses ${count} that the package alone passes`)
  }
  return []
}

function about(specs: string[], text: (count: string) => string): Problem[] {
  return specs.length > 0 ? [{ text: text(amount(specs.length)), specs }] : []
}

function problem(text: string): Problem {
  return { text, specs: [] }
}

export function passes({ specs }: Run): number {
  return specs.filter(({ status }) => status === 'passed').length
}

export function failures({ specs }: Run): Spec[] {
  return specs.filter(({ status }) => status === 'failed')
}

/** Names of the specs that fail, but for those of which a part is known. */
export function unexpected(run: Run, known: string[]): string[] {
  return failures(run)
    .map(({ name }) => name)
    .filter((name) => !known.some((part) => name.includes(part)))
}

/** `crashed after 12 specs at "matmul test-wasm {} A x B" (SIGABRT)`. */
export function crashed({ specs, ending }: Run): string {
  if (ending.kind !== 'crashed') throw new Error('it did not crash')
  const { at, how } = ending
  return `crashed ${at === undefined ? 'before the first spec' : `after ${amount(specs.length)} at "${at}"`} (${how})`
}

/** `1 spec`, `4,150 specs`. */
export function amount(count: number): string {
  return `${inFigures(count)} spec${count === 1 ? '' : 's'}`
}

export function inFigures(count: number): string {
  return count.toLocaleString('en-US')
}
