import { todo } from '#spec'

/**
 * Moves one weight a little down and a little up, looks at the loss, and says which way the weight should go.
 *
 * @param loss gives the loss for a value of the weight. Each call is a whole forward pass of the network, so it is
 *   called twice and no more
 * @param w the weight as it is now
 * @param eps how far to move it, above 0
 * @returns `left`: the loss at w − eps · `right`: the loss at w + eps · `slope`: by how much the loss rises when the
 *   weight rises by 1, measured from left to right: (right − left) / (2 · eps) · `step`: what to add to the weight so
 *   that the loss falls: −eps where the slope is above 0, +eps where it is below, however steep it is; 0 where the slope
 *   is 0
 */
export function nudge(
  loss: (w: number) => number,
  w: number,
  eps: number,
): { left: number; right: number; slope: number; step: number } {
  todo('two losses, the slope between them, a step downhill')
}

/**
 * How many forward passes it takes to nudge every weight of a network once.
 *
 * @param coefficients how many weights and biases the network has, 0 or more
 */
export function forwardPasses(coefficients: number): number {
  todo('the price of one nudge, times the number of weights')
}
