import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import type { Event } from '../spec/events'
import { parseEvents, readEvents } from './events'

const events: Event[] = [{ type: 'printed', text: 'a\nb „c“' }, { type: 'finished', at: 5, peak: 2e8 }]
const lines = events.map((event) => `${JSON.stringify(event)}\n`).join('')

describe('events', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-events-'))
  after(() => fs.rmSync(folder, { recursive: true, force: true }))

  it('are one a line', () => assert.deepEqual(parseEvents(lines), { events, rest: '' }))
  it('are none in an empty text', () => assert.deepEqual(parseEvents(''), { events: [], rest: '' }))

  it('may come in pieces, cut anywhere', () => {
    for (let cut = 0; cut <= lines.length; cut++) {
      const first = parseEvents(lines.slice(0, cut))
      const second = parseEvents(first.rest + lines.slice(cut))
      assert.deepEqual([...first.events, ...second.events], events, `cut at ${cut}`)
      assert.equal(second.rest, '')
    }
  })

  it('are read from a file up to a line that is still being written', () => {
    const file = path.join(folder, 'events.ndjson')
    fs.writeFileSync(file, `${lines}{"type":"pri`)
    assert.deepEqual(readEvents(file), events)
  })

  it('are none without a file', () => assert.deepEqual(readEvents(path.join(folder, 'missing.ndjson')), []))
})
