import { spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Exam } from '../../spec/exam'
import type { Answer, Handed, Question } from './setter'

/**
 * Taken before any learner's code runs: what comes later in this process could put something else in their place, or
 * tell Node by its environment to load more than it should.
 */
const { start, node, root, env } = { start: spawn, node: process.execPath, root: path.resolve(__dirname, '../../..'), env: inherited('PATH', 'SystemRoot', 'TEMP', 'TMPDIR') }

/** An exam, and how to end it. */
export interface OpenExam extends Exam {
  close(): void
}

/** Omits from each member of a union by itself. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

const GONE = 'the process that sets the problems has ended'

/**
 * Starts the process that sets the problems, and waits until it has drawn its secret.
 *
 * @param options.repeatable test rows follow from the seed, so that a calibration gives the same numbers again
 * @param options.events the file to which that process writes what it has judged
 */
export async function openExam({ repeatable = false, events = '' }: { repeatable?: boolean; events?: string | undefined } = {}): Promise<OpenExam> {
  const setter = [path.join(__dirname, 'setter.ts'), repeatable ? 'repeatable' : 'secret', events]
  const starter = start(node, [path.join(__dirname, 'starter.cjs'), '--import', 'tsx', ...setter], { cwd: root, env, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  // Not its standard input, which Node closes when a process ends, and this one ends at once.
  const line = starter.stdio[3] as Socket
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>()
  let isGone = false
  const lines = createInterface({ input: line })
  const ready = new Promise<void>((resolve, reject) => {
    // The first line says that it is there; all others are answers.
    lines.once('line', () => {
      lines.on('line', (text) => {
        const answer = JSON.parse(text) as Answer
        waiting.get(answer.id)?.resolve(answer)
        waiting.delete(answer.id)
      })
      resolve()
    })
    starter.once('error', reject)
    lines.once('close', () => {
      isGone = true
      reject(new Error('the process that sets the problems did not start'))
      for (const one of waiting.values()) one.reject(new Error(GONE))
    })
  })
  // A question to a process that is gone is answered when its output closes.
  line.on('error', () => undefined)
  await ready

  let questions = 0
  const ask = async (question: Without<Question, 'id'>): Promise<Answer> => {
    if (isGone) throw new Error(GONE)
    const id = ++questions
    const answer = await new Promise<Answer>((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      line.write(`${JSON.stringify({ id, ...question })}\n`)
    })
    if ('refused' in answer) throw new Error(answer.refused)
    return answer
  }
  return {
    pose: async (problem, size, seed) => {
      const { x, y, testX, ...facts } = ((await ask({ ask: 'pose', problem, size, seed })) as { posed: Handed }).posed
      return { ...facts, x: Float32Array.from(x), y: Float32Array.from(y), testX: Float32Array.from(testX) }
    },
    judge: async (problem, answers) => ((await ask({ ask: 'judge', problem, answers })) as { scores: (number | null)[] }).scores.map((score) => score ?? NaN),
    close: () => {
      isGone = true
      line.destroy()
      lines.close()
    },
  }
}

function inherited(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name): [string, string] => [name, process.env[name] ?? '']).filter(([, value]) => value !== ''))
}
