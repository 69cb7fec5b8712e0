import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { beforeEach, test } from 'node:test'
import zlib from 'node:zlib'
import { DataError, type Failure, inWords } from './failure'
import { addedFolders, addFolder, removeFolder } from './folders'
import { load } from './load'
import { cacheFolder } from './places'
import { datasetIn, datasetOf, fileOf, noise, temporaryFolder } from './testing'

const [a, b] = [noise(5_000), noise(200)]
const toy = datasetOf([fileOf('a', a, true), fileOf('b', b)], { npm: { name: 'toy-data', folder: 'data' } })

beforeEach(() => {
  delete process.env['DATA_DIR']
})

/** Writes files, by name, into a folder that is made for them. */
function put(folder: string, files: Record<string, Uint8Array>): string {
  fs.mkdirSync(folder, { recursive: true })
  for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), content)
  return folder
}

function putPackage(root: string, files: Record<string, Uint8Array>): string {
  put(path.join(root, 'node_modules', 'toy-data'), { 'package.json': Buffer.from('{ "name": "toy-data" }') })
  return put(path.join(root, 'node_modules', 'toy-data', 'data'), files)
}

/** Where a search found the set, and what it had to leave. */
function where(root: string): [kind: string, problems: Failure['kind'][]] {
  const search = load(toy, root)
  return [search.kind === 'found' ? search.place.kind : search.kind, search.rejected.map(({ kind }) => kind)]
}

test('searches DATA_DIR, added folders, the cache, the package, in this order', () => {
  const root = temporaryFolder()
  assert.deepEqual(where(root), ['absent', []])
  putPackage(root, { a, b })
  assert.deepEqual(where(root), ['npm package', []])
  put(cacheFolder(toy, root), { 'a.gz': zlib.gzipSync(a), b })
  assert.deepEqual(where(root), ['cache', []])
  addFolder(root, put(temporaryFolder(), { a, b }))
  assert.deepEqual(where(root), ['added folder', []])
  process.env['DATA_DIR'] = put(temporaryFolder(), { a, b })
  assert.deepEqual(where(root), ['DATA_DIR', []])
})

test('takes files plain or packed, lying in the folder or in one named after the set', () => {
  const folders = [
    put(temporaryFolder(), { a, b }),
    put(temporaryFolder(), { 'a.gz': zlib.gzipSync(a), 'b.gz': zlib.gzipSync(b) }),
    put(path.join(temporaryFolder(), 'toy'), { 'a.gz': zlib.gzipSync(a), b }).replace(/toy$/, ''),
    // Unpacked by a browser that left the name.
    put(temporaryFolder(), { 'a.gz': a, b }),
  ]
  for (const folder of folders) {
    process.env['DATA_DIR'] = folder
    const search = load(toy, temporaryFolder())
    assert.ok(search.kind === 'found', folder)
    assert.ok(Buffer.from(a).equals(search.files.get('a')!) && Buffer.from(b).equals(search.files.get('b')!))
  }
})

const changed = Uint8Array.from(a, (byte, i) => (i === 77 ? byte ^ 1 : byte))
const damages: Record<string, Record<string, Uint8Array>> = {
  'one bit is wrong': { a: changed },
  'cut off': { a: a.subarray(0, 4_000) },
  empty: { a: new Uint8Array(0) },
  'packed, one bit is wrong inside': { 'a.gz': zlib.gzipSync(changed) },
  'packed, cut off': { 'a.gz': zlib.gzipSync(a).subarray(0, 4_000) },
  'packed, damaged': { 'a.gz': zlib.gzipSync(a).map((byte, i) => (i === 100 ? byte ^ 255 : byte)) },
  'packed, far too large inside': { 'a.gz': zlib.gzipSync(new Uint8Array(1_000_000)) },
}

for (const [damage, files] of Object.entries(damages)) {
  test(`never uses a file that is ${damage}`, () => {
    const root = temporaryFolder()
    const cache = put(cacheFolder(toy, root), { ...files, b })
    const mine = put(temporaryFolder(), { ...files, b })
    process.env['DATA_DIR'] = mine
    putPackage(root, { a, b })

    const search = load(toy, root)
    assert.ok(search.kind === 'found' && search.place.kind === 'npm package', 'the search goes on to the next place')
    const [name] = Object.keys(files) as [string]
    const [first, second] = search.rejected
    assert.ok(first?.kind === 'corrupt' && second?.kind === 'corrupt')
    assert.deepEqual([first.file, first.removed], [path.join(mine, name), false])
    assert.deepEqual([second.file, second.removed], [path.join(cache, name), true])
    assert.ok(fs.existsSync(first.file), 'a folder of the user stays as it is')
    assert.ok(!fs.existsSync(second.file), 'the cache is cleaned')
    const { sha256 } = toy.editions[0].files[0]
    assert.match(inWords(second), new RegExp(`^\\S+ is corrupt: expected sha256 ${sha256}, found .+\\. It was removed; .*get toy`))
    assert.match(inWords(first), /Replace it, or unset DATA_DIR\.$/)
  })
}

test('says what is missing from a place that has only some files', () => {
  process.env['DATA_DIR'] = put(temporaryFolder(), { a })
  const search = load(toy, temporaryFolder())
  assert.ok(search.kind === 'absent')
  assert.deepEqual(search.rejected, [{ kind: 'incomplete', title: 'Toy', folder: process.env['DATA_DIR'], missing: [['b']] }])
  const { message } = new DataError(search)
  assert.match(message, /^Toy is not on this machine: run `npm run data -- get toy`/)
  assert.match(message, /holds Toy only in part: it lacks b\.$/)
})

const [index, old, fresh] = [noise(300), noise(400), noise(500)]
/** A set that goes around in two editions, with a file that both have; a package has the second under another name. */
const both = datasetIn([
  { what: 'the old one', files: [fileOf('old', old), fileOf('index', index)], origins: [], decode: () => 'old' },
  {
    what: 'the fresh one',
    files: [{ ...fileOf('fresh', fresh), packaged: 'data' }, { ...fileOf('index', index), packaged: 'words' }],
    npm: { name: 'toy-data', folder: 'data' },
    origins: [],
    decode: () => 'fresh',
  },
])

function searchIn(files: Record<string, Uint8Array>): [found: unknown, problems: string[]] {
  process.env['DATA_DIR'] = put(temporaryFolder(), files)
  const search = load(both, temporaryFolder())
  return [search.kind === 'found' ? search.edition.decode(search.files) : search.kind, search.rejected.map((failure) => inWords(failure).replaceAll(process.env['DATA_DIR']!, 'FOLDER'))]
}

test('any edition will do', () => {
  assert.deepEqual(searchIn({ old, index }), ['old', []])
  assert.deepEqual(searchIn({ fresh, 'index.gz': zlib.gzipSync(index) }), ['fresh', []])
  assert.deepEqual(searchIn({ old, fresh, index }), ['old', []])
})

test('says what each edition lacks, only of those that are there in part', () => {
  assert.deepEqual(searchIn({}), ['absent', []])
  assert.deepEqual(searchIn({ index }), ['absent', ['FOLDER holds Toy only in part: it lacks old (or fresh).']])
  assert.deepEqual(searchIn({ fresh }), ['absent', ['FOLDER holds Toy only in part: it lacks index.']])
  assert.deepEqual(searchIn({ old, fresh }), ['absent', ['FOLDER holds Toy only in part: it lacks index.']])
})

test('a damaged file of one edition does not hide the other, and is told once', () => {
  const [found, problems] = searchIn({ old: old.subarray(1), fresh, index })
  assert.equal(found, 'fresh')
  assert.match(problems.join(), /^FOLDER.old is corrupt: .* \(399 bytes instead of 400: cut off, or another edition\)/)
  const [none, shared] = searchIn({ old, fresh, index: Buffer.concat([index, index]) })
  assert.deepEqual([none, shared.length], ['absent', 1])
  assert.match(shared[0], /index is corrupt: .* \(600 bytes instead of 300: another edition\)/)
})

test('a package has the one edition it is named for, by names of its own', () => {
  const root = temporaryFolder()
  putPackage(root, { data: fresh, words: index, old })
  const search = load(both, root)
  assert.ok(search.kind === 'found' && search.place.kind === 'npm package')
  assert.deepEqual([search.place.package, search.edition.what, [...search.files.keys()]], ['toy-data', 'the fresh one', ['fresh', 'index']])
  // Elsewhere those names mean nothing.
  assert.deepEqual(searchIn({ data: fresh, words: index }), ['absent', []])
})

test('a folder with the name of a file is told from the file', () => {
  const folder = put(temporaryFolder(), { b })
  fs.mkdirSync(path.join(folder, 'a'))
  process.env['DATA_DIR'] = folder
  const search = load(toy, temporaryFolder())
  assert.deepEqual(search.kind === 'absent' && search.rejected.map(({ kind }) => kind), ['unreadable'])
})

test('a relative DATA_DIR is seen from where the user called npm', () => {
  const stood = temporaryFolder()
  put(path.join(stood, 'mine'), { a, b })
  process.env['DATA_DIR'] = 'mine'
  const before = process.env['INIT_CWD']
  process.env['INIT_CWD'] = stood
  try {
    assert.deepEqual(where(temporaryFolder()), ['DATA_DIR', []])
  } finally {
    if (before === undefined) delete process.env['INIT_CWD']
    else process.env['INIT_CWD'] = before
  }
})

test('remembers folders, each once, and forgets them', () => {
  const root = temporaryFolder()
  for (const folder of ['/one', '/two', '/one']) addFolder(root, folder)
  assert.deepEqual(addedFolders(root), ['/two', '/one'])
  removeFolder(root, '/two')
  assert.deepEqual(addedFolders(root), ['/one'])
})

test('says so when what it remembers cannot be read', () => {
  const root = temporaryFolder()
  put(path.join(root, '.tensorlings'), { 'data.json': Buffer.from('{ "folders": [') })
  const unreadable = (error: unknown) => error instanceof DataError && error.failure.kind === 'unreadable settings'
  assert.throws(() => addedFolders(root), unreadable)
})
