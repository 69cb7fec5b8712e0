import { type EngineName, offeredEngines } from '..'
import type { Unavailable } from '../engine'
import { examineMachine, type Machine } from './machine'
import { inProcess } from './process'
import type { Speed } from './speed'
import type { LayerVerdict } from './verify'
import type { Message, Task } from './worker'

export { type Explained, explainSteps } from './explain'
export type { Gpu, Machine } from './machine'
export type { Speed } from './speed'
export { type LayerVerdict, TOLERANCE } from './verify'

/** What there is to know of the engines on this machine. Plain data: `--json` prints it, and the screen is made of it. */
export interface Examination {
  machine: Machine
  chosen: Choice
  /** Every engine of the course, the fastest kind first. */
  engines: EngineFinding[]
}

/** The engine that trains here now, or why none does. `asked`: because ENGINE names it. */
export type Choice = { kind: 'chosen'; name: EngineName; why: string; asked: boolean } | { kind: 'none'; reason: string }

export type EngineFinding = { name: EngineName } & (Usable | Unavailable | Broken)

export interface Usable {
  kind: 'usable'
  device: string
  speed: Speed
  /** The version of the TensorFlow library underneath, on the engine that has one. */
  tensorflow?: string
  /** By kind of layer; there when it was asked for, but not for cpu, which the others are held against. */
  verdicts?: LayerVerdict[]
}

/** It started or tried to, and did not come through. */
export interface Broken {
  kind: 'broken'
  reason: string
  device?: string
}

/** How far the examination has got: an engine is looked at, or done with. */
export type News = { kind: 'looking'; name: EngineName | undefined; verified?: number } | { kind: 'found'; finding: EngineFinding }

export interface ExamineOptions {
  /** Whether each engine is held against cpu, too. */
  verify?: boolean
  /** Hears how it goes. */
  tell?: (news: News) => void
  /** Ends all processes at once; what the examination gives then means nothing. */
  signal?: AbortSignal
}

/** Looks at the machine and, one after the other, at each engine: some seconds each. */
export async function examine({ verify = false, tell = () => undefined, signal }: ExamineOptions = {}): Promise<Examination> {
  const look = (task: Task) => lookAt(task, tell, signal)
  const machine = await examineMachine()
  // The one that trains is started as every exercise starts it, so that nothing here can choose another.
  const first = await look({ forced: false, verify })
  const engines: EngineFinding[] = []
  for (const name of offeredEngines) {
    if (signal?.aborted) break
    const { finding } = name === first.name ? first : await look({ name, forced: process.env['ENGINE'] === name, verify })
    engines.push({ name, ...finding })
  }
  return { machine, chosen: choice(first), engines }
}

interface Look {
  /** Which one it was, once it has started. */
  name?: EngineName
  why?: string
  finding: Usable | Unavailable | Broken
}

function choice({ name, why, finding }: Look): Choice {
  if (name && why !== undefined) return { kind: 'chosen', name, why, asked: Boolean(process.env['ENGINE']) }
  return { kind: 'none', reason: finding.kind === 'usable' ? 'no engine was chosen' : finding.reason }
}

async function lookAt(task: Task, tell: (news: News) => void, signal?: AbortSignal): Promise<Look> {
  const messages: Message[] = []
  let name = task.name
  tell({ kind: 'looking', name })
  await inProcess(
    task,
    (message) => {
      messages.push(message)
      if (message.kind === 'started') ({ name } = message)
      if (message.kind === 'started' || message.kind === 'verified') tell({ kind: 'looking', name, ...(message.kind === 'verified' && { verified: verdictsIn(messages).length }) })
    },
    signal,
  )
  const look = summary(messages)
  if (name) tell({ kind: 'found', finding: { name, ...look.finding } })
  return look
}

/** What a process said, in one piece. */
export function summary(messages: Message[]): Look {
  const started = messages.find((message) => message.kind === 'started')
  const unavailable = messages.find((message) => message.kind === 'unavailable')
  const failed = messages.find((message) => message.kind === 'failed')
  const measured = messages.find((message) => message.kind === 'measured')
  const found = started && { name: started.name, ...(started.why !== undefined && { why: started.why }) }
  if (unavailable) return { finding: unavailable }
  if (!started || !measured || failed) {
    return { ...found, finding: { kind: 'broken', reason: failed?.reason ?? 'it said nothing', ...(started && { device: started.device }) } }
  }
  const verdicts = verdictsIn(messages)
  const { device, tensorflow } = started
  return { ...found, finding: { kind: 'usable', device, speed: measured.speed, ...(tensorflow && { tensorflow }), ...(verdicts.length > 0 && { verdicts }) } }
}

function verdictsIn(messages: Message[]): LayerVerdict[] {
  return messages.flatMap((message) => (message.kind === 'verified' ? [message.verdict] : []))
}
