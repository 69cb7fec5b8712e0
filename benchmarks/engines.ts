import fs from 'node:fs'
import path from 'node:path'
import { examine } from '../engine/examine'
import type { Measured } from '../engine/measured'

/**
 * One training step of the digits net on every engine of this machine. With `write`, the figures become those that
 * the walk names when it offers to install a faster engine.
 */
export async function benchEngines(root: string, write: boolean): Promise<void> {
  const { machine, engines } = await examine()
  const measured: Measured = { machine: `${machine.cpu.model}, ${machine.cpu.cores} cores`, step: {} }
  for (const engine of engines) if (engine.kind === 'usable') measured.step[engine.name] = Math.round(engine.speed.step * 10) / 10
  console.log(`One training step of 784-512-10, batch 128, on each engine (${measured.machine}):\n`)
  for (const [name, ms] of Object.entries(measured.step)) console.log(`  ${name.padEnd(28)}${ms.toFixed(1).padStart(8)} ms`)
  if (write) fs.writeFileSync(path.join(root, 'engine', 'measured.json'), `${JSON.stringify(measured, null, 2)}\n`)
}
