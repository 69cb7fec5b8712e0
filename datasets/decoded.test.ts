import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { beforeEach, test } from 'node:test'
import { decoded } from './decoded'
import { onNotice } from './notices'
import { cacheFolder } from './places'
import { datasetOf, fileOf, noise, temporaryFolder } from './testing'

const a = noise(100)
const notices: string[] = []
onNotice((text) => notices.push(text))
beforeEach(() => {
  delete process.env['DATA_DIR']
  notices.length = 0
})

function courseWith(content: Uint8Array): string {
  const root = temporaryFolder()
  const folder = cacheFolder(datasetOf([]), root)
  fs.mkdirSync(folder, { recursive: true })
  fs.writeFileSync(path.join(folder, 'a'), content)
  return root
}

test('a set is decoded once, for each course apart', () => {
  let times = 0
  const toy = datasetOf([fileOf('a', a)], { decode: (files) => ({ bytes: files.get('a')!.length, time: ++times }) })
  const [here, there] = [courseWith(a), courseWith(a)]
  assert.deepEqual(decoded(toy, here), { kind: 'found', data: { bytes: 100, time: 1 } })
  assert.deepEqual(decoded(toy, here), { kind: 'found', data: { bytes: 100, time: 1 } })
  assert.deepEqual(decoded(toy, there), { kind: 'found', data: { bytes: 100, time: 2 } })
})

test('a set that is not there is looked for again: it may have come', () => {
  const toy = datasetOf([fileOf('a', a)])
  const root = courseWith(a.subarray(1))
  assert.deepEqual([decoded(toy, root).kind, decoded(toy, root).kind], ['absent', 'absent'])
  fs.writeFileSync(path.join(cacheFolder(toy, root), 'a'), a)
  assert.equal(decoded(toy, root).kind, 'found')
})

test('what was passed over is told, once', () => {
  const toy = datasetOf([fileOf('a', a)])
  const root = courseWith(a)
  process.env['DATA_DIR'] = temporaryFolder()
  fs.writeFileSync(path.join(process.env['DATA_DIR'], 'a'), 'another')
  decoded(toy, root)
  decoded(toy, root)
  assert.equal(notices.length, 1)
  assert.match(notices[0], /a is corrupt: .* \(7 bytes instead of 100: cut off, or another edition\)\. Replace it, or unset DATA_DIR\.$/)
})

test('published bytes of which nothing can be made are told as such', () => {
  const toy = datasetOf([fileOf('a', a)], {
    decode: () => {
      throw new RangeError('no comma')
    },
  })
  assert.throws(() => decoded(toy, courseWith(a)), /^DataError: Toy in \S+ is what was published, but nothing could be made of it \(no comma\): /)
})
