import type { Dataset } from './dataset'
import { MNIST } from './mnist'

/** Every data set of the course, in the order in which chapters meet them. A new one: its own file, then a line here. */
export const datasets: Dataset[] = [MNIST]
