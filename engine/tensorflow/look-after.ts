import fs from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type Unavailable, unavailable } from '../engine'
import { addonFolder, fingerprint, type Installation, librariesOf, readInstallation, writeInstallation } from './installation'
import { ADDON, QUIET } from './load'
import { fromFileSystem } from './install/failure'
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
  if (isDeepStrictEqual(now, installation.library)) return { kind: 'well' }
  const tried = await smokeTest(folder)
  if (tried.kind === 'failed') return unavailable(`the TensorFlow in ${shown(libraries)} has changed and no longer works here: ${tried.reason}`, INSTALL)
  remember(root, { ...installation, version: tried.version, library: now })
  const what = now.processor === installation.library.processor ? `in ${shown(libraries)} has changed (${tried.version})` : 'is on another machine than before'
  return { kind: 'well', note: `the TensorFlow ${what}; it was tried and works` }
}

/** Saves the next start the trial, where that can be written down and nothing else was installed meanwhile. */
function remember(root: string, installation: Installation): void {
  if (readInstallation(root)?.folder !== installation.folder) return
  try {
    writeInstallation(root, installation)
  } catch (error) {
    // On a read-only disk it is tried at each start.
    if (!fromFileSystem(error, root, 0)) throw error
  }
}

/** The installation, if there is one and it trains, and whether its addon can compile steps: an older one cannot. */
export async function healthy(root: string): Promise<{ installation: Installation; compilesSteps: boolean } | undefined> {
  const installation = readInstallation(root)
  if (!installation || (await lookAfter(installation, root)).kind !== 'well') return undefined
  const tried = await smokeTest(addonFolder(root, installation))
  return tried.kind === 'works' ? { installation, compilesSteps: tried.compilesSteps } : undefined
}
