import type { Spec } from './events'

/** Why specs fail on engines, most telling first; each is looked for in the name and in the message. */
const causes: [cause: string, signs: RegExp][] = [
  ['a kernel is missing', /Kernel '\w+' not registered/],
  ['complex numbers', /complex/i],
  ['strings', /\bstrings?\b/i],
  ['channels first (NCHW)', /NCHW|channelsFirst/],
  ['the module aborted', /\bAborted\b/],
  ['a spec took too long', /^Error: Timeout/],
  ['memory is kept', /memory leak/],
  ['a case that the kernel refuses', /only supports|not support|not yet|not implemented|could not be broadcast/i],
  ['another result', /Arrays differ|^Expected/m],
]

/** Failures by cause, in words, the most frequent first. */
export function byCause(failures: Spec[]): [cause: string, count: number][] {
  const counts = new Map<string, number>()
  for (const failure of failures) {
    const cause = causeOf(failure)
    counts.set(cause, (counts.get(cause) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a)
}

export function causeOf({ name, message = '' }: Spec): string {
  return causes.find(([, signs]) => signs.test(`${message}\n${name}`))?.[0] ?? 'other'
}
