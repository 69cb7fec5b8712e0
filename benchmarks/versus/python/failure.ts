import { size } from '../../../engine/tensorflow/install'
import { PYTHONS } from './packages'

/** Why a framework of Python cannot be had here, as plain values; `inWords` makes the sentence a person reads. */
export type Failure =
  | { kind: 'unsupported'; title: string; system: string }
  | { kind: 'no python' }
  /** There is Python, but none of the versions that TensorFlow and PyTorch publish packages for. */
  | { kind: 'unfit python'; found: string[]; fit: string[] }
  | { kind: 'no pip'; version: string }
  | { kind: 'disk full'; title: string; folder: string; needed: number; free: number }
  | { kind: 'stopped'; title: string }
  /** What pip said. */
  | { kind: 'not fetched'; title: string; reason: string }
  /** Fetching was not wanted. */
  | { kind: 'not wanted'; title: string }

export function inWords(failure: Failure): string {
  switch (failure.kind) {
    case 'unsupported':
      return `${failure.title} has no packages for ${failure.system}.`
    case 'no python':
      return `Python is not installed: get ${newest(PYTHONS)} (on Debian or Ubuntu: \`sudo apt install python3 python3-venv\`), then try again.`
    case 'unfit python':
      return `Python ${failure.found.join(' and ')} ${failure.found.length > 1 ? 'are' : 'is'} here, but TensorFlow 2.21 needs ${newest(failure.fit)}: install one beside it, then try again.`
    case 'no pip':
      return `Python ${failure.version} is here, but without pip, which fetches packages (on Debian or Ubuntu: \`sudo apt install python3-venv\`).`
    case 'disk full':
      return `The disk is too full for ${failure.title}: ${failure.folder} needs ${size(failure.needed)}, and ${size(failure.free)} are free.`
    case 'stopped':
      return `Fetching ${failure.title} was stopped; what was there of it is removed.`
    case 'not fetched':
      return `${failure.title} could not be fetched: ${failure.reason}`
    case 'not wanted':
      return `${failure.title} is not fetched yet: \`npm run bench -- versus\` does it, after saying how big it is.`
  }
}

function newest(versions: string[]): string {
  return `Python ${versions.at(-1)} to ${versions[0]}`
}
