import { runCommand } from '../../../engine/tensorflow/install/command'
import type { Failure } from './failure'
import { PYTHONS } from './packages'

/** A Python that can run TensorFlow 2.21 and PyTorch. */
export interface Python {
  command: string
  version: string
  /** What puts packages beside it: its own pip, or the one that its venv module brings. */
  installer: 'pip' | 'venv'
}

const PROBE = `
import importlib.util as u, json, sys
has = lambda name: u.find_spec(name) is not None
print(json.dumps({'version': '%d.%d' % sys.version_info[:2], 'pip': has('pip'), 'venv': has('venv'), 'ensurepip': has('ensurepip')}))
`

interface Probed {
  version: string
  pip: boolean
  venv: boolean
  ensurepip: boolean
}

/** The first Python on the search path that fits, the plain `python3` before others; `env` is added to the environment. */
export async function findPython(env: NodeJS.ProcessEnv = {}): Promise<Python | Failure> {
  // On a Mac without its command line tools, asking for Python opens a window.
  if (process.platform === 'darwin' && (await runCommand(['xcode-select', '-p'], { env })).code !== 0) return { kind: 'no python' }
  const found: Probed[] = []
  for (const command of ['python3', ...PYTHONS.map((version) => `python${version}`), 'python']) {
    const probed = await probe(command, env)
    if (!probed) continue
    found.push(probed)
    const installer = installerOf(probed)
    if (PYTHONS.includes(probed.version) && installer) return { command, version: probed.version, installer }
  }
  if (found.length === 0) return { kind: 'no python' }
  const fit = found.find(({ version }) => PYTHONS.includes(version))
  if (fit) return { kind: 'no pip', version: fit.version }
  return { kind: 'unfit python', found: [...new Set(found.map(({ version }) => version))], fit: PYTHONS }
}

function installerOf({ pip, venv, ensurepip }: Probed): Python['installer'] | undefined {
  if (!venv) return undefined
  return pip ? 'pip' : ensurepip ? 'venv' : undefined
}

async function probe(command: string, env: NodeJS.ProcessEnv): Promise<Probed | undefined> {
  const { code, output } = await runCommand([command, '-c', PROBE], { env })
  const line = output.split('\n').find((text) => text.startsWith('{'))
  return code === 0 && line ? (JSON.parse(line) as Probed) : undefined
}
