import path from 'node:path'
import { libraryNames } from '../installation'
import { ADDON, QUIET } from '../load'
import { runCommand } from './command'
import { InstallError } from './failure'
import { checkUpstream } from './upstream'

export interface CompileOptions {
  compiler: string
  /** The folder that gets the addons. */
  folder: string
  /** The folder they will be moved to, when that is another one. */
  home?: string
  /** The folder of TensorFlow's libraries, with its headers in `include`. */
  libraries: string
  signal: AbortSignal
  /** More flags for the compiler: sanitizers, when the addon itself is tested. */
  flags?: string[]
}

/**
 * Compiles what stands between Node and TensorFlow from the binding sources in @tensorflow/tfjs-node-gpu, which are
 * left where they are, and from addon/functions.cc beside them. The result works on every Node with Node-API 8, and
 * finds libraries below its own folder also when the course is moved.
 */
export async function compileAddons({ compiler, folder, home = folder, libraries, signal, flags = [] }: CompileOptions): Promise<void> {
  const isMac = process.platform === 'darwin'
  const binding = path.dirname(require.resolve('@tensorflow/tfjs-node-gpu/package.json'))
  checkUpstream(path.join(binding, 'binding'))
  const nodeHeaders = path.join(path.dirname(require.resolve('node-api-headers/package.json')), 'include')
  const here = isMac ? '@loader_path' : '$ORIGIN'
  // Libraries of the installation itself are found from the addon, so that the course can be moved; Python's stay where they are.
  const isOwn = !path.relative(home, libraries).startsWith('..')
  const runPaths = isOwn ? [...new Set([home, folder])].map((from) => `${here}/${path.relative(from, libraries)}`) : [libraries]
  const shared = isMac ? ['-bundle', '-undefined', 'dynamic_lookup'] : ['-shared', '-fPIC']
  const common = [...shared, '-O2', '-DNAPI_VERSION=6', `-I${nodeHeaders}`, ...flags]
  const compile = async (args: string[]) => {
    const { code, output } = await runCommand([compiler, ...common, ...args], { signal })
    if (signal.aborted) throw new InstallError({ kind: 'stopped' })
    if (code !== 0) throw new InstallError({ kind: 'not compiled', reason: firstError(output) })
  }
  await compile(['-x', 'c', path.join(__dirname, 'quiet.c'), '-o', path.join(folder, QUIET)])
  await compile([
    // The binding's entry point gets another name, so that ours can call it.
    '-std=c++17', '-Dnapi_register_module_v1=tfjs_register_module', `-I${path.join(libraries, 'include')}`, `-I${binding}`,
    path.join(__dirname, '..', 'addon', 'functions.cc'),
    ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((source) => path.join(binding, 'binding', source)),
    ...libraryNames().map((name) => path.join(libraries, name)),
    ...runPaths.flatMap((runPath) => ['-Xlinker', '-rpath', '-Xlinker', runPath]),
    '-o', path.join(folder, ADDON),
  ])
}

function firstError(output: string): string {
  const lines = output.trim().split('\n')
  return (lines.find((line) => /error|cannot|undefined|No space/i.test(line)) ?? lines.at(-1) ?? '').trim()
}
