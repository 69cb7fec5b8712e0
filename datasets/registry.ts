import { BOSTON } from './boston'
import type { Dataset } from './dataset'
import { IMDB } from './imdb'
import { MNIST } from './mnist'
import { REUTERS } from './reuters'

/** Every data set of the course, in the order in which chapters meet them. A new one: its own file, then a line here. */
export const datasets: Dataset[] = [MNIST, IMDB, REUTERS, BOSTON]
