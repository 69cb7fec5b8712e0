import type * as tfjs from '@tensorflow/tfjs'

export type TensorFlow = typeof tfjs

/** What TensorFlow.js can compute with, the fastest first. */
export const engineNames = ['tensorflow', 'webgpu', 'wasm', 'cpu'] as const
export type EngineName = (typeof engineNames)[number]

/** What came of starting an engine, or why it cannot be had here. */
export type Start = Started | Unavailable

export interface Started {
  kind: 'started'
  /** What it runs on, in words: `CPU, one thread, SIMD`. */
  device: string
  /** Something about it that has changed and is good to know, as a clause. */
  note?: string
}

export interface Unavailable {
  kind: 'unavailable'
  /** One clause without a full stop: `it is not installed`. */
  reason: string
  /** The command that mends it, if one does. */
  fix?: string
  /** It was never installed: no fault, only something to be had. */
  absent?: true
}

export interface StartOptions {
  /** How many threads the engine may use, where it can be told; by default as many as it likes. */
  threads?: number
  /** Set when the person named this engine: it starts even where it would not be worth it. */
  forced?: boolean
}

/** Puts TensorFlow.js on one engine. */
export type Starter = (tf: TensorFlow, options: StartOptions) => Promise<Start>

/** The engine under TensorFlow.js in this process, and why it is this one. */
export interface Engine {
  name: EngineName
  device: string
  why: string
  /** What is wrong with faster engines that should start here: a deleted Python environment, a damaged library. */
  trouble?: string
  tf: TensorFlow
}

export function started(device: string, note?: string): Started {
  return { kind: 'started', device, ...(note && { note }) }
}

export function notInstalled(reason: string, fix: string): Unavailable {
  return { kind: 'unavailable', reason, fix, absent: true }
}

export function unavailable(reason: string, fix?: string): Unavailable {
  return { kind: 'unavailable', reason, ...(fix && { fix }) }
}
