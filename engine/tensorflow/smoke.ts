import path from 'node:path'
import { type Failed, trial } from '../trial'

/** What came of trying an addon and the TensorFlow under it. */
export type Smoke = { kind: 'works'; version: string; isUsingGpu: boolean; compilesSteps: boolean } | Failed

/** Loading takes a second or two; the first use of a GPU can take a minute, when its kernels are compiled. */
const PATIENCE = 180_000

/** Trains a tiny network with the addon in `folder`, in a process of its own. */
export function smokeTest(folder: string, signal?: AbortSignal): Promise<Smoke> {
  return trial<Smoke>(path.join(__dirname, 'smoke-child.ts'), folder, { patience: PATIENCE, signal })
}
