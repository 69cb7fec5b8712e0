import type { EngineName } from '../../../engine'
import type { Course } from '../../course/course'
import type { Abilities } from '../../run/abilities'

/** Which exercises of the course an engine can do, by id (`4.1`), as far as that was measured. */
export interface Doable {
  engine: EngineName
  passed: string[]
  failed: { exercise: string; reason: string }[]
  /** Nobody has tried these on this engine. */
  untried: string[]
}

export function doable(course: Pick<Course, 'exercises'>, abilities: Abilities, engine: EngineName): Doable {
  const { tried = [], failed = {} } = abilities[engine] ?? {}
  const result: Doable = { engine, passed: [], failed: [], untried: [] }
  for (const { id, key } of course.exercises) {
    if (!tried.includes(key)) result.untried.push(id)
    else if (failed[key] === undefined) result.passed.push(id)
    else result.failed.push({ exercise: id, reason: failed[key] })
  }
  return result
}
