// @ts-check
// The thread of watchdog.ts. Plain JavaScript, so that it starts at once.
const fs = require('node:fs')
const { parentPort, workerData } = require('node:worker_threads')

/** @type {{ clock: Float64Array, pid: number, parent: number | undefined }} */
const { clock, pid, parent } = workerData

/** Seconds the spec gets to speak for itself once its time is over. */
const GRACE = 2

/** On a busy machine a spec may take so many times its limit, as long as it is the machine that is slow. */
const PATIENCE = 6

/** @type {{ events: string | undefined, file: string } | undefined} */
let watched
parentPort?.on('message', (message) => (watched = message))

/** How often the clock is looked at, in milliseconds. */
const TICK = 100

/** Which limit this is, and for how many seconds it has been there. */
let counted = 0
let wall = 0
let lastTick = Date.now()

setInterval(() => {
  if (parent !== undefined && process.ppid !== parent) process.kill(pid, 'SIGKILL')
  const [which, limit, cpuThen] = clock
  const now = Date.now()
  // When much more than a tick has gone by, the machine was asleep or this process was halted: that does not count.
  if (which === counted) wall += Math.min(now - lastTick, 10 * TICK) / 1000
  else [counted, wall] = [which, 0]
  lastTick = now
  if (limit === 0) return
  const { user, system } = process.cpuUsage()
  const cpu = (user + system) / 1e6 - cpuThen
  if (isOver(wall, cpu, limit)) clock[3] = 1
  if (isOver(wall - GRACE, cpu - GRACE, limit) || wall > PATIENCE * limit + GRACE) end(limit)
}, TICK)

/**
 * A loop that never ends has used the processor for its whole limit; a promise that nothing resolves has used none.
 * In between, the machine has been busy with something else.
 *
 * @param {number} wall seconds since the limit was set
 * @param {number} cpu seconds of processor time since then
 * @param {number} limit
 */
function isOver(wall, cpu, limit) {
  const idle = cpu < 0.05 * wall
  return (wall > limit && (cpu > 0.9 * limit || idle)) || wall > PATIENCE * limit
}

/** @param {number} seconds the limit that is over */
function end(seconds) {
  if (watched?.events) fs.appendFileSync(watched.events, `${JSON.stringify({ type: 'stopped', seconds })}\n`)
  fs.writeSync(2, `Stopped: ${watched?.file} gave no answer for ${seconds} seconds. Is there a loop that never ends, or work repeated that could be done once?\n`)
  process.kill(pid, 'SIGKILL')
}
