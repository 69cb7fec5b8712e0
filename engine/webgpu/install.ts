import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import lockfile from 'proper-lockfile'
import { engineFolder } from '../places'
import { npmInstall, type Failure, failure, writeFailure } from './npm'
import { smokeTest } from './smoke'

/** What the command fetches, for those who are asked first. Sizes in bytes: fetched, and kept when it is done. */
export const webgpuDownload = {
  what: 'webgpu 0.6.2 from npm: Dawn, which is the WebGPU of Chrome, for Node',
  from: "npm's registry, the one that npm is set to here",
  fetched: 51_300_000,
  /** At most: the builds for other systems are deleted, and that for Windows on ARM is the largest. */
  kept: 41_000_000,
  /** While it is unpacked. */
  atWork: 138_000_000,
  folder: (root: string) => engineFolder('webgpu', root),
}

const VERSION = '0.6.2'

/** The systems it has builds for; macOS has one for both processors. */
const BUILDS = ['darwin-universal', 'linux-arm64', 'linux-x64', 'win32-arm64', 'win32-x64']

export interface InstallOptions {
  /** The folder of the course. */
  root: string
  /** Told what is done, a sentence at a time. */
  tell: (sentence: string) => void
  signal?: AbortSignal
}

export type Installed = { kind: 'installed'; device: string; isNew: boolean } | Failure

/**
 * Puts the package `webgpu` into the course's folder: fetched beside its place, tried in a process of its own, and
 * then moved there. Whatever fails, what was there before is still there. Needs nothing that it has already.
 */
export async function installWebgpu({ root, tell, signal }: InstallOptions): Promise<Installed> {
  const build = process.platform === 'darwin' ? 'darwin-universal' : `${process.platform}-${process.arch}`
  if (!BUILDS.includes(build)) return failure(`webgpu has no build for ${process.platform} on ${process.arch}`)
  const folder = engineFolder('webgpu', root)
  const release = await enter(path.dirname(folder))
  if (typeof release !== 'function') return release
  try {
    return (await asItIs(folder, signal)) ?? (await anew(folder, build, tell, signal))
  } catch (error) {
    return writeFailure(folder, error)
  } finally {
    await release()
  }
}

/** Takes the package away again. Gives whether there was one. */
export async function removeWebgpu(root: string): Promise<boolean | Failure> {
  const folder = engineFolder('webgpu', root)
  const isThere = fs.existsSync(folder)
  if (!isThere && leftovers(folder).length === 0) return false
  const release = await enter(path.dirname(folder))
  if (typeof release !== 'function') return release
  try {
    for (const place of [folder, ...leftovers(folder)]) fs.rmSync(place, { recursive: true, force: true })
    return isThere
  } catch (error) {
    return writeFailure(folder, error)
  } finally {
    await release()
  }
}

/** One installation at a time: it cleans up after those that were ended in the middle. */
async function enter(parent: string): Promise<(() => Promise<void>) | Failure> {
  try {
    fs.mkdirSync(parent, { recursive: true })
    return await lockfile.lock(parent, { lockfilePath: path.join(parent, 'webgpu.lock') })
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ELOCKED' ? failure('another installation of webgpu is under way') : writeFailure(parent, error)
  }
}

async function asItIs(folder: string, signal?: AbortSignal): Promise<Installed | undefined> {
  if (versionIn(folder) !== VERSION) return undefined
  const start = await smokeTest(folder, signal)
  return start.kind === 'started' ? { kind: 'installed', device: start.device, isNew: false } : undefined
}

async function anew(folder: string, build: string, tell: InstallOptions['tell'], signal?: AbortSignal): Promise<Installed> {
  for (const left of leftovers(folder)) fs.rmSync(left, { recursive: true, force: true })
  const fresh = `${folder}.new-${randomUUID()}`
  try {
    const { bavail, bsize } = fs.statfsSync(path.dirname(folder))
    if (bavail * bsize < webgpuDownload.atWork) return failure(`the disk is too full: ${path.dirname(folder)} needs ${Math.round(webgpuDownload.atWork / 1e6)} MB`)
    fs.cpSync(path.join(__dirname, 'npm'), fresh, { recursive: true })
    tell(`Fetching webgpu ${VERSION} with npm.`)
    const failed = await npmInstall(fresh, signal)
    if (failed) return failed
    // On a full disk npm can end well and leave empty files.
    if (versionIn(fresh) !== VERSION) return failure('npm fetched webgpu only in part: is the disk full?')
    keepOnly(build, fresh)
    tell('Trying it: a product of two matrices on the GPU.')
    const start = await smokeTest(fresh, signal)
    if (signal?.aborted) return failure('it was stopped')
    if (start.kind === 'unavailable') return failure(`webgpu was fetched, but does not work here: ${start.reason}`)
    replace(folder, fresh)
    return { kind: 'installed', device: start.device, isNew: true }
  } finally {
    fs.rmSync(fresh, { recursive: true, force: true })
  }
}

function versionIn(folder: string): string | undefined {
  try {
    return (JSON.parse(fs.readFileSync(path.join(folder, 'node_modules', 'webgpu', 'package.json'), 'utf8')) as { version: string }).version
  } catch {
    return undefined
  }
}

function keepOnly(build: string, folder: string): void {
  const builds = path.join(folder, 'node_modules', 'webgpu', 'dist')
  for (const other of fs.readdirSync(builds)) if (other !== build) fs.rmSync(path.join(builds, other), { recursive: true })
}

/** Moves the folder into its place; what was there goes first, and comes back if that fails. */
function replace(folder: string, fresh: string): void {
  const old = `${folder}.old-${randomUUID()}`
  const hadOne = fs.existsSync(folder)
  if (hadOne) fs.renameSync(folder, old)
  try {
    fs.renameSync(fresh, folder)
  } catch (error) {
    if (hadOne) fs.renameSync(old, folder)
    throw error
  }
  fs.rmSync(old, { recursive: true, force: true })
}

/** What installations that were ended in the middle have left. */
function leftovers(folder: string): string[] {
  const [parent, name] = [path.dirname(folder), path.basename(folder)]
  if (!fs.existsSync(parent)) return []
  const isLeft = (entry: string) => entry.startsWith(`${name}.new-`) || entry.startsWith(`${name}.old-`)
  return fs.readdirSync(parent).filter(isLeft).map((entry) => path.join(parent, entry))
}
