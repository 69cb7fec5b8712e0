/**
 * What specs and exercises import, as `#datasets`. Plain typed arrays, never tensors: what is made of them is up
 * to whoever asks.
 */
export { balancedDigits } from './balanced'
export { DataError, type Failure } from './failure'
export { type Digits, mnist, type Mnist } from './mnist'
export * as toys from './toys'
