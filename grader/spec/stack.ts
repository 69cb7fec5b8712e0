import type { Frame } from './outcome'

/** The part of a stack that lies in one file, innermost first; of an endless recursion only the beginning. */
export function framesIn(stack: string, file: string, shownAs: string): Frame[] {
  return stack
    .split('\n')
    .filter((line) => line.includes(file))
    .flatMap((line) => {
      const place = /:(\d+):(\d+)\)?$/.exec(line.trim())
      if (!place) return []
      const name = /at (?:async )?(?:Object\.)?([\w$.]+) \(/.exec(line)?.[1]
      const named = name && name !== '<anonymous>' ? { name } : {}
      return [{ file: shownAs, line: Number(place[1]), column: Number(place[2]), ...named }]
    })
    .slice(0, 5)
}

/** Anything that was thrown, as name, message and stack. */
export function asError(thrown: unknown): { name: string; message: string; stack: string } {
  if (typeof thrown === 'object' && thrown !== null && ('message' in thrown || 'stack' in thrown)) {
    const { name, message, stack } = thrown as Error
    return { name: name || 'Error', message: String(message), stack: String(stack ?? '') }
  }
  return { name: 'Error', message: `your code threw ${String(thrown)}, which is not an Error`, stack: '' }
}
