import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import type { Exam } from '../../spec/exam'
import type { Answer, Question } from './setter'

/** Taken before any learner's code runs: what comes later in this process could put something else in its place. */
const start = fork

/** An exam, and how to end it. */
export interface OpenExam extends Exam {
  close(): void
}

/** Omits from each member of a union by itself. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

/**
 * Starts the process that sets the problems, and waits until it has drawn its secret.
 *
 * @param options.repeatable test rows follow from the seed, so that a calibration gives the same numbers again
 */
export async function openExam({ repeatable = false } = {}): Promise<OpenExam> {
  const setter = start(path.join(__dirname, 'setter.ts'), repeatable ? ['repeatable'] : [], {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  await ready(setter)
  let questions = 0
  const ask = (question: Without<Question, 'id'>) =>
    new Promise<Answer>((resolve, reject) => {
      const id = ++questions
      const settle = (end: () => void) => {
        setter.off('message', onMessage).off('exit', onExit)
        end()
      }
      const onMessage = (answer: Answer) => {
        if (answer.id === id) settle(() => ('refused' in answer ? reject(new Error(answer.refused)) : resolve(answer)))
      }
      const onExit = () => settle(() => reject(new Error('the process that sets the problems has ended')))
      setter.on('message', onMessage).on('exit', onExit)
      setter.send({ id, ...question })
    })
  return {
    pose: async (problem, size, seed) => ((await ask({ ask: 'pose', problem, size, seed })) as Extract<Answer, { posed: unknown }>).posed,
    judge: async (problem, answers) => ((await ask({ ask: 'judge', problem, answers })) as Extract<Answer, { scores: unknown }>).scores,
    close: () => setter.kill('SIGKILL'),
  }
}

function ready(setter: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    setter.once('message', () => resolve())
    setter.once('error', reject)
    setter.once('exit', () => reject(new Error('the process that sets the problems did not start')))
  })
}
