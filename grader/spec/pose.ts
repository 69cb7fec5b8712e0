import type { Profile } from './events'
import type { Exam, Posed, ProblemName, ProblemSize } from './exam'
import { host } from './host'

/** Hands out a problem, in the size of the profile. */
export function pose(problem: ProblemName, sizes: Record<Profile, ProblemSize>): Promise<Posed> {
  const { settings } = host()
  return theExam().pose(problem, sizes[settings.profile], settings.seed)
}

/** Scores lists of answers to the test rows of a problem that was posed, once. */
export function judge(problem: ProblemName, answers: number[][]): Promise<number[]> {
  return theExam().judge(problem, answers)
}

function theExam(): Exam {
  const { exam, settings } = host()
  if (!exam) throw new Error(`${settings.exercise}.spec.ts holds an exam without asking for one: its first comment needs a line @exam`)
  return exam
}
