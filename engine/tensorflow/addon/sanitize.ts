/**
 * `npm run test:addon`: builds the addon with AddressSanitizer, LeakSanitizer and UndefinedBehaviorSanitizer, hands it
 * malformed graphs, and runs the tests of the addon and of compiled nets over it. The sanitizers end the process at the first access out of bounds, use after free or undefined
 * operation; a leak counts when addon/functions.cc has made what was lost. Exits with 1 when something was found, with 2
 * when it cannot be tried here.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { courseRoot } from '../../places'
import { librariesOf, readInstallation } from '../installation'
import { compileAddons } from '../install/compile'

/** Graphs for each of so many seeds. */
const GRAPHS = 2000
const SEEDS = 3

/** What else goes through the addon, all of it. */
const TESTS = ['addon/functions.test.ts', 'compiled/models.test.ts', 'compiled/interference.test.ts']

async function main(): Promise<number> {
  const installation = readInstallation(courseRoot)
  if (!installation || process.platform !== 'linux') {
    console.error(installation ? 'The sanitizers are tried on Linux only.' : 'TensorFlow is not installed: npm run engine -- install tensorflow')
    return 2
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-'))
  try {
    console.log('The addon is built with AddressSanitizer, LeakSanitizer and UndefinedBehaviorSanitizer …')
    const flags = ['-g', '-O1', '-fno-omit-frame-pointer', '-fsanitize=address,undefined', '-fno-sanitize-recover=undefined']
    await compileAddons({ compiler: 'c++', folder, libraries: librariesOf(courseRoot, installation), signal: new AbortController().signal, flags })
    const preload = ['libasan.so', 'libubsan.so'].map((name) => execFileSync('c++', [`-print-file-name=${name}`], { encoding: 'utf8' }).trim()).join(' ')
    const trials: Trial[] = [
      ...Array.from({ length: SEEDS }, (_, i) => ({ what: `${GRAPHS} graphs, seed ${i + 1}`, args: [path.join(__dirname, 'fuzz-child.ts'), folder, String(GRAPHS), String(i + 1)] })),
      ...TESTS.map((test) => ({ what: test, args: [path.join(__dirname, '..', test)] })),
    ]
    const found = trials.filter((trial) => !tryOut(folder, trial, preload))
    return found.length === 0 ? 0 : 1
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}

interface Trial {
  what: string
  /** A program and what it is given. */
  args: string[]
}

function tryOut(folder: string, { what, args }: Trial, preload: string): boolean {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', ...args], {
    cwd: courseRoot,
    encoding: 'utf8',
    maxBuffer: 1e9,
    env: {
      ...process.env,
      LD_PRELOAD: preload,
      // Whichever addon it asks for, it gets the one that was built here; and so do its children.
      NODE_OPTIONS: `--require ${path.join(__dirname, 'sanitized-addon.cjs')}`,
      SANITIZED_ADDON: folder,
      // Node and TensorFlow keep much until they end; what they lose is not looked for, so leaks alone do not end it badly.
      ASAN_OPTIONS: 'detect_leaks=1:exitcode=99:alloc_dealloc_mismatch=0',
      LSAN_OPTIONS: 'exitcode=0:report_objects=0:max_leaks=0',
      UBSAN_OPTIONS: 'print_stacktrace=1',
    },
  })
  const leaks = stderr.split(/\n(?=(?:Direct|Indirect) leak of )/).filter(isOurs)
  // Tests that find no engine are skipped, and would be well without it.
  const isTried = !/^. skipped [1-9]/m.test(stdout)
  const isWell = status === 0 && leaks.length === 0 && isTried
  const isLooked = /LeakSanitizer|Direct leak|Indirect leak/.test(stderr)
  const said = stdout.match(/^. tests \d+|^. pass \d+|^\{.*\}$/gm)?.join(', ') ?? ''
  console.log(`${isWell ? '✓' : '✗'} ${what}${isWell ? `: ${said}${isLooked ? '' : ' (leaks were not looked for: the system does not let LeakSanitizer)'}` : ''}`)
  if (!isWell) console.log(leaks.length > 0 ? leaks.join('\n') : `it ended with ${signal ?? status}\n${[stdout, stderr].map((text) => text.split('\n').slice(-60).join('\n')).join('\n')}`)
  return isWell
}

/** Whether a leak was made by addon/functions.cc or by what it called, and not by Node in its turn. */
function isOurs(leak: string): boolean {
  const frames = leak.split('\n').filter((line) => /^\s+#\d+ /.test(line))
  const ours = frames.findIndex((frame) => frame.includes('addon/functions.cc'))
  return ours >= 0 && !frames.slice(0, ours).some((frame) => frame.includes(process.execPath))
}

void main().then((code) => process.exit(code))
