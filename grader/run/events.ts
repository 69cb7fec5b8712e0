import fs from 'node:fs'
import type { Event } from '../spec/events'

/** All events that a spec has written so far; a last line that is still being written is left out. */
export function readEvents(file: string): Event[] {
  if (!fs.existsSync(file)) return []
  return parseEvents(fs.readFileSync(file, 'utf8')).events
}

/** The events in a piece of an events file, and the rest behind its last line end. */
export function parseEvents(text: string): { events: Event[]; rest: string } {
  const lines = text.split('\n')
  const rest = lines.pop() ?? ''
  return { events: lines.filter(Boolean).map((line) => JSON.parse(line) as Event), rest }
}
