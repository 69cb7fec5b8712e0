/** Everything that exercises, specs and solutions import, as `#spec`. */
import { takeCare } from './care'

export { attempt } from './attempt'
export { bar } from './bar'
export { type Batch, multiHotBatches } from './batches'
export { check, trap } from './check'
export { type Posed, type ProblemKind, type ProblemName, PROBLEMS } from './exam'
export { expect } from './expect'
export { unwatched } from './observe'
export { judge, pose } from './pose'
export { messageOf, showsNumber } from './refusal'
export { startValuesLeft } from './start-values'
export { todo } from './todo'
export { train } from './train'

takeCare()
