import fs from 'node:fs'
import path from 'node:path'
import { type EngineName, offeredEngines } from '../../engine'
import type { Course, Exercise } from '../course/course'
import { type Abilities, abilitiesFile, type Ability, readAbilities } from '../run/abilities'
import type { Result } from '../run/result'
import { Runner } from '../run/runner'
import { inWords } from '../spec/outcome'

/** A reason is cut to so many characters: it stands in a line beside others. */
const SHORT = 120

/**
 * Runs the references on every engine that starts here, in the quick profile, and writes down which of them pass.
 * What was measured before, of other exercises or on engines that only other machines have, is kept.
 *
 * @returns 0, also when references fail: that is what is measured
 */
export async function measureAbilities(course: Course, exercises: Exercise[]): Promise<number> {
  const { version } = JSON.parse(fs.readFileSync(path.join(course.root, 'package.json'), 'utf8')) as { version: string }
  for (const name of offeredEngines) {
    const ability = await tryAll(course, exercises, name, version)
    // The file is read anew each time: a run takes minutes, and another machine's may have come in between.
    if (ability) save(course, name, ability)
  }
  return 0
}

/** @returns nothing when the engine does not start */
async function tryAll(course: Course, exercises: Exercise[], engine: EngineName, version: string): Promise<Ability | undefined> {
  let problem: string | undefined
  const runner = new Runner(course.root, { onEngine: (found) => (problem = typeof found === 'string' ? found : undefined), engine })
  const failed: Record<string, string> = {}
  try {
    for (const { key, id } of exercises) {
      const result = await runner.run({ exercise: key, subject: 'solutions', profile: 'quick' }).result
      if (problem !== undefined) {
        console.log(`- ${engine} does not start here, so it was not tried (${problem})`)
        return undefined
      }
      if (!result) throw new Error('a run was broken off')
      const reason = reasonOf(result)
      if (reason) failed[key] = reason
      console.log(`${reason ? '✗' : '✓'} ${engine.padEnd(10)} ${id.padEnd(5)} ${result.seconds.toFixed(1).padStart(6)} s${reason ? `   ${reason}` : ''}`)
    }
  } finally {
    runner.close()
  }
  return { version, tried: exercises.map(({ key }) => key), failed }
}

/** Why a reference does not pass, in a short line. */
function reasonOf({ verdict }: Result): string | undefined {
  if (verdict.kind === 'passed') return undefined
  const [line] = inWords(verdict).split('\n')
  return line.length <= SHORT ? line : `${line.slice(0, SHORT - 2)} …`
}

function save(course: Course, name: EngineName, ability: Ability): void {
  const abilities = readAbilities(course.root)
  const merged: Abilities = { ...abilities, [name]: merge(course, abilities[name], ability) }
  fs.writeFileSync(abilitiesFile(course.root), `${JSON.stringify(merged, null, 2)}\n`)
}

/** What was tried now counts over what was tried before; exercises that are no longer there are dropped. */
export function merge(course: Pick<Course, 'exercises'>, before: Ability | undefined, now: Ability): Ability {
  const keys = course.exercises.map(({ key }) => key)
  const tried = keys.filter((key) => now.tried.includes(key) || before?.tried.includes(key))
  const reasonFor = (key: string) => (now.tried.includes(key) ? now : before)?.failed[key]
  const failed = Object.fromEntries(tried.flatMap((key) => (reasonFor(key) === undefined ? [] : [[key, reasonFor(key)!]])))
  return { version: now.version, tried, failed }
}
