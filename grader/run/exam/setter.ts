import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import type { Posed, ProblemName, ProblemSize } from '../../spec/exam'
import { type Draw, type Example, type Problem, problems } from './problems'

/**
 * The process that sets problems and judges the answers. It draws the test rows from a key that it makes itself and
 * tells nobody, so that their labels are neither in the learner's process nor on disk, and cannot be drawn again.
 * Started by `exam.ts`; with the argument `repeatable` (for calibration) the key follows from the seed.
 */
export type Question = { id: number } & (
  | { ask: 'pose'; problem: ProblemName; size: ProblemSize; seed: number }
  | { ask: 'judge'; problem: ProblemName; answers: number[][] }
)
export type Answer = { id: number } & ({ posed: Posed } | { scores: number[] } | { refused: string })

const repeatable = process.argv.includes('repeatable')
const secret = randomBytes(32)
const labels = new Map<ProblemName, number[]>()
const judged = new Set<ProblemName>()

function answer(question: Question): { posed: Posed } | { scores: number[] } | { refused: string } {
  const { problem } = question
  const kept = labels.get(problem)
  if (question.ask === 'pose') {
    if (kept) return { refused: `${problem} was handed out before` }
    return { posed: pose(problem, question.size, question.seed) }
  }
  if (!kept) return { refused: `${problem} was not handed out yet` }
  if (judged.has(problem)) return { refused: `the answers to ${problem} were judged before, and are judged once` }
  if (question.answers.some((list) => list.length !== kept.length)) return { refused: `answers must be lists of ${kept.length}` }
  judged.add(problem)
  return { scores: question.answers.map((list) => scoreOf(problems[problem], kept, list)) }
}

function pose(name: ProblemName, { rows, testRows }: ProblemSize, seed: number): Posed {
  const problem = problems[name]
  const some = (n: number, key: string | Buffer) => {
    const draw = drawsFrom(key)
    return Array.from({ length: n }, () => problem.example(draw))
  }
  const given = some(rows, `${name} ${seed}`)
  const test = some(testRows, repeatable ? `${name} ${seed} test` : Buffer.concat([secret, Buffer.from(name)]))
  labels.set(name, test.map(({ y }) => y))
  const { kind, classes, columns } = problem
  return { kind, classes, columns, x: numbers(given), y: Float32Array.from(given, ({ y }) => y), testX: numbers(test) }
}

function numbers(examples: Example[]): Float32Array {
  return Float32Array.from(examples.flatMap(({ x }) => x))
}

function scoreOf({ kind }: Problem, right: number[], given: number[]): number {
  const points = right.map((y, i) => (kind === 'regression' ? Math.abs(y - given[i]) : Number(y === given[i])))
  return points.reduce((sum, point) => sum + point, 0) / points.length
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

// Node opens its debugger on this signal, and through it everything in here could be read.
process.on('SIGUSR1', () => undefined)
process.on('disconnect', () => process.exit())
process.on('message', (question: Question) => process.send?.({ id: question.id, ...answer(question) } satisfies Answer))
process.send?.('ready')
