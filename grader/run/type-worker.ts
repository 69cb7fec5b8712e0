import type { TypeAnswer, TypeQuestion } from './type-checker'
import { typeErrors } from './type-check'

/** The process behind `TypeChecker`. */
process.on('message', ({ id, file }: TypeQuestion) => {
  const answer: TypeAnswer = { id, errors: typeErrors(file) }
  process.send?.(answer)
})
process.on('disconnect', () => process.exit())
