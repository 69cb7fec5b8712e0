import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { files, loadCourse } from '../course/course'
import { foiled } from '../course/foils'
import { foilsOf, referenceOf } from '../course/reference'
import { courseCopy } from './testing/course-copy'
import { Screen } from './testing/screen'

const WALK = [process.execPath, '--import', 'tsx', 'grader/walk/index.ts']

/** The first two exercises of the course, walked through on a real terminal. */
describe('the walk on a terminal', { timeout: 240_000 }, () => {
  let root: string
  let screen: Screen
  const { exercises } = loadCourse(path.resolve(__dirname, '../..'))
  const [first, second] = exercises as [(typeof exercises)[0], (typeof exercises)[0]]
  const save = (exercise: typeof first, source: string) => fs.writeFileSync(path.join(root, files.learners(exercise)), source)
  const start = (...more: string[]) => (screen = new Screen([...WALK, ...more], { cwd: root }))

  before(() => {
    root = courseCopy()
  })
  after(() => {
    screen.kill()
    fs.rmSync(root, { recursive: true, force: true })
  })

  it('opens at the first exercise and says what to write and where', async () => {
    start()
    await screen.shows(first.title)
    const text = await screen.shows(/save the file to run it/)
    assert.match(text, new RegExp(`write {2}${files.learners(first)}:\\d+`))
    assert.match(text, /0 of \d+ +0 points/)
  })

  it('shows a known mistake by name as soon as the file is saved', async () => {
    const [trap, edits] = Object.entries(foilsOf(root, first))[0]
    save(first, foiled(referenceOf(root, first), edits))
    await screen.shows(`A known mistake: ${trap}`)
  })

  it('gives a hint, then a second one', async () => {
    screen.press('h')
    await screen.shows('Hint 1.')
    screen.press('h')
    await screen.shows('Hint 2.')
  })

  it('shows a type error with its line and column', async () => {
    save(first, `${referenceOf(root, first)}\nexport const wrong: number = 'text'\n`)
    await screen.shows(/TypeScript objects/)
    await screen.shows(new RegExp(`${files.learners(first)}:\\d+:\\d+ +TS2322`))
  })

  it('passes a right answer and counts its points, less the second hint', async () => {
    save(first, referenceOf(root, first).replace(/^ *\/\/ #.*\n/gm, ''))
    await screen.shows('running')
    const text = await screen.shows(`Press n for ${second.id}`)
    assert.match(text, /1 of \d+ +8 points/)
    assert.match(text, new RegExp(`${first.title} +passed`))
    assert.doesNotMatch(text, /TypeScript/)
  })

  it('shows the reference as a difference to the answer', async () => {
    screen.press('s')
    await screen.shows('letter by letter')
  })

  it('goes on to the next exercise', async () => {
    screen.press('n')
    await screen.shows(`${second.id}  ${second.title}`)
  })

  it('resets a file and keeps what was in it', async () => {
    save(second, '// my own notes\nexport {}\n')
    await screen.shows(/exports no function/)
    screen.press('x')
    await screen.shows('Put the stub back')
    screen.press('y\r')
    const text = await screen.shows('Your file was kept as')
    const kept = /kept as\s+(\S+\.ts)/.exec(text.replace(/\n\s*/g, ''))![1]
    assert.equal(fs.readFileSync(path.join(root, kept), 'utf8'), '// my own notes\nexport {}\n')
    assert.match(fs.readFileSync(path.join(root, files.learners(second)), 'utf8'), /todo\('/)
  })

  it('lists the exercises and jumps back to one', async () => {
    screen.press('l')
    await screen.shows('Go to')
    screen.press('\x1b[A\r')
    const text = await screen.shows(/save the file to run it/)
    assert.match(text, new RegExp(`${first.id} {2}${first.title}`))
  })

  it('quits and leaves the terminal as it was', async () => {
    screen.press('q')
    assert.equal(await screen.ends(), 0)
    assert.ok(screen.isCursorVisible())
  })

  it('resumes where it was, with the points', async () => {
    start()
    const text = await screen.shows(`${second.id}  ${second.title}`)
    assert.match(text, /1 of \d+ +8 points/)
  })

  it('leaves a clean terminal on Ctrl-C', async () => {
    screen.press('\x03')
    assert.equal(await screen.ends(), 130)
    assert.ok(screen.isCursorVisible())
  })
})
