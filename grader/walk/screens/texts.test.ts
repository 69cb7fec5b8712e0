import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import chalk from 'chalk'
import { structuredPatch } from 'diff'
import { hintsText, markdownText, solutionText } from './texts'

chalk.level = 0

describe('hints', () => {
  const hints = ['A question.', 'The idea.', 'Nearly the line.']
  it('say what the next one costs', () => {
    assert.equal(hintsText(hints.slice(0, 1), false, 80), '  Hint 1.  A question.\n  The next one costs a fifth of the points.')
    assert.equal(hintsText(hints.slice(0, 2), false, 80), '  Hint 1.  A question.\n  Hint 2.  The idea.\n  The next one costs another fifth.')
  })
  it('say when there are no more', () => assert.match(hintsText(hints, true, 80), /Hint 3\. {2}Nearly the line\.\n {2}That was the last one\.$/))
  it('wrap', () => {
    const lines = hintsText(['many words '.repeat(20).trim()], false, 40).split('\n')
    assert.ok(lines.every((line) => line.length <= 44) && lines.length > 5)
  })
})

describe('the solution', () => {
  const patch = (yours: string, reference: string) => structuredPatch('yours', 'reference', yours, reference, undefined, undefined, { context: 1 })
  it('is a difference', () => {
    assert.deepEqual(solutionText(patch('a\nb\nc\nd\n', 'a\nB\nc\nd\n')).split('\n'), ['  − yours  + the reference', '  @@ from your line 1', '   a', '  -b', '  +B', '   c'])
  })
  it('may be the answer itself', () => assert.match(solutionText(patch('a\n', 'a\n')), /letter by letter/))
})

describe('a text of the course', () => {
  it('shows what is between stars without them, and leaves other stars alone', () => {
    assert.equal(markdownText('**Write** a *tensor*: 2 * 3 * 4', 60), '  Write a tensor: 2 * 3 * 4')
  })
  it('is wrapped, but for code, lists and tables', () => {
    const code = "const x = tf.tensor2d([[1, 2], [3, 4]]) // a long line of code that nobody should break in two\n\nx.print()"
    const list = '- one\n- two'
    const table = '| a | b |\n|---|---|\n| 1 | 2 |'
    const words = 'Some words about tensors. '.repeat(8).trim()
    const text = markdownText(`### Worked by hand\n\n${words}\n\n\`\`\`ts\n${code}\n\`\`\`\n\n${list}\n\n${table}\n\nThe end\nof it.`, 60)
    const indented = (block: string) => block.split('\n').map((line) => `  ${line}`).join('\n')
    assert.ok(text.startsWith('  Worked by hand\n\n  Some words'))
    for (const block of [code.split('\n\n')[0], code.split('\n\n')[1], list]) assert.ok(text.includes(indented(block)), block)
    assert.match(text, /\n {4}a {3}b\n {4}1 {3}2\n/)
    assert.ok(!text.includes('```'))
    assert.ok(text.endsWith('\n\n  The end of it.'))
    assert.ok(text.split('\n').filter((line) => line.includes('words')).every((line) => line.length <= 60))
  })
  it('may be empty', () => assert.equal(markdownText('', 60).trim(), ''))
})
