/**
 * Installs the packages when they are missing or no longer those of package-lock.json, then gives way to the
 * command. Plain JavaScript without dependencies: at a fresh clone nothing else is there.
 *
 *     node grader/setup.mjs && …
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const [major, minor] = process.versions.node.split('.').map(Number)
const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24
if (!fits) {
  console.error(`Tensorlings needs Node 20.19, 22.13, 24 or newer; this is ${process.version}. Get one from https://nodejs.org.`)
  process.exit(1)
}

const reason = whyInstall()
if (reason) {
  console.error(`${reason}: running npm ci (about 500 MB in node_modules, once) …`)
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: ['inherit', process.stderr, 'inherit'], shell: process.platform === 'win32' })
  if (status !== 0) {
    console.error('\nThe packages could not be installed: see the message above. Is there a network? `npm ci` tries again.')
    process.exit(1)
  }
}

/** @returns {string | undefined} why the packages have to be installed, if they have to */
function whyInstall() {
  const installed = path.join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return 'The packages are not installed yet'
  const read = (file) => JSON.parse(readFileSync(file, 'utf8')).packages
  const [wanted, there] = [read(path.join(root, 'package-lock.json')), read(installed)]
  const isOther = ([name, { version, optional }]) => name !== '' && !optional && there[name]?.version !== version
  return Object.entries(wanted).some(isOther) ? 'The packages have changed' : undefined
}
