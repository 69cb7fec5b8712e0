import type { Outcome } from '../spec/outcome'
import { asError, framesIn } from '../spec/stack'
import { plain } from './plain'

/**
 * Why a spec could not even be loaded, said about the learner's file: that is where it nearly always lies. The message
 * has to tell, as it is all that is left of an error that comes from another process.
 */
export function whyNotLoaded(thrown: unknown, file: string, shownAs: string): Outcome {
  const { name, message, stack } = asError(thrown)
  const mistakes = [...message.matchAll(TYPESCRIPT)]
  if (mistakes.length > 0) return syntaxError(mistakes, shownAs)
  const moduleName = /^Cannot find module '([^']+)' from/m.exec(message)?.[1]
  if (moduleName) {
    const isItself = file.endsWith(`${moduleName.replace(/^\.\//, '')}.ts`)
    const message = isItself
      ? `${shownAs} is missing: reset the exercise to get it back (x in the walk)`
      : `${shownAs} imports \`${moduleName}\`, which is not there: an exercise needs only @tensorflow/tfjs`
    return { kind: 'crashed', error: 'Not found', message, frames: [] }
  }
  return { kind: 'crashed', error: plain(name), message: plain(message), frames: framesIn(stack, file, shownAs) }
}

/** ts-jest: `exercises/…ts(98,19): error TS1109: Expression expected.`, one a line. */
const TYPESCRIPT = /\((\d+),(\d+)\): error (TS\d+): (.*)/g

function syntaxError(all: RegExpExecArray[], shownAs: string): Outcome {
  const frames = all.map(([, line, column]) => ({ file: shownAs, line: Number(line), column: Number(column) }))
  const message = [...new Set(all.map(([, , , code, said]) => `${said} (${code})`))].slice(0, 3).join(' ')
  return { kind: 'crashed', error: 'TypeScript cannot read this file', message, frames: frames.slice(0, 3) }
}
