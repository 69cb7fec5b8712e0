import fs from 'node:fs'
import path from 'node:path'
import { type Unavailable, unavailable } from '../engine'
import { addonFolder, fingerprint, type Installation, librariesOf, readInstallation, writeInstallation } from './installation'
import { ADDON, QUIET } from './load'
import { smokeTest } from './smoke'

/** The command that installs TensorFlow, or mends what has become of it. */
export const INSTALL = 'npm run engine -- install tensorflow'

/**
 * Whether everything of an installation is still there. Libraries that were exchanged (pip upgraded them) are tried
 * before they are used.
 */
export async function lookAfter(installation: Installation, root: string): Promise<{ kind: 'well'; note?: string } | Unavailable> {
  const folder = addonFolder(root, installation)
  const libraries = librariesOf(root, installation)
  const shown = (place: string) => (path.relative(root, place).startsWith('..') ? place : path.relative(root, place))
  if (![ADDON, QUIET].every((file) => fs.existsSync(path.join(folder, file)))) return unavailable(`its files in ${shown(folder)} are gone`, INSTALL)
  const now = fingerprint(libraries)
  if (!now) return unavailable(installation.python ? `the Python TensorFlow it used, ${libraries}, is gone` : `its libraries in ${shown(libraries)} are gone`, INSTALL)
  const { bytes, changed } = installation.library
  if (now.bytes === bytes && now.changed === changed) return { kind: 'well' }
  const tried = await smokeTest(folder)
  if (tried.kind === 'failed') return unavailable(`the TensorFlow in ${shown(libraries)} has changed and no longer works here: ${tried.reason}`, INSTALL)
  writeInstallation(root, { ...installation, version: tried.version, library: now })
  return { kind: 'well', note: `the TensorFlow in ${shown(libraries)} has changed to ${tried.version}; it was tried and works` }
}

/** The installation, if there is one and it is well. */
export async function healthy(root: string): Promise<Installation | undefined> {
  const installation = readInstallation(root)
  return installation && (await lookAfter(installation, root)).kind === 'well' ? installation : undefined
}
