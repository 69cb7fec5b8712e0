/** Made-up data in place of real sets that are not on the machine: the same form, and much the same to learn from. */
export { imdbStandIn } from './imdb'
export { reutersStandIn } from './reuters'
