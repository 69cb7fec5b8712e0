import path from 'node:path'
import { type Start, unavailable } from '../engine'
import { trial } from '../trial'

/** Milliseconds. Compiling the first programs takes seconds on a real GPU, and longer on software. */
const PATIENCE = 120_000

/** Starts the engine with the package in `folder` and multiplies on it, in a process of its own. */
export async function smokeTest(folder: string, signal?: AbortSignal): Promise<Start> {
  const tried = await trial<Start>(path.join(__dirname, 'smoke-child.ts'), folder, { patience: PATIENCE, signal })
  return tried.kind === 'failed' ? unavailable(tried.reason) : tried
}
