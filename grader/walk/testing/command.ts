import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'

/** What a program said and how it ended. */
export interface Ran {
  code: number | null
  out: string
  err: string
}

/** Settings of whoever runs the tests that a learner's shell would not have. */
const FOREIGN = ['FORCE_COLOR', 'NODE_OPTIONS', 'PROFILE', 'SEED', 'SUBJECT', 'CALIBRATE', 'EVENTS', 'ENGINE', 'CI', 'NODE_TEST_CONTEXT']

/** Runs a Node program in a course with its output in pipes, where no control code may ever be. */
export function inPipes(root: string, args: string[], env: Record<string, string> = {}): Promise<Ran> {
  const inherited = { ...process.env }
  for (const name of FOREIGN) delete inherited[name]
  const child = spawn(process.execPath, args, { cwd: root, env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const ran: Ran = { code: null, out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => (ran.out += String(text)))
  child.stderr.setEncoding('utf8').on('data', (text) => (ran.err += String(text)))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      // eslint-disable-next-line no-control-regex
      for (const text of [ran.out, ran.err]) assert.doesNotMatch(text, /\x1b/, `${args.join(' ')}: control codes in a pipe`)
      resolve({ ...ran, code })
    })
  })
}

/** `npm run exercise -- …` without npm. */
export const WALK = ['--import', 'tsx', 'grader/walk/index.ts']
