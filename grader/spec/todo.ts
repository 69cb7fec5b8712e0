import { Todo } from './outcome'

/** Marks a body that the learner writes. Reaching it makes a verdict `unattempted`, never `wrong`. */
export function todo(what: string): never {
  throw new Todo(what)
}
