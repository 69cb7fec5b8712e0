import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Plan } from '../../../engine/tensorflow/install'
import { offerInWords } from './offer'

const plan: Plan = {
  version: '2.21.0', build: 'cpu', compiler: 'c++', download: 274e6, kept: 1e9, needed: 1e9,
  source: { kind: 'wheels', set: { wheels: [], platforms: [], unpacked: 1e9 }, downloader: { tool: 'pip', command: ['pip'] } },
}
const measured = { machine: 'a laptop, 2 cores', step: { tensorflow: 10, wasm: 31, cpu: 900 } }

describe('the offer of a faster engine', () => {
  it('names the factor that was measured, the price, and how to get it later', () => {
    assert.equal(
      offerInWords('wasm', plan, measured),
      'TensorFlow trains 3.1 × as fast as wasm (measured on a laptop, 2 cores). It is a download of 274 MB. ' +
        'Press i to install it, now or later with npm run engine -- install tensorflow. This is said only once.',
    )
    assert.match(offerInWords('cpu', plan, measured)!, /90\.0 × as fast as cpu/)
  })

  it('costs nothing where Python has it', () => {
    assert.match(offerInWords('wasm', { ...plan, source: { kind: 'python', folder: '/env' } }, measured)!, /nothing to download/)
  })

  it('says that a GPU would be used', () => {
    assert.match(offerInWords('wasm', { ...plan, build: 'gpu', download: 3.4e9 }, measured)!, /your NVIDIA GPU.*download of 3\.4 GB/)
  })

  it('is not made where it would not be worth it, or nobody has measured', () => {
    assert.equal(offerInWords('wasm', plan, { ...measured, step: { tensorflow: 30, wasm: 31 } }), undefined)
    assert.equal(offerInWords('webgpu', plan, measured), undefined)
  })
})
