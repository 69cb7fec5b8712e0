/**
 * What the environment says of compiled steps: `COMPILE=off` turns them off, `COMPILE=explain` tells on the error
 * stream what becomes of each step.
 */
export const settings = {
  on: process.env['COMPILE'] !== 'off',
  aloud: process.env['COMPILE'] === 'explain',
}
