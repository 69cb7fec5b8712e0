import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { createInterface } from 'node:readline'
import type { Event } from '../../spec/events'
import { MOST_LISTS, type ProblemName, type ProblemSize } from '../../spec/exam'
import { type Draw, type Example, type Problem, problems } from './problems'

/**
 * The process that sets problems and judges the answers. It draws the test rows from a key that it makes itself and
 * tells nobody, so that their labels are neither in the learner's process nor on disk, and cannot be drawn again.
 * Started by `exam.ts`, which writes questions to its input, one a line, and reads the answers from its output; it ends
 * with its input. With the argument `repeatable` (for calibration) the key follows from the seed. A second argument
 * names the file to which it writes itself what it has judged: `result.ts` takes the verdict from there.
 *
 * What it does not stop: code that runs as the same user may read another process's memory where the system lets it,
 * rewrite these files before the next run, or write to the file of events. Whoever grades others' code runs it without
 * these rights.
 */

export type Question = { id: number } & (
  | { ask: 'pose'; problem: ProblemName; size: ProblemSize; seed: number }
  // What is no number does not come through.
  | { ask: 'judge'; problem: ProblemName; answers: (number | null)[][] }
)

/** What is handed out, as plain lists. */
export interface Handed extends Pick<Problem, 'kind' | 'classes' | 'columns' | 'goal'> {
  x: number[]
  y: number[]
  testX: number[]
}

export type Reply = { posed: Handed } | { scores: number[] } | { refused: string }
export type Answer = { id: number } & Reply

const [mode, eventsFile] = process.argv.slice(2)
const secret = randomBytes(32)
const labels = new Map<ProblemName, number[]>()
const judged = new Set<ProblemName>()

function answer(question: Question): Reply {
  const { problem } = question
  const kept = labels.get(problem)
  if (question.ask === 'pose') {
    if (kept) return { refused: `${problem} was handed out before` }
    return { posed: pose(problem, question.size, question.seed) }
  }
  const { answers } = question
  if (!kept) return { refused: `${problem} was not handed out yet` }
  if (judged.has(problem)) return { refused: `the answers to ${problem} were judged before, and are judged once` }
  if (answers.length === 0 || answers.length > MOST_LISTS) return { refused: `${answers.length} lists of answers were handed in, and 1 to ${MOST_LISTS} are judged` }
  if (answers.some((list) => list.length !== kept.length)) return { refused: `answers must be lists of ${kept.length}` }
  judged.add(problem)
  const scores = answers.map((list) => scoreOf(problems[problem], kept, list))
  tell({ type: 'judged', problem, lists: answers.length, scores, goal: problems[problem].goal })
  return { scores }
}

function tell(event: Event): void {
  if (eventsFile) fs.appendFileSync(eventsFile, `${JSON.stringify(event)}\n`)
}

function pose(name: ProblemName, { rows, testRows }: ProblemSize, seed: number): Handed {
  const problem = problems[name]
  const keyOf = (what: string) => (mode === 'repeatable' ? `${name} ${seed} ${what}` : Buffer.concat([secret, Buffer.from(`${name} ${what}`)]))
  const order = drawsFrom(keyOf('order'))
  const [columns, classes] = [shuffled(problem.columns, order), shuffled(problem.classes, order)]
  const some = (n: number, key: string | Buffer): Example[] => {
    const draw = drawsFrom(key)
    return Array.from({ length: n }, () => {
      const { x, y } = problem.example(draw)
      // Where column 7 lies, and which class is which, is not in any file either.
      return { x: columns.map((column) => x[column]), y: problem.classes > 1 ? classes[y] : y }
    })
  }
  const given = some(rows, `${name} ${seed}`)
  const test = some(testRows, keyOf('test'))
  labels.set(name, test.map(({ y }) => y))
  const { kind, goal } = problem
  const values = (examples: Example[]) => examples.flatMap(({ x }) => x)
  return { kind, classes: problem.classes, columns: problem.columns, goal, x: values(given), y: given.map(({ y }) => y), testX: values(test) }
}

function scoreOf({ kind }: Problem, right: number[], given: (number | null)[]): number {
  const points = right.map((y, i) => (kind === 'regression' ? Math.abs(y - (given[i] ?? NaN)) : Number(y === given[i])))
  return points.reduce((sum, point) => sum + point, 0) / points.length
}

/** The numbers below n in any order (Fisher and Yates). */
function shuffled(n: number, draw: Draw): number[] {
  const order = Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor((i + 1) * draw())
    ;[order[i], order[j]] = [order[j], order[i]]
  }
  return order
}

/** Random numbers that nobody can foretell without the key: the key stream of AES in counter mode. */
function drawsFrom(key: string | Buffer): Draw {
  const cipher = createCipheriv('aes-256-ctr', createHash('sha256').update(key).digest(), Buffer.alloc(16))
  const zeros = Buffer.alloc(4096)
  let [stream, at] = [zeros, zeros.length]
  return () => {
    if (at === stream.length) [stream, at] = [cipher.update(zeros), 0]
    at += 4
    return stream.readUInt32LE(at - 4) / 2 ** 32
  }
}

const say = (message: unknown) => process.stdout.write(`${JSON.stringify(message)}\n`)

// Node opens its debugger on this signal, and through it everything in here could be read.
process.on('SIGUSR1', () => undefined)
// Whoever asked may be gone before it has read the answer.
process.stdout.on('error', () => process.exit())
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const question = JSON.parse(line) as Question
    say({ id: question.id, ...answer(question) } satisfies Answer)
  })
  .on('close', () => process.exit())
say('ready')
