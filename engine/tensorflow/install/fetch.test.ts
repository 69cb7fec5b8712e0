import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { whyNot } from './fetch'

/** Lines that pip and uv really print. */
const outputs: [string, string][] = [
  ['wrong content', 'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, please update the hashes.'],
  ['wrong content', '  × Failed to download `tensorflow-cpu==2.21.0`\n  ╰─▶ Hash mismatch for `tensorflow-cpu==2.21.0`'],
  ['wrong content', "ERROR: Wheel 'tensorflow-cpu' located at /tmp/x.whl is invalid."],
  ['disk full', 'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device'],
  ['disk full', 'error: Failed to write: No space left on device (os error 28)'],
  ['unwritable', "ERROR: Could not install packages due to an OSError: [Errno 30] Read-only file system: '/x'"],
  ['offline', "WARNING: Retrying (Retry(total=2)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at 0x7f>: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')': /simple/tensorflow-cpu/\nERROR: No matching distribution found for tensorflow-cpu==2.21.0"],
  ['offline', 'error: Failed to fetch: `https://index/simple/tensorflow-cpu/`\n  Caused by: error sending request for url\n  Caused by: dns error'],
  ['not fetched', 'ERROR: Could not find a version that satisfies the requirement tensorflow-cpu==2.21.0 (from versions: none)\nERROR: No matching distribution found for tensorflow-cpu==2.21.0'],
  ['not fetched', ''],
]

describe('what a failed pip or uv means', () => {
  outputs.forEach(([kind, output]) => {
    it(`${kind}: ${output.slice(0, 60).split('\n')[0]}`, () => {
      assert.equal(whyNot(output, 'pip', '/folder', 1e9).kind, kind)
    })
  })

  it('gives the cause, not the tower of retries', () => {
    const failure = whyNot(outputs[6][1], 'pip', '/folder', 1e9)
    assert.deepEqual(failure, { kind: 'offline', reason: 'temporary failure in name resolution' })
  })

  it('passes on what the index says when it has no such file', () => {
    const failure = whyNot(outputs[8][1], 'pip', '/folder', 1e9)
    assert.match(failure.kind === 'not fetched' ? failure.reason : '', /^Could not find a version/)
  })
})
