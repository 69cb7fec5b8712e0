import readline from 'node:readline/promises'
import { size } from '../../engine/tensorflow/install'
import { type Failure, inWords } from './python/failure'
import { findPython, type Python } from './python/find'
import { install, installed, offers } from './python/install'
import { kerasFor, type Machine, type Packages, torchFor } from './python/packages'

export const frameworkNames = ['keras', 'torch'] as const
export type FrameworkName = (typeof frameworkNames)[number]

/** The Python to run a framework with, or why it cannot be had, in a sentence. */
export type Framework = { kind: 'here'; python: string } | { kind: 'missing'; why: string }

export interface FrameworkOptions {
  root: string
  machine: Machine
  without: FrameworkName[]
  /** Whether what is missing may be fetched: `ask` does where there is a terminal to ask on, else it is told and done. */
  fetch: 'ask' | 'yes' | 'no'
  /** Says something to the person in front of it. */
  tell: (text: string) => void
  signal: AbortSignal
}

/** Keras and PyTorch, each in a folder of its own; what is missing is fetched through pip, after saying what and how big. */
export async function frameworks(options: FrameworkOptions): Promise<Record<FrameworkName, Framework>> {
  const { root, machine, without, fetch, tell, signal } = options
  const found: Record<FrameworkName, Framework> = { keras: leftOut('keras'), torch: leftOut('torch') }
  const missing: { name: FrameworkName; choices: Packages[] }[] = []
  for (const name of frameworkNames) {
    if (without.includes(name)) continue
    const offered = name === 'keras' ? kerasFor(machine) : torchFor(machine)
    const packages = offered === undefined ? [] : [offered].flat()
    const python = packages.map((some) => installed(some, root)).find((file) => file !== undefined)
    if (python) found[name] = { kind: 'here', python }
    else if (packages.length === 0) found[name] = missingFor({ kind: 'unsupported', title: 'TensorFlow 2.21', system: `${machine.platform} on ${machine.arch}` })
    else missing.push({ name, choices: packages })
  }
  if (missing.length === 0) return found
  if (fetch === 'no') {
    for (const { name, choices: [{ title }] } of missing) found[name] = missingFor({ kind: 'not wanted', title })
    return found
  }
  const python = await findPython()
  if ('kind' in python) {
    for (const { name } of missing) found[name] = missingFor(python)
    return found
  }
  const plans = await Promise.all(missing.map(async ({ name, choices }) => ({ name, ...(await within(choices, python, signal)) })))
  tell(announcement(plans))
  const isWanted = fetch === 'yes' || (await agrees(tell))
  for (const { name, packages } of plans) {
    if (!isWanted) {
      found[name] = missingFor({ kind: 'not wanted', title: packages.title })
      continue
    }
    tell(`Fetching ${packages.title} …`)
    const result = await install(packages, python, { root, signal })
    found[name] = result.kind === 'installed' ? { kind: 'here', python: result.python } : missingFor(result)
  }
  return found
}

function leftOut(name: FrameworkName): Framework {
  return { kind: 'missing', why: `left out by --without ${name}` }
}

function missingFor(failure: Failure): Framework {
  return { kind: 'missing', why: inWords(failure) }
}

/** What will be fetched, and what would have been if its index could be reached. */
export interface Plan {
  packages: Packages
  instead?: Packages
}

/** The first of several packages that can be reached; the last one is not asked about. */
async function within(offered: Packages[], python: Python, signal: AbortSignal): Promise<Plan> {
  const [packages, ...others] = offered
  if (others.length === 0 || !packages.index || (await offers(packages.index, packages, python, { signal }))) return { packages }
  return { packages: others[0], instead: packages }
}

/** What will be fetched, from where, how big. */
export function announcement(plans: Plan[]): string {
  const lines = plans.flatMap(({ packages: { title, requirements, index, download, kept }, instead }) => [
    `  ${title}: ${requirements.join(' ')}`,
    `    about ${size(download)} to fetch through pip from ${index ?? 'the index that pip is set up for'};`,
    `    ${size(kept)} on the disk, below .tensorlings/bench`,
    ...(instead ? [`    That large because it comes with NVIDIA's libraries: ${instead.index}, which has it without them (${size(instead.download)}), cannot be reached.`] : []),
    ...(download > LARGE ? [`    \`--without ${title === 'Keras' ? 'keras' : 'torch'}\` leaves it out.`] : []),
  ])
  return ['What the engine is compared with has to be fetched, once:', ...lines].join('\n')
}

const LARGE = 1e9

async function agrees(tell: (text: string) => void): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    tell('Nobody can be asked here, so it is fetched now; Ctrl-C stops it.')
    return true
  }
  const prompt = readline.createInterface({ input: process.stdin, output: process.stdout })
  const answer = await prompt.question('Fetch it? (Y/n) ')
  prompt.close()
  return !/^n/i.test(answer.trim())
}
