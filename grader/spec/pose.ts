import type { Profile } from './events'
import type { Exam, Posed, ProblemName, ProblemSize } from './exam'
import { host, type Host } from './host'

/**
 * Taken once, before the learner's file is loaded, and then out of its sight: whoever could put something else in its
 * place would judge themselves.
 */
const exam = taken()

/** Whether this spec is an exam. */
export const holdsExam = exam !== undefined

/** Hands out a problem, in the size of the profile. */
export function pose(problem: ProblemName, sizes: Record<Profile, ProblemSize>): Promise<Posed> {
  const { settings } = host()
  return theExam().pose(problem, sizes[settings.profile], settings.seed)
}

/** Scores the answers to the test rows of a problem that was posed, and beside them those of single runs; once. */
export async function judge(problem: ProblemName, answers: number[], ofRuns: number[][]): Promise<{ score: number; ofRuns: number[] }> {
  const [score, ...others] = await theExam().judge(problem, [answers, ...ofRuns])
  host().emit({ type: 'handed in', problem, runs: ofRuns.length })
  return { score, ofRuns: others }
}

function theExam(): Exam {
  if (!exam) throw new Error(`${host().settings.exercise}.spec.ts holds an exam without asking for one: its first comment needs a line @exam`)
  return exam
}

function taken(): Exam | undefined {
  // Tests of single files have no host.
  const lender = globalThis.tensorlings as Host | undefined
  const lent = lender?.exam
  if (lender) delete lender.exam
  return lent && { pose: lent.pose, judge: lent.judge }
}
