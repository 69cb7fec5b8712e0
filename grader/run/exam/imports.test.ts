import assert from 'node:assert/strict'
import fs from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { kit, smallCourse, write } from '../../course/testing/small-course'
import { inWords } from '../../spec/outcome'
import type * as Runners from '../runner'

const spec = (comment: string, file: string) => `
  /** ${comment} */
  import { check, expect } from '#spec'
  import { answer } from './${file}'
  check('answers', () => expect(answer(), 'the answer').toBe(42))
`
const answering = (first: string, answer = '42') => `${first}\nexport function answer(): number {\n  return ${answer}\n}\n`

const COURSE = {
  'exercises/01-small/01-exam.spec.ts': spec('@exam', '01-exam'),
  'exercises/01-small/02-other.spec.ts': spec('No labels are kept here.', '02-other'),
  'solutions/01-small/01-exam.ts': answering("import * as tf from '@tensorflow/tfjs'\nimport { todo } from '#spec'\nimport { half } from './lib/half'\nvoid [tf, todo]", '2 * half'),
  'solutions/01-small/lib/half.ts': 'export const half = 21\n',
  'solutions/01-small/02-other.ts': answering("import fs from 'node:fs'\nvoid fs"),
}

const TF = "import * as tf from '@tensorflow/tfjs'\n"
const PROCESS = '{ getBuiltinModule(name: string): unknown }'

/** Ways to get at what an exam keeps away. */
const REFUSED: Record<string, string> = {
  "Node's own modules": "import fs from 'fs'\nvoid fs",
  'the same with a prefix': "import { execSync } from 'node:child_process'\nvoid execSync",
  'the generator of the problems': "import { problems } from '../../grader/run/exam/problems'\nvoid problems",
  'a way round by its own chapter': "import { problems } from './../../grader/run/exam/problems'\nvoid problems",
  "Jest's own functions": "import { jest } from '@jest/globals'\nvoid jest.requireActual('fs')",
  'what a file of its chapter imports': "import './lib/deep'",
  'what is loaded as it is': "import './lib/plain'",
  'a require that is hidden': "void (0, eval)('0')\nvoid (require as (name: string) => unknown)('fs')",
  "the module's own require": "void (module as unknown as { require(name: string): unknown }).require('fs')",
  'what is there without an import': "void (jest as unknown as { requireActual(name: string): unknown }).requireActual('fs')",
  'a module by the process': "void (process as unknown as { getBuiltinModule(name: string): unknown }).getBuiltinModule('fs')",
  'a module by what makes functions of TensorFlow.js': `${TF}const outer = (tf.tensor as unknown as { constructor(code: string): () => ${PROCESS} }).constructor('return process')()\nvoid outer.getBuiltinModule('fs')`,
  'a module by the process that TensorFlow.js sees': `${TF}const outer = tf.env().global as unknown as { process: ${PROCESS} }\nvoid outer.process.getBuiltinModule('fs')`,
  'the module that Node was started with': `${TF}const outer = tf.env().global as unknown as { process: { mainModule: { require(name: string): unknown } } }\nvoid outer.process.mainModule.require('fs')`,
  'code that Node is to run': `${TF}const outer = tf.env().global as unknown as { eval(code: string): unknown }\nvoid outer.eval('0')`,
}

describe('in an exam, imports', { timeout: 900_000 }, () => {
  let root: string
  let runner: Runners.Runner
  before(() => {
    root = smallCourse(COURSE)
    const { Runner } = kit<typeof Runners>(root, 'grader/run/runner')
    runner = new Runner(root)
  })
  after(() => {
    runner.close()
    fs.rmSync(root, { recursive: true, force: true })
  })

  async function verdictOf(exercise: string, subject: string) {
    const result = await runner.run({ exercise: `01-small/${exercise}`, subject }).result
    assert.ok(result)
    return result.verdict
  }

  it('of TensorFlow.js, #spec and files of the same chapter are allowed', async () => {
    const verdict = await verdictOf('01-exam', 'solutions')
    // The checks have passed; that nothing was judged is what this exam fails for.
    assert.match(inWords(verdict), /judged 0 times/)
  })
  it('are not restricted in other exercises of the chapter', async () => {
    const verdict = await verdictOf('02-other', 'solutions')
    assert.equal(verdict.kind, 'passed', inWords(verdict))
  })
  for (const [what, first] of Object.entries(REFUSED)) {
    it(`of ${what} are refused`, async () => {
      write(root, 'hers/01-small/01-exam.ts', answering(first))
      write(root, 'hers/01-small/lib/deep.ts', "import fs from 'fs'\nexport default fs\n")
      write(root, 'hers/01-small/lib/plain.js', "module.exports = require('fs')\n")
      const verdict = await verdictOf('01-exam', 'hers')
      assert.equal(verdict.kind, 'crashed', inWords(verdict))
    })
  }
})
