import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'

/** What is to be known of the machine when one asks why an engine is there, or slow. */
export interface Machine {
  node: string
  /** `Linux`, `macOS`, `Windows`; with the distribution or release where it is known: `Debian GNU/Linux 12 (bookworm)`. */
  system: string
  /** `x64`, `arm64`, … */
  arch: string
  /** `glibc 2.36` or `musl`; on Linux only. */
  libc?: string
  /** The version of TensorFlow.js. */
  tensorflowJs: string
  cpu: {
    model: string
    cores: number
    /** How many processes wanted a core on average over the last minute; 0 on Windows, which does not count them. */
    load: number
  }
  /** Bytes that processes here may use together. */
  memory: number
  /** GPUs that some engine could use: those of NVIDIA, and those built into Apple's processors. */
  gpus: Gpu[]
}

export interface Gpu {
  name: string
  driver?: string
  /** Bytes. */
  memory?: number
}

/** nvidia-smi can take long where a driver is broken. */
const PATIENCE = 3000

/** Looks at the machine. Takes a second at most as a rule, and never throws: what cannot be found out is left out. */
export async function examineMachine(): Promise<Machine> {
  const [model = ''] = os.cpus().map((cpu) => cpu.model.trim())
  const libc = attempt(readLibc)
  return {
    node: process.versions.node,
    system: attempt(readSystem) ?? os.type(),
    arch: process.arch,
    ...(libc && { libc }),
    tensorflowJs: attempt(readTensorFlowJs) ?? 'unknown',
    cpu: { model: model || 'unknown', cores: os.availableParallelism(), load: Math.round(10 * os.loadavg()[0]) / 10 },
    memory: usableMemory(os.totalmem(), process.constrainedMemory()),
    gpus: await findGpus(model),
  }
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

function readSystem(): string {
  if (process.platform === 'darwin') return 'macOS'
  if (process.platform === 'win32') return os.version()
  const name = /^PRETTY_NAME="?(.*?)"?$/m.exec(fs.readFileSync('/etc/os-release', 'utf8'))?.[1] ?? os.type()
  return /microsoft/i.test(os.release()) ? `${name} in WSL` : name
}

function readLibc(): string | undefined {
  if (process.platform !== 'linux') return undefined
  // Without this, a report looks up the names of all network connections, which can take seconds.
  Object.assign(process.report, { excludeNetwork: true })
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } }
  return header.glibcVersionRuntime ? `glibc ${header.glibcVersionRuntime}` : 'musl'
}

function readTensorFlowJs(): string {
  const file = require.resolve('@tensorflow/tfjs/package.json')
  return (JSON.parse(fs.readFileSync(file, 'utf8')) as { version: string }).version
}

/** A container may be given less than there is; where it is not, the constraint is 0 or absurdly large. */
export function usableMemory(total: number, constrained: number): number {
  return constrained > 0 ? Math.min(total, constrained) : total
}

async function findGpus(cpuModel: string): Promise<Gpu[]> {
  if (process.platform === 'darwin') return process.arch === 'arm64' ? [{ name: `${cpuModel || 'Apple'} (built in)` }] : []
  const listed = parseNvidiaSmi(await output('nvidia-smi', ['--query-gpu=name,driver_version,memory.total', '--format=csv,noheader']))
  if (listed.length > 0) return listed
  const driver = attempt(() => parseDriverVersion(fs.readFileSync('/proc/driver/nvidia/version', 'utf8')))
  return driver ? [{ name: 'NVIDIA', driver }] : []
}

/** What a program prints; nothing when it is not there, fails or takes too long. */
function output(program: string, args: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: PATIENCE, killSignal: 'SIGKILL', windowsHide: true }, (error, stdout) => resolve(error ? '' : stdout))
  })
}

/** Lines like `NVIDIA H100 80GB HBM3, 550.54.15, 81559 MiB`; with a broken driver there are sentences in their place. */
export function parseNvidiaSmi(text: string): Gpu[] {
  return text.split('\n').flatMap((line) => {
    const match = /^(.+), ([\d.]+), (?:(\d+) MiB|.*)$/.exec(line.trim())
    return match ? [{ name: match[1], driver: match[2], ...(match[3] && { memory: Number(match[3]) * 2 ** 20 }) }] : []
  })
}

/** `NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Tue …` */
export function parseDriverVersion(text: string): string | undefined {
  return /Kernel Module.*?\s(\d+\.[\d.]+)/.exec(text)?.[1]
}
