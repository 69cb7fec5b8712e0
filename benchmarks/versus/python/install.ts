import fs from 'node:fs'
import path from 'node:path'
import { runCommand } from '../../../engine/tensorflow/install/command'
import { whyNot } from '../../../engine/tensorflow/install/fetch'
import { inWords as inEnginesWords } from '../../../engine/tensorflow/install'
import type { Failure } from './failure'
import type { Python } from './find'
import type { Packages } from './packages'

/** Where the frameworks of Python lie, below the course's folder and ignored by git; `rm -r` takes them away. */
export function frameworksFolder(root: string): string {
  return path.join(root, '.tensorlings', 'bench')
}

/** The Python that has these packages, if they were installed whole and it is still there. */
export function installed({ name, requirements }: Packages, root: string): string | undefined {
  const folder = path.join(frameworksFolder(root), name)
  const there = fs.existsSync(stamp(folder)) && fs.readFileSync(stamp(folder), 'utf8') === content(requirements)
  // The virtual environment is only a link to a Python, which may have gone.
  return there && fs.existsSync(pythonIn(folder)) ? pythonIn(folder) : undefined
}

/** Written last: without it, an installation was broken off. */
function stamp(folder: string): string {
  return path.join(folder, 'installed.txt')
}

function content(requirements: string[]): string {
  return `${requirements.join('\n')}\n`
}

function pythonIn(folder: string): string {
  return process.platform === 'win32' ? path.join(folder, 'Scripts', 'python.exe') : path.join(folder, 'bin', 'python')
}

/** Where the Python of a virtual environment looks for packages. */
function sitePackages(folder: string, { version }: Python): string {
  return process.platform === 'win32' ? path.join(folder, 'Lib', 'site-packages') : path.join(folder, 'lib', `python${version}`, 'site-packages')
}

export interface InstallOptions {
  root: string
  signal?: AbortSignal
  env?: NodeJS.ProcessEnv
}

/** Fetches packages into a virtual environment of their own. Gives its Python. What fails leaves nothing. */
export async function install(packages: Packages, python: Python, options: InstallOptions): Promise<{ kind: 'installed'; python: string } | Failure> {
  const folder = path.join(frameworksFolder(options.root), packages.name)
  const clear = () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  clear()
  fs.mkdirSync(folder, { recursive: true })
  // Ctrl-C ends this process before it could go on here; by then the signal has stopped pip.
  process.on('exit', clear)
  const result = await fetchInto(folder, packages, python, options)
  process.off('exit', clear)
  if (result.kind !== 'installed') clear()
  return result
}

async function fetchInto(folder: string, packages: Packages, python: Python, { signal, env }: InstallOptions): ReturnType<typeof install> {
  const { title, requirements, index, download, kept } = packages
  const { bavail, bsize } = fs.statfsSync(folder)
  const [needed, free] = [download + kept, bavail * bsize]
  if (free < needed) return { kind: 'disk full', title, folder, needed, free }

  const own = pythonIn(folder)
  const fetchAll = ['-m', 'pip', 'install', '--no-input', '--no-cache-dir', '--disable-pip-version-check', '--progress-bar', 'off', ...(index ? ['--index-url', index] : []), ...requirements]
  const steps =
    python.installer === 'pip'
      ? [[python.command, '-m', 'venv', '--without-pip', folder], [python.command, ...fetchAll, '--target', sitePackages(folder, python)]]
      : [[python.command, '-m', 'venv', folder], [own, ...fetchAll]]
  // Whole files are kept there before they are unpacked, and the system's own folder for that may be small.
  const temporary = path.join(folder, 'temporary')
  fs.mkdirSync(temporary)
  for (const step of steps) {
    const { code, output } = await runCommand(step, { signal, env: { TMPDIR: temporary, ...env } })
    if (code === 0) continue
    if (signal?.aborted) return { kind: 'stopped', title }
    const why = whyNot(output, 'pip', folder, needed)
    return { kind: 'not fetched', title, reason: why.kind === 'not fetched' ? why.reason : inEnginesWords(why) }
  }
  fs.rmSync(temporary, { recursive: true, force: true })
  fs.writeFileSync(stamp(folder), content(requirements))
  return { kind: 'installed', python: own }
}

/** Whether an index has these packages and can be reached; asked as pip would, or else directly. */
export async function offers(index: string, { requirements }: Packages, python: Python, { env, signal }: Pick<InstallOptions, 'env' | 'signal'> = {}): Promise<boolean> {
  const [name] = requirements[0].split('==')
  if (python.installer === 'venv') return fetch(`${index}/${name}/`, { signal: AbortSignal.timeout(10_000) }).then(({ ok }) => ok, () => false)
  const { code } = await runCommand([python.command, '-m', 'pip', 'index', 'versions', name, '--index-url', index, '--retries', '0', '--timeout', '10'], { env, signal })
  return code === 0
}
