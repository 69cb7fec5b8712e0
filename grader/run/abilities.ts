import fs from 'node:fs'
import path from 'node:path'
import type { EngineName } from '../spec/events'

/**
 * `solutions/engines.json`: which exercises' references pass on which engine, in the quick profile. Written by
 * `npm run author -- engines`, on the machines that have the engines.
 */
export type Abilities = Partial<Record<EngineName, Ability>>

/** What was tried on one engine, and what of it failed. */
export interface Ability {
  /** The version of the kit that was tried. */
  version: string
  /** Keys of exercises: `04-mnist/01-prepare-digits`. */
  tried: string[]
  /** Why each that failed did, in a short line. */
  failed: Record<string, string>
}

export function abilitiesFile(root: string): string {
  return path.join(root, 'solutions', 'engines.json')
}

export function readAbilities(root: string): Abilities {
  const file = abilitiesFile(root)
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Abilities) : {}
}
