import { unwatched } from './observe'
import { Todo } from './outcome'
import { isThenable } from './values'

/**
 * What `make` gives; nothing when it throws. For traps and checks that try something which may be refused, whatever
 * it leaves behind. That a part is not written yet still counts.
 */
export function attempt<T>(make: () => T): T | undefined {
  let result: T
  try {
    result = unwatched(make)
  } catch (error) {
    if (error instanceof Todo) throw error
    return undefined
  }
  // Nobody awaits what a function gives that should not have been async.
  if (isThenable(result)) result.then(undefined, () => undefined)
  return result
}
