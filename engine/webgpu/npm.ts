import { spawn } from 'node:child_process'
import path from 'node:path'

/** Why it could not be installed, or removed: one clause without a full stop. */
export interface Failure {
  kind: 'failed'
  reason: string
}

export function failure(reason: string): Failure {
  return { kind: 'failed', reason }
}

/**
 * Fetches what `package.json` and `package-lock.json` in a folder name into its `node_modules`, checksums compared
 * and no script run. Gives why it failed, if it did.
 */
export function npmInstall(folder: string, signal?: AbortSignal): Promise<Failure | undefined> {
  const child = spawn('npm', ['ci', '--prefix', '.', ...QUIETLY], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
    // On Windows npm is a script of the shell.
    shell: process.platform === 'win32',
  })
  let complained = ''
  child.stderr.on('data', (text) => (complained += String(text)))
  return new Promise((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (signal?.aborted) resolve(failure('it was stopped'))
      else resolve(failure(error.code === 'ENOENT' ? 'npm was not found; it comes with Node.js' : `npm could not be started: ${error.message}`))
    })
    child.on('close', (code, ended) => resolve(code === 0 ? undefined : failure(whyNpmFailed(complained, folder) ?? `npm ended with ${ended ?? `exit code ${code}`}`)))
  })
}

const QUIETLY = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error', '--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=3000']

/** What npm complained of, as a clause; it names its errors in lines such as `npm error code ENOTFOUND`. */
export function whyNpmFailed(complained: string, folder: string): string | undefined {
  const lines = complained.split('\n').flatMap((line) => /^npm (?:error|ERR!) (.+)$/.exec(line.trim())?.[1] ?? [])
  const code = lines.find((line) => line.startsWith('code '))?.slice('code '.length)
  return (code && reasonOf(code, folder)) ?? lines.find((line) => !line.startsWith('code ')) ?? (complained.trim().split('\n')[0] || undefined)
}

/** What could not be written, as a clause. */
export function writeFailure(folder: string, error: unknown): Failure {
  const { code, message } = error as NodeJS.ErrnoException
  return failure((code && reasonOf(code, folder)) ?? message)
}

function reasonOf(code: string, folder: string): string | undefined {
  if (/^(ENOTFOUND|EAI_AGAIN|ECONN\w+|E?TIMEDOUT|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH|EHOSTUNREACH|FETCH_ERROR)$/.test(code)) return `npm's registry could not be reached (${code})`
  if (/CERT|UNABLE_TO/.test(code)) return `npm does not trust the certificate of its registry (${code})`
  if (/^E(40\d|TARGET|NOVERSIONS)$/.test(code)) return `npm's registry does not give it out (${code})`
  if (code === 'EINTEGRITY') return 'what npm fetched is not what was published: its checksum is another one'
  if (code === 'ENOSPC') return 'the disk is full'
  if (/^(EACCES|EPERM|EROFS)$/.test(code)) return `${path.dirname(folder)} may not be written to (${code})`
  return undefined
}
