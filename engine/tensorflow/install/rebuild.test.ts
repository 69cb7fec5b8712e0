import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, it } from 'node:test'
import { courseRoot } from '../../places'
import { addonFolder, type Installation, librariesOf, readInstallation, writeInstallation } from '../installation'
import { healthy } from '../look-after'
import { ADDON } from '../load'
import { lookAround, rebuild } from '.'

/** A course whose installation has the libraries of this one, and for an addon a file that is none. */
function olderCourse(installation: Installation, root: string): Installation {
  const own = { ...installation, folder: 'older', python: undefined }
  fs.mkdirSync(addonFolder(root, own), { recursive: true })
  fs.symlinkSync(librariesOf(courseRoot, installation), librariesOf(root, own))
  fs.writeFileSync(path.join(addonFolder(root, own), ADDON), 'older')
  writeInstallation(root, own)
  return own
}

const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-')))
after(() => fs.rmSync(root, { recursive: true }))

it('an older installation gets a new addon, which finds the libraries from the place of the old one', async (t) => {
  const installation = readInstallation(courseRoot)
  const { compiler } = await lookAround()
  if (!installation) return t.skip('TensorFlow is not installed')
  if (!compiler) return t.skip('there is no C++ compiler')
  const older = olderCourse(installation, root)
  const options = { root, tell: () => undefined, signal: new AbortController().signal }
  assert.equal(await rebuild(older, compiler, options), 'rebuilt')
  assert.equal((await healthy(root))?.compilesSteps, true)
  assert.deepEqual(fs.readdirSync(addonFolder(root, older)).sort(), ['quiet.node', 'tensorflow', 'tfjs_binding.node'])
  // What goes wrong leaves what is there in use.
  const failure = await rebuild(older, 'false', options)
  assert.ok(typeof failure === 'object' && failure.kind === 'not compiled', JSON.stringify(failure))
  assert.equal((await healthy(root))?.compilesSteps, true)
})
