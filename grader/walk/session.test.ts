import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Exercise, files, findExercise, loadCourse } from '../course/course'
import { foiled } from '../course/foils'
import { foilsOf, referenceOf } from '../course/reference'
import { courseCopy } from './testing/course-copy'
import { Screen } from './testing/screen'

const WALK = [process.execPath, '--import', 'tsx', 'grader/walk/index.ts']

/** The first two exercises of the course, walked through on a real terminal. */
describe('the walk on a terminal', { timeout: 900_000 }, () => {
  let root: string
  let screen: Screen
  const { exercises } = loadCourse(path.resolve(__dirname, '../..'))
  const [first, second] = exercises as [Exercise, Exercise]
  const save = (exercise: Exercise, source: string) => fs.writeFileSync(path.join(root, files.learners(exercise)), source)
  const start = (...more: string[]) => (screen = new Screen([...WALK, ...more], { cwd: root }))

  before(() => {
    root = courseCopy()
  })
  after(() => {
    screen?.kill()
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
    await screen.press('h')
    await screen.shows('Hint 1.')
    await screen.press('h')
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
    await screen.press('s')
    await screen.shows('letter by letter')
  })

  it('goes on to the next exercise', async () => {
    await screen.press('n')
    await screen.shows(`${second.id}  ${second.title}`)
  })

  it('resets a file and keeps what was in it', async () => {
    save(second, '// my own notes\nexport {}\n')
    await screen.shows(/exports no function/)
    await screen.press('x')
    await screen.shows('Put the stub back')
    await screen.press('y\r')
    const text = await screen.shows('Your file was kept as')
    const kept = /kept as\s+(\S+\.ts)/.exec(text.replace(/\n\s*/g, ''))![1]
    assert.equal(fs.readFileSync(path.join(root, kept), 'utf8'), '// my own notes\nexport {}\n')
    assert.match(fs.readFileSync(path.join(root, files.learners(second)), 'utf8'), /todo\('/)
  })

  it('lists the exercises and jumps back to one', async () => {
    await screen.press('l')
    await screen.shows('Go to')
    await screen.press('\x1b[A\r')
    const text = await screen.shows(/save the file to run it/)
    assert.match(text, new RegExp(`${first.id} {2}${first.title}`))
  })

  it('quits and leaves the terminal as it was', async () => {
    await screen.press('q')
    assert.equal(await screen.ends(), 0)
    assert.ok(screen.isCursorVisible())
  })

  it('resumes where it was, with the points', async () => {
    start()
    const text = await screen.shows(`${second.id}  ${second.title}`)
    assert.match(text, /1 of \d+ +8 points/)
  })

  it('leaves a clean terminal on Ctrl-C', async () => {
    await screen.press('\x03')
    assert.equal(await screen.ends(), 130)
    assert.ok(screen.isCursorVisible())
  })
})

/** 4.4, which trains: what is on the screen meanwhile, and what a second save does. */
describe('the walk while a network trains', { timeout: 900_000 }, () => {
  let root: string
  let screen: Screen
  const course = loadCourse(path.resolve(__dirname, '../..'))
  const exercise = findExercise(course, '4.4') as Exercise
  const save = (more = '') => fs.writeFileSync(path.join(root, files.learners(exercise)), referenceOf(root, exercise) + more)

  before(async () => {
    root = courseCopy()
    screen = new Screen([...WALK, '--free', exercise.id], { cwd: root })
    await screen.shows(/save the file to run it/)
  })
  after(() => {
    screen?.kill()
    fs.rmSync(root, { recursive: true, force: true })
  })

  it('shows steps and epochs as they come', async () => {
    save()
    await screen.shows(/step \d+ of 141/)
    await screen.shows(/epoch 1 +loss 0\.\d+ +acc 0\.\d+/)
  })

  it('stops and starts over when the file is saved again', async () => {
    save('// once more\n')
    await screen.shows(/running/)
    await screen.shows(/^(?![^]*epoch 1)[^]*step \d+ of 141/)
  })

  it('shows the measured number beside its bar and the figure of the book', async () => {
    const text = await screen.shows(/passed/)
    assert.match(text, /test accuracy +0\.\d{4} +bar ≥ 0\.\d{4} +in full: the book 0\.9780/)
    assert.match(text, /overfitting +-?0\.\d{4}/)
    assert.match(text, /\+25 points/)
  })

  it('lets the reference train in a preview, without points or code', async () => {
    await screen.press('p')
    await screen.shows('the reference at work')
    const text = await screen.shows('what the reference does')
    assert.doesNotMatch(text, /\+\d+ points|m\.fit/)
  })

  it('turns to the full profile and breaks off its training on quit', async () => {
    await screen.press('f')
    await screen.shows(/full profile · wasm/)
    await screen.press('r')
    await screen.shows(/step \d+ of 2345/)
    screen.pressNow('q')
    assert.equal(await screen.ends(), 0)
    assert.ok(screen.isCursorVisible())
  })
})

describe('the quiz in the walk', { timeout: 240_000 }, () => {
  it('asks, explains and keeps the points', async () => {
    const root = courseCopy()
    const screen = new Screen([...WALK, '--free', '4.1'], { cwd: root, rows: 60 })
    try {
      await screen.shows('k quiz')
      await screen.press('k')
      await screen.shows(/How many updates[^]*A number/)
      await screen.press('469\r')
      await screen.shows(/Right\.[^]*↑↓ navigate • space select/)
      await screen.press('\r')
      await screen.shows(/Not quite[^]*Choose one[^]*↑↓ navigate • ⏎/)
      await screen.press('\x1b[B\x1b[B\r')
      await screen.shows(/learned by\s+heart[^]*in order, such as/)
      await screen.press('1,1\r')
      await screen.shows('each number only once')
      await screen.press('\x7f'.repeat(3) + '3,1,4,2\r')
      await screen.shows(/One round is one\s+update[^]*Choose one[^]*↑↓ navigate • ⏎/)
      await screen.press('\r')
      await screen.shows(/(Right|Not quite)\.[^]*Press Enter to go back/)
      await screen.press('\r')
      await screen.shows('3 of 5 right, 15 points')
      assert.match(fs.readFileSync(path.join(root, '.tensorlings/progress.json'), 'utf8'), /"points": 15/)
    } finally {
      screen.kill()
      fs.rmSync(root, { recursive: true, force: true })
    }
  })
})
