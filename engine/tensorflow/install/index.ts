import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import lockfile from 'proper-lockfile'
import { engineFolder } from '../../places'
import { addonFolder, fingerprint, type Installation, librariesOf, libraryNames, readInstallation, writeInstallation } from '../installation'
import { ADDON, QUIET } from '../load'
import { smokeTest } from '../smoke'
import { runCommand } from './command'
import { compileAddons } from './compile'
import { type Failure, fromFileSystem, InstallError } from './failure'
import { fetchWheels } from './fetch'
import type { Plan } from './plan'
import { pickPackages, unpackWheel } from './unpack'

export { type Failure, gigabytes, inWords, size } from './failure'
export { type Plan, planFor, type Wishes } from './plan'
export { lookAround } from './system'

/** Bytes of both addons, with room to spare. */
const ADDONS = 1e6

/** How far an installation is. */
export type Step = { kind: 'fetch'; bytes: number; of: number } | { kind: 'unpack' | 'compile' | 'try' }

export interface InstallOptions {
  /** The folder of the course. */
  root: string
  tell: (step: Step) => void
  signal: AbortSignal
}

/**
 * Installs TensorFlow as planned, in a new folder, tries it, and only then switches over with one atomic write. What
 * was there before stays in use until then, and whenever this fails.
 */
export async function install(plan: Plan, options: InstallOptions): Promise<Installation | Failure> {
  const place = engineFolder('tensorflow', options.root)
  return alone(options.root, plan.needed, async (gone): Promise<Installation | Failure> => {
    const free = freeBytes(place)
    if (free < plan.needed) return { kind: 'disk full', folder: place, needed: plan.needed, free }
    const installation = await build(plan, place, { ...options, signal: AbortSignal.any([options.signal, gone]) })
    writeInstallation(options.root, installation)
    return installation
  })
}

/**
 * Builds the addon of an installation anew, for a course that has become newer: TensorFlow itself stays as it is. The
 * old addon stays in use until the new one was tried, and whenever this fails.
 */
export async function rebuild(installation: Installation, compiler: string, { root, tell, signal }: InstallOptions): Promise<'rebuilt' | Failure> {
  return alone(root, ADDONS, async (gone): Promise<'rebuilt' | Failure> => {
    const both = AbortSignal.any([signal, gone])
    const home = addonFolder(root, installation)
    const folder = path.join(home, `addon-${randomBytes(3).toString('hex')}`)
    fs.mkdirSync(folder)
    try {
      tell({ kind: 'compile' })
      await compileAddons({ compiler, folder, home, libraries: librariesOf(root, installation), signal: both })
      tell({ kind: 'try' })
      const tried = await smokeTest(folder, both)
      if (both.aborted) throw new InstallError({ kind: 'stopped' })
      if (tried.kind === 'failed') throw new InstallError({ kind: 'does not train', reason: tried.reason })
      // Programs that run keep the files they have loaded.
      for (const file of [QUIET, ADDON]) fs.renameSync(path.join(folder, file), path.join(home, file))
      return 'rebuilt'
    } finally {
      fs.rmSync(folder, { recursive: true, force: true })
    }
  })
}

/** Takes all of it away. */
export async function remove(root: string): Promise<'removed' | 'nothing there' | Failure> {
  const place = engineFolder('tensorflow', root)
  if (!fs.existsSync(place)) return 'nothing there'
  const failure = await alone(root, 0, async (): Promise<undefined> => {
    fs.rmSync(path.join(place, 'installation.json'), { force: true })
  })
  if (failure) return failure
  // What is left is an empty folder, unless a new installation has begun in it.
  if (fs.readdirSync(place).length === 0) fs.rmdirSync(place)
  return 'removed'
}

/** Works while no other installation does, and clears away what a broken-off one has left. */
async function alone<T>(root: string, needed: number, work: (gone: AbortSignal) => Promise<T>): Promise<T | Failure> {
  const place = engineFolder('tensorflow', root)
  const gone = new AbortController()
  try {
    fs.mkdirSync(place, { recursive: true })
    const release = await lockfile.lock(place, { stale: 10_000, onCompromised: () => gone.abort() }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ELOCKED') throw new InstallError({ kind: 'busy' })
      throw error
    })
    try {
      clearAway(place, root)
      return await work(gone.signal)
    } finally {
      if (!gone.signal.aborted) {
        clearAway(place, root)
        await release()
      }
    }
  } catch (error) {
    if (gone.signal.aborted || !fs.existsSync(place)) return { kind: 'gone', folder: place }
    const failure = error instanceof InstallError ? error.failure : fromFileSystem(error, place, needed)
    if (!failure) throw error
    return failure
  }
}

/** Removes every folder that the record does not name. */
function clearAway(place: string, root: string): void {
  const used = readInstallation(root)?.folder
  for (const entry of fs.readdirSync(place, { withFileTypes: true })) {
    if (entry.isDirectory() && entry.name !== used) fs.rmSync(path.join(place, entry.name), { recursive: true, force: true })
  }
}

async function build(plan: Plan, place: string, { root, tell, signal }: InstallOptions): Promise<Installation> {
  const { version, build, compiler, source } = plan
  const name = `${version}-${build}-${randomBytes(3).toString('hex')}`
  const folder = path.join(place, name)
  fs.mkdirSync(folder)
  const python = source.kind === 'python' ? source.folder : undefined
  const libraries = python ?? path.join(folder, 'tensorflow')
  if (source.kind === 'wheels') {
    const { set, downloader } = source
    await fetchWheels(set, downloader, { folder, needed: plan.needed, tell: (bytes) => tell({ kind: 'fetch', bytes: Math.min(bytes, plan.download), of: plan.download }), signal })
    tell({ kind: 'unpack' })
    await unpack(folder, signal)
    if (build === 'cpu') await dropSymbols(libraries, signal)
  }
  tell({ kind: 'compile' })
  await compileAddons({ compiler, folder, libraries, signal })
  tell({ kind: 'try' })
  const tried = await smokeTest(addonFolder(root, { folder: name }), signal)
  if (signal.aborted) throw new InstallError({ kind: 'stopped' })
  if (tried.kind === 'failed') throw new InstallError({ kind: 'does not train', reason: tried.reason })
  return { folder: name, version: tried.version, build, ...(python && { python }), library: fingerprint(libraries)! }
}

async function unpack(folder: string, signal: AbortSignal): Promise<void> {
  const [wheels, packages] = ['wheels', 'packages'].map((name) => path.join(folder, name))
  if (fs.existsSync(packages)) return pickPackages(packages, folder)
  for (const file of fs.readdirSync(wheels)) {
    const wheel = path.join(wheels, file)
    await unpackWheel(wheel, folder, signal)
    fs.rmSync(wheel)
  }
  fs.rmdirSync(wheels)
}

/** A quarter of the libraries is names for a debugger. Where `strip` is missing, they stay. */
async function dropSymbols(libraries: string, signal: AbortSignal): Promise<void> {
  if (process.platform !== 'linux') return
  await runCommand(['strip', '--strip-unneeded', ...libraryNames().map((name) => path.join(libraries, name))], { signal })
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = fs.statfsSync(folder)
  return bavail * bsize
}
