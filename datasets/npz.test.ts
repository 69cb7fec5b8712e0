import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseNpy, parseNpz } from './npz'
import { float64s, int64s, lists, npy, npz } from './npz-testing'

/** Objects as different numpys pickled them: [[3, 1], [70000, 2, 300, -1], []], in base64. */
const PICKLES: Record<string, string> = {
  'numpy 1.11 under Python 2, protocol 0':
    'Y251bXB5LmNvcmUubXVsdGlhcnJheQpfcmVjb25zdHJ1Y3QKcDEKKGNudW1weQpuZGFycmF5CnAyCihJMAp0UydiJwp0UnAzCihJMQooSTMKdGNudW1weQpkdHlwZQpwNAooUydPOCcKSTAKSTEKdFJwNQooSTMKUyd8JwpOTk5JLTEKSS0xCkk2Mwp0YkkwMAoobHA2CihscDcKSTMKYUkxCmFhKGxwOApJNzAwMDAKYUkyCmFJMzAwCmFJLTEKYWEobHA5CmF0Yi4=',
  'numpy 1.11 under Python 2, protocol 1':
    'Y251bXB5LmNvcmUubXVsdGlhcnJheQpfcmVjb25zdHJ1Y3QKcQEoY251bXB5Cm5kYXJyYXkKcQIoSwB0VQFidFJxAyhLAShLA3RjbnVtcHkKZHR5cGUKcQQoVQJPOEsASwF0UnEFKEsDVQF8Tk5OSv////9K/////0s/dGJJMDAKXXEGKF1xByhLA0sBZV1xCChKcBEBAEsCTSwBSv////9lXXEJZXRiLg==',
  'numpy 1.11 under Python 2, protocol 2':
    'gAJjbnVtcHkuY29yZS5tdWx0aWFycmF5Cl9yZWNvbnN0cnVjdApxAWNudW1weQpuZGFycmF5CnECSwCFVQFih1JxAyhLAUsDhWNudW1weQpkdHlwZQpxBFUCTzhLAEsBh1JxBShLA1UBfE5OTkr/////Sv////9LP3RiiV1xBihdcQcoSwNLAWVdcQgoSnARAQBLAk0sAUr/////ZV1xCWV0Yi4=',
  'numpy 1.12 under Python 3, protocol 2':
    'gAJjbnVtcHkuY29yZS5tdWx0aWFycmF5Cl9yZWNvbnN0cnVjdApxAGNudW1weQpuZGFycmF5CnEBSwCFcQJjX2NvZGVjcwplbmNvZGUKcQNYAQAAAGJxBFgGAAAAbGF0aW4xcQWGcQZScQeHcQhScQkoSwFLA4VxCmNudW1weQpkdHlwZQpxC1gCAAAATzhxDEsASwGHcQ1ScQ4oSwNYAQAAAHxxD05OTkr/////Sv////9LP3RxEGKJXXERKF1xEihLA0sBZV1xEyhKcBEBAEsCTSwBSv////9lXXEUZXRxFWIu',
  'numpy 1.12 under Python 3, protocol 3':
    'gANjbnVtcHkuY29yZS5tdWx0aWFycmF5Cl9yZWNvbnN0cnVjdApxAGNudW1weQpuZGFycmF5CnEBSwCFcQJDAWJxA4dxBFJxBShLAUsDhXEGY251bXB5CmR0eXBlCnEHWAIAAABPOHEISwBLAYdxCVJxCihLA1gBAAAAfHELTk5OSv////9K/////0s/dHEMYoldcQ0oXXEOKEsDSwFlXXEPKEpwEQEASwJNLAFK/////2VdcRBldHERYi4=',
  'numpy 2.4, protocol 0':
    'Y251bXB5Ll9jb3JlLm11bHRpYXJyYXkKX3JlY29uc3RydWN0CnAwCihjbnVtcHkKbmRhcnJheQpwMQooSTAKdHAyCmNfY29kZWNzCmVuY29kZQpwMwooVmIKcDQKVmxhdGluMQpwNQp0cDYKUnA3CnRwOApScDkKKEkxCihJMwp0cDEwCmNudW1weQpkdHlwZQpwMTEKKFZPOApwMTIKSTAwCkkwMQp0cDEzClJwMTQKKEkzClZ8CnAxNQpOTk5JLTEKSS0xCkk2Mwp0cDE2CmJJMDAKKGxwMTcKKGxwMTgKSTMKYUkxCmFhKGxwMTkKSTcwMDAwCmFJMgphSTMwMAphSS0xCmFhKGxwMjAKYXRwMjEKYi4=',
  'numpy 2.4, protocol 4':
    'gASVpwAAAAAAAACMFm51bXB5Ll9jb3JlLm11bHRpYXJyYXmUjAxfcmVjb25zdHJ1Y3SUk5SMBW51bXB5lIwHbmRhcnJheZSTlEsAhZRDAWKUh5RSlChLAUsDhZRoA4wFZHR5cGWUk5SMAk84lImIh5RSlChLA4wBfJROTk5K/////0r/////Sz90lGKJXZQoXZQoSwNLAWVdlChKcBEBAEsCTSwBSv////9lXZRldJRiLg==',
  'numpy 2.4, protocol 5':
    'gAWVpwAAAAAAAACMFm51bXB5Ll9jb3JlLm11bHRpYXJyYXmUjAxfcmVjb25zdHJ1Y3SUk5SMBW51bXB5lIwHbmRhcnJheZSTlEsAhZRDAWKUh5RSlChLAUsDhZRoA4wFZHR5cGWUk5SMAk84lImIh5RSlChLA4wBfJROTk5K/////0r/////Sz90lGKJXZQoXZQoSwNLAWVdlChKcBEBAEsCTSwBSv////9lXZRldJRiLg==',
}
const OBJECTS = [[3, 1], [70_000, 2, 300, -1], []]

function pickle(name: string): Buffer {
  return Buffer.from(PICKLES[name], 'base64')
}

for (const name of Object.keys(PICKLES)) {
  test(`reads objects as pickled by ${name}`, () => {
    assert.deepEqual(parseNpy(npy('|O', [3], pickle(name))), { shape: [3], values: OBJECTS })
  })
}

test('the tests write objects as numpy does', () => {
  assert.deepEqual(lists(OBJECTS), npy('|O', [3], pickle('numpy 1.11 under Python 2, protocol 2')))
})

const NUMBERS: Record<string, [descr: string, hex: string, values: number[]]> = {
  'bytes': ['|u1', '00ff', [0, 255]],
  'signed bytes': ['|i1', '01ff', [1, -1]],
  '16 bits': ['<u2', '0100ffff', [1, 65_535]],
  'signed 16 bits': ['<i2', '0100ffff', [1, -1]],
  '32 bits': ['<u4', '01000000ffffffff', [1, 2 ** 32 - 1]],
  'signed 32 bits': ['<i4', '01000000ffffffff', [1, -1]],
  '64 bits': ['<u8', '01000000000000000000000001000000', [1, 2 ** 32]],
  'signed 64 bits': ['<i8', '0100000000000000ffffffffffffffff', [1, -1]],
  'floats of 32 bits': ['<f4', '0000803f000000bf', [1, -0.5]],
  'floats of 64 bits': ['<f8', '9a9999999999b93f000000000000f07f', [0.1, Infinity]],
}

for (const [name, [descr, hex, values]] of Object.entries(NUMBERS)) {
  test(`reads numbers of ${name}`, () => {
    const { shape, values: read } = parseNpy(npy(descr, [2], Buffer.from(hex, 'hex')))
    assert.deepEqual([shape, Array.from(read as number[])], [[2], values])
  })
}

test('reads every version of the header, and numbers that begin at an odd byte', () => {
  for (const version of [1, 2, 3]) {
    const file = npy('<u2', [2, 1], Buffer.from('01000200', 'hex'), { version })
    const shifted = Buffer.concat([Buffer.alloc(1), file]).subarray(1)
    assert.deepEqual(parseNpy(shifted), { shape: [2, 1], values: Uint16Array.of(1, 2) })
  }
})

test('a single number has no axes', () => {
  assert.deepEqual(parseNpy(npy('|u1', [], Uint8Array.of(7))), { shape: [], values: Uint8Array.of(7) })
})

test('puts what lies column by column in rows', () => {
  const columns = (shape: number[]) => {
    const size = shape.reduce((product, length) => product * length)
    return Array.from(parseNpy(npy('|u1', shape, Uint8Array.from({ length: size }, (_, i) => i), { fortran: true })).values)
  }
  assert.deepEqual(columns([2, 3]), [0, 2, 4, 1, 3, 5])
  assert.deepEqual(columns([2, 3, 2]), [0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11])
})

for (const level of [0, 6] as const) {
  test(`reads an npz file, ${level ? 'packed' : 'stored'}`, () => {
    const file = npz({ x: lists(OBJECTS), y: int64s([5, 6]), z: float64s([0.5, 1, 2, 3], [2, 2]) }, level)
    assert.deepEqual(parseNpz(file, 'x').values, OBJECTS)
    assert.deepEqual(parseNpz(file, 'y').values, Float64Array.of(5, 6))
    assert.deepEqual(parseNpz(file, 'z'), { shape: [2, 2], values: Float64Array.of(0.5, 1, 2, 3) })
    assert.throws(() => parseNpz(file, 'w'), /^RangeError: the npz file holds no w\.npy$/)
  })
}

const good = npy('<i4', [2], Buffer.alloc(8))
const damages: Record<string, [bytes: Uint8Array, message: RegExp]> = {
  'an empty file': [new Uint8Array(0), /is not an npy file/],
  'a web page': [Buffer.from('<html><body>Sign in to the network</body></html>'), /is not an npy file/],
  'half a header': [good.subarray(0, 40), /is not an npy file, or its beginning is damaged/],
  'a header that lies about its length': [good.map((byte, i) => (i === 9 ? 0xff : byte)), /its beginning is damaged/],
  'too few numbers': [good.subarray(0, good.length - 1), /of shape \[2\] has \d+ bytes, this one \d+/],
  'too many numbers': [Buffer.concat([good, Buffer.alloc(1)]), /of shape \[2\] has \d+ bytes, this one \d+/],
  'far more numbers than bytes': [npy('<i4', [2 ** 40], Buffer.alloc(8)), /of shape \[1099511627776\]/],
  'numbers of an unknown kind': [npy('>c16', [1], Buffer.alloc(16)), /of the type >c16/],
  'fewer objects than announced': [npy('|O', [4], pickle('numpy 2.4, protocol 4')), /should hold 4 objects/],
  'no array of objects': [npy('|O', [1], Buffer.from('\x80\x02K\x05.', 'latin1')), /should hold 1 objects/],
}

for (const [damage, [bytes, message]] of Object.entries(damages)) {
  test(`refuses ${damage}`, () => {
    assert.throws(() => parseNpy(bytes, 'x.npy'), (error) => error instanceof RangeError && message.test(error.message))
  })
}

test('refuses a pickle that asks for anything but an array', () => {
  const asking: Record<string, string> = {
    'posix.system': "cposix\nsystem\n(S'true'\ntR.",
    'os.system': '\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x04true\x85R.',
    'builtins.eval': '\x80\x03cbuiltins\neval\nX\x01\x00\x00\x001\x85R.',
    'os.Popen': "(ios\nPopen\n.",
    'subprocess.Popen': '\x80\x02csubprocess\nPopen\n)\x81.',
  }
  for (const [name, program] of Object.entries(asking)) {
    assert.throws(
      () => parseNpy(npy('|O', [1], Buffer.from(program, 'latin1'))),
      new RegExp(`^RangeError: this pickle cannot be read: it asks for ${name}, which is no plain data$`),
    )
  }
})

test('refuses half a pickle, wherever it is cut, and damaged ones with a sentence or as other numbers', () => {
  for (const name of Object.keys(PICKLES)) {
    const whole = pickle(name)
    for (let length = 0; length < whole.length; length++) {
      assert.throws(() => parseNpy(npy('|O', [3], whole.subarray(0, length))), RangeError, `${name}, ${length} bytes`)
    }
    for (let at = 0; at < whole.length; at++) {
      for (const change of [1, 0x20, 0xff]) {
        const changed = Buffer.from(whole)
        changed[at] ^= change
        try {
          parseNpy(npy('|O', [3], changed))
        } catch (error) {
          assert.ok(error instanceof RangeError, `${name}, byte ${at}: ${String(error)}`)
        }
      }
    }
  }
})

test('refuses half an npz file, wherever it is cut, and what would be far too large', () => {
  const whole = npz({ x: lists(OBJECTS), y: int64s([5, 6]) }, 6)
  for (let length = 0; length < whole.length; length++) {
    assert.throws(() => parseNpz(whole.subarray(0, length), 'x'), /^RangeError: (not an npz file|the npz file holds no x)/, `${length} bytes`)
  }
  const bomb = Buffer.from(npz({ x: new Uint8Array(2 ** 21) }, 6))
  // The size that the directory at the end claims.
  bomb.writeUInt32LE(0xf0000000, bomb.indexOf(Buffer.from('PK\x01\x02', 'latin1')) + 24)
  assert.throws(() => parseNpz(bomb, 'x'), /^RangeError: x\.npy would have 4026531840 bytes, more than anything here$/)
})
