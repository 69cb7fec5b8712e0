import type { Outcome } from '../spec/outcome'
import { asError, framesIn } from '../spec/stack'

/** Why a spec could not even be loaded, said about the learner's file: that is where it nearly always lies. */
export function whyNotLoaded(thrown: unknown, file: string, shownAs: string): Outcome {
  const { name, message, stack } = asError(thrown)
  const { code, moduleName, diagnosticText } = (thrown ?? {}) as LoadError
  if (diagnosticText) return syntaxError(diagnosticText, shownAs)
  if (code === 'MODULE_NOT_FOUND' && moduleName) {
    const isItself = file.endsWith(`${moduleName.replace(/^\.\//, '')}.ts`)
    const message = isItself
      ? `${shownAs} is missing: reset the exercise to get it back`
      : `${shownAs} imports \`${moduleName}\`, which is not there: an exercise needs only @tensorflow/tfjs`
    return { kind: 'crashed', error: 'Not found', message, frames: [] }
  }
  return { kind: 'crashed', error: name, message, frames: framesIn(stack, file, shownAs) }
}

interface LoadError {
  code?: string
  moduleName?: string
  /** ts-jest: `exercises/…ts(98,19): error TS1109: Expression expected.`, one a line. */
  diagnosticText?: string
}

function syntaxError(text: string, shownAs: string): Outcome {
  const all = [...text.matchAll(/\((\d+),(\d+)\): error (TS\d+): (.*)/g)]
  const frames = all.map(([, line, column]) => ({ file: shownAs, line: Number(line), column: Number(column) }))
  const message = all.map(([, , , code, said]) => `${said} (${code})`).join(' ')
  return { kind: 'crashed', error: 'TypeScript cannot read this file', message, frames: frames.slice(0, 3) }
}
