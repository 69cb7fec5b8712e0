import { spawn } from 'node:child_process'
import path from 'node:path'
import { type Explained, explainSteps as explainEach } from '../../../engine/examine'

/** Shows what becomes of the training step of each kind of net. Gives the exit code. */
export async function explainSteps(): Promise<number> {
  const found = await explainEach()
  if (found.kind === 'failed') {
    console.error(`The nets could not be trained: ${found.reason}`)
    return 1
  }
  if (found.kind === 'not here') {
    console.log(`Training steps are compiled on native TensorFlow only, and it cannot be had here: ${found.reason}${found.fix ? ` (${found.fix})` : ''}.`)
    return 0
  }
  process.stdout.write(screen(found))
  return 0
}

/** Runs a program with a line on the error stream for each step: what became of it. Gives its exit code. */
export function explainProgram(file: string, args: string[]): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', path.resolve(file), ...args], { stdio: 'inherit', env: { ...process.env, COMPILE: 'explain' } })
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`${file} could not be run: ${error.message}`)
      resolve(1)
    })
    child.on('close', (code) => resolve(code ?? 1))
  })
}

/** The table as it is shown. */
export function screen({ note, explanations }: Extract<Explained, { kind: 'explained' }>): string {
  const width = Math.max(...explanations.map(({ name }) => name.length)) + 2
  const lines = explanations.map((one) => {
    const what = 'reason' in one ? `as it is: ${one.reason}` : `compiled: ${one.recorded} operations became one function of ${one.operations}`
    const stock = one.stock ? `, with the code of TensorFlow.js for a recurrent layer: ${one.stock}` : ''
    return `  ${one.name.padEnd(width)}${what}${stock}`
  })
  return [
    'The training step of a net around each kind of layer, on native TensorFlow:',
    '',
    ...lines,
    '',
    ...(note ? [`Note: ${note}.`] : []),
    'COMPILE=explain in front of a command says it of its own steps, COMPILE=off runs all as they are.',
    '',
  ].join('\n')
}
