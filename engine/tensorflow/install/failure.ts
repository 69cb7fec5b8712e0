/** Everything that can go wrong with an installation, as plain values; `inWords` makes the sentence a person reads. */
export type Failure =
  /** There are no libraries for this system: `Windows`. */
  | { kind: 'unsupported'; system: string }
  | { kind: 'no GPU build'; system: string }
  | { kind: 'musl' }
  | { kind: 'old glibc'; found: string; needed: string }
  | { kind: 'no compiler'; platform: NodeJS.Platform }
  | { kind: 'no downloader' }
  | { kind: 'busy' }
  | { kind: 'stopped' }
  /** Its folder was deleted while it worked there. */
  | { kind: 'gone'; folder: string }
  | { kind: 'disk full'; folder: string; needed: number; free?: number }
  | { kind: 'unwritable'; folder: string; reason: string }
  | { kind: 'offline'; reason: string }
  /** What arrived is not what was published. */
  | { kind: 'wrong content'; reason: string }
  | { kind: 'not fetched'; tool: string; reason: string }
  | { kind: 'not compiled'; reason: string }
  /** The sources of the npm package are not those that the addon was written for. */
  | { kind: 'other sources'; file: string }
  /** It was built, but a tiny training failed. */
  | { kind: 'does not train'; reason: string }

/** What happened, why, and what to do about it. */
export function inWords(failure: Failure): string {
  switch (failure.kind) {
    case 'unsupported':
      return failure.system.startsWith('Windows')
        ? 'TensorFlow has no library for Node on Windows itself: install WSL2 (`wsl --install`) and clone the course there.'
        : `TensorFlow publishes no library for ${failure.system}.`
    case 'no GPU build':
      return `TensorFlow publishes a build for NVIDIA GPUs only for Linux on x86-64, and this is ${failure.system}: leave out --gpu.`
    case 'musl':
      return 'TensorFlow needs the GNU C library, and this Linux is built on musl (as Alpine is): use an image such as node:22-bookworm.'
    case 'old glibc':
      return `TensorFlow needs the GNU C library ${failure.needed} or newer, and this system has ${failure.found}: a newer Linux, or a container of one, has it.`
    case 'no compiler':
      return `There is no C++ compiler, which builds the 100 kB between Node and TensorFlow: ${COMPILERS[failure.platform] ?? COMPILERS.linux}, then try again.`
    case 'no downloader':
      return 'Neither pip nor uv with a Python is here, and TensorFlow is published on the Python package index: install one of them (on Debian or Ubuntu: `sudo apt install python3-pip`), then try again.'
    case 'busy':
      return 'Another installation is under way in this folder: wait until it is done.'
    case 'stopped':
      return 'The installation was stopped; nothing has changed.'
    case 'gone':
      return `The folder ${failure.folder} was deleted during the installation, so it was broken off: try again.`
    case 'disk full':
      return `The disk is too full: ${failure.folder} needs ${gigabytes(failure.needed)}${failure.free === undefined ? '' : `, and ${gigabytes(failure.free)} are free`}. Make room, then try again.`
    case 'unwritable':
      return `The folder ${failure.folder} cannot be written to (${failure.reason}): check whose it is and whether its disk is read-only.`
    case 'offline':
      return `The Python package index cannot be reached (${failure.reason}): check the network, then try again.`
    case 'wrong content':
      return `What came from the Python package index is not the file that was published (${failure.reason}), so it was thrown away: try again, and if it stays so, ask who runs your network or mirror.`
    case 'not fetched':
      return `TensorFlow could not be fetched through ${failure.tool}: ${failure.reason}`
    case 'not compiled':
      return `The C++ compiler failed: ${failure.reason}`
    case 'other sources':
      return `The file ${failure.file} of @tensorflow/tfjs-node-gpu is not the one that was published with version 4.22.0, so nothing was built on it: run npm ci, then try again.`
    case 'does not train':
      return `The new TensorFlow failed a tiny training, so it is not used: ${failure.reason}`
  }
}

const COMPILERS: Partial<Record<NodeJS.Platform, string>> & { linux: string } = {
  linux: 'install one (on Debian or Ubuntu: `sudo apt install g++`)',
  darwin: 'install the command line tools (`xcode-select --install`)',
}

/** 0.6 GB; 1 GB is 1,000,000,000 bytes. */
export function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`
}

/** 335 MB, 3.0 GB; 1 GB is 1,000,000,000 bytes. */
export function size(bytes: number): string {
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : gigabytes(bytes)
}

/** A failure on its way up through several calls. */
export class InstallError extends Error {
  override name = 'InstallError'
  constructor(readonly failure: Failure) {
    super(inWords(failure))
  }
}

/** What an error of the file system means for an installation in `folder`; nothing if it is none of those. */
export function fromFileSystem(error: unknown, folder: string, needed: number): Failure | undefined {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') return { kind: 'disk full', folder, needed }
  if (code && ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code)) return { kind: 'unwritable', folder, reason: message.split(',')[0] }
  return undefined
}
