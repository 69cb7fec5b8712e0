import path from 'node:path'
import type { Framework, FrameworkName } from './frameworks'
import { Worker, type WorkerOptions } from './worker'

export const contenderNames = ['eager', 'compiled', 'keras', 'torch'] as const
export type ContenderName = (typeof contenderNames)[number]

export const titles: Record<ContenderName, string> = {
  eager: 'tensorflow eager',
  compiled: 'tensorflow compiled',
  keras: 'Keras',
  torch: 'PyTorch',
}

/** Where there is little room. */
export const shortTitles: Record<ContenderName, string> = { eager: 'eager', compiled: 'compiled', keras: 'Keras', torch: 'PyTorch' }

/** How a contender is started, or why it cannot be. */
export type Contender = { name: ContenderName } & ({ kind: 'here'; start: () => Worker } | { kind: 'missing'; why: string })

/** All four, those that are missing included: a table says why they are. */
export function contenders(frameworks: Record<FrameworkName, Framework>): Contender[] {
  return contenderNames.map((name): Contender => {
    switch (name) {
      case 'eager':
        return { name, kind: 'here', start: () => tensorlings({ ENGINE: 'tensorflow', COMPILE: 'off' }) }
      case 'compiled':
        // An empty value is as good as none: how the engine computes unless it is told otherwise.
        return { name, kind: 'here', start: () => tensorlings({ ENGINE: 'tensorflow', COMPILE: '' }) }
      default: {
        const framework = frameworks[name]
        return framework.kind === 'missing' ? { name, ...framework } : { name, kind: 'here', start: () => new Worker([framework.python, path.join(__dirname, 'python', `with_${name}.py`)]) }
      }
    }
  })
}

function tensorlings(env: WorkerOptions['env']): Worker {
  return new Worker([process.execPath, '--import', 'tsx', path.join(__dirname, 'tensorlings.ts')], { env })
}
