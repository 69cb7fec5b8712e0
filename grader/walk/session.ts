import { EventEmitter, on } from 'node:events'
import path from 'node:path'
import chalk from 'chalk'
import { watch } from 'chokidar'
import { type Exercise, files } from '../course/course'
import { putStub } from '../course/keep'
import { todosIn } from '../course/stub'
import { openingOf, sectionOf } from '../course/text'
import { type Checked, type Result, worthTypeChecking } from '../run/result'
import { type EngineInfo, Runner, type Running } from '../run/runner'
import { TypeChecker } from '../run/type-checker'
import type { EngineName, Event, Profile } from '../spec/events'
import type { Desk } from './desk'
import { openInEditor } from './editor'
import { installTensorflow } from './engine/tensorflow'
import { tensorflowOffer } from './engine/offer'
import { chooseExercise, confirm, typeIn } from './menus'
import { hasPassed, nextUnfinished, totalPoints } from './progress'
import { POINTS_PER_ANSWER, takeQuiz } from './quiz'
import { paragraph, plural } from './screens/layout'
import { overview } from './screens/overview'
import { header, heading, keyLine, taskScreen, toWrite } from './screens/task'
import { hintsText, markdownText, solutionText } from './screens/texts'
import { after, begin, type Training, trainingScreen } from './screens/training'
import { checkLine, verdictScreen, verdictWord } from './screens/verdict'
import { type Key, Terminal } from './terminal'

export interface WalkOptions {
  profile: Profile
  /** Every exercise can be chosen, in any order. */
  free: boolean
}

/** Everything the walk reacts to, in the order it happens. */
type Happening =
  | { type: 'key'; key: Key }
  | { type: 'saved' | 'removed' | 'resized' | 'tick' }
  | { type: 'engine'; engine: EngineInfo | string }
  | { type: 'offer'; text: string }
  | { type: 'told'; run: Run; event: Event }
  | { type: 'ended'; run: Run; result: Result | undefined }

/** A run of the current exercise's spec, as far as it has got. */
interface Run {
  whose: 'learner' | 'reference'
  running?: Running
  started: number
  checks: Checked[]
  training?: Training
}

/** Editors write a file in several steps; a save is over when it has been quiet for so many milliseconds. */
const SETTLED = 80

/** How often the picture of a run is redrawn, in milliseconds. */
const REDRAW = 100

/** Keys of what can be read once a run is over. */
const WAITING = ['h', 's', 't']

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The guided walk: one exercise on the screen, its file watched, its verdict shown on every save. */
export class Session {
  private readonly terminal = new Terminal()
  private readonly happenings = new EventEmitter()
  private runner: Runner
  private readonly types: TypeChecker
  private readonly watcher
  private exercise: Exercise
  private engine: EngineInfo | string | undefined
  /** That a faster engine could be installed; said in one walk, and in no later one. */
  private offer: string | undefined
  private run: Run | undefined
  /** What stands on the screen: the task, or what came of the last run. */
  private body = ''
  /** What was asked for below it: hints, the reference, a notice. */
  private below = ''
  /** The chapter's text is on the screen in place of all that; the same key, or Escape, goes back. */
  private isReading = false

  constructor(
    private readonly desk: Desk,
    private readonly options: WalkOptions,
    start: Exercise,
  ) {
    this.exercise = start
    this.runner = this.newRunner()
    this.types = new TypeChecker(desk.root, true)
    this.watcher = watch([], { ignoreInitial: true, atomic: true })
  }

  /** Runs until the learner quits. @returns the exit code */
  async start(): Promise<number> {
    const onResize = () => this.happen({ type: 'resized' })
    // An editor that has the terminal may be sent an interrupt that is not meant for the walk.
    const onSignal = () => this.terminal.isLent || this.happen({ type: 'key', key: { name: 'c', ctrl: true } })
    const heard = on(this.happenings, 'happening')
    try {
      this.terminal.listen((key) => this.happen({ type: 'key', key }))
      process.stdout.on('resize', onResize)
      for (const signal of SIGNALS) process.on(signal, onSignal)
      this.watch()
      this.warmUp()
      await this.open(this.exercise)
      for await (const [happening] of heard as AsyncIterable<[Happening]>) {
        const code = await this.react(happening)
        if (code !== undefined) return code
      }
      return 0
    } finally {
      process.stdout.off('resize', onResize)
      for (const signal of SIGNALS) process.off(signal, onSignal)
      this.terminal.leave()
      this.runner.close()
      this.types.close()
      await this.watcher.close()
    }
  }

  private newRunner(): Runner {
    return new Runner(this.desk.root, { onEngine: (engine) => this.happen({ type: 'engine', engine }) })
  }

  /** Loads ahead of the first save whatever takes long to load, while the learner is still reading. */
  private warmUp(): void {
    const quick = this.desk.course.exercises.find(({ tier }) => tier === 0)
    if (quick) this.runner.warmUp(quick.key)
    void this.types.check(this.fileOf(this.exercise))
  }

  private happen(happening: Happening): void {
    this.happenings.emit('happening', happening)
  }

  /** @returns an exit code when the walk is over */
  private async react(happening: Happening): Promise<number | undefined> {
    switch (happening.type) {
      case 'key':
        return this.pressed(happening.key)
      case 'saved':
        this.check('learner')
        return
      case 'removed':
        this.stop()
        this.below = chalk.yellow(this.wrapped(`${files.learners(this.exercise)} is gone. Press x to get the stub back, or save it again.`))
        this.show()
        return
      case 'engine':
        this.engine = happening.engine
        if (!this.run) this.show()
        if (typeof happening.engine === 'object') void this.lookForOffer(happening.engine.name)
        return
      case 'offer':
        this.offer = happening.text
        await this.desk.rememberOffer()
        if (!this.run) this.show()
        return
      case 'told':
        if (happening.run === this.run) this.told(happening.event)
        return
      case 'ended':
        if (happening.run === this.run) await this.ended(happening.result)
        return
      case 'tick':
        if (this.run) this.drawRun()
        return
      case 'resized':
        if (!this.run) this.show()
        return
    }
  }

  private async pressed({ name, ctrl }: Key): Promise<number | undefined> {
    if (ctrl && name === 'c') return 130
    if (name === 'escape' && this.isReading) this.show()
    // While a spec runs, the screen is the run's.
    if (this.run && WAITING.includes(name)) return
    const action = this.actions().find(({ key }) => key === name)
    return action?.act()
  }

  /** The keys that make sense now, and what they do. */
  private actions(): { key: string; does: string; act: () => Promise<number | undefined> | number | undefined }[] {
    const { course } = this.desk
    const progress = this.desk.progress()
    const passed = hasPassed(progress, this.exercise)
    const chapter = course.chapters.find(({ number }) => number === this.exercise.chapter)!
    const then = (act: () => unknown) => async () => void (await act())
    return [
      ...(passed ? [{ key: 'n', does: 'next', act: then(() => this.next()) }] : []),
      { key: 'h', does: 'hint', act: then(() => this.hint()) },
      ...(passed ? [{ key: 's', does: 'solution', act: then(() => this.solution()) }] : []),
      { key: 't', does: this.isReading ? 'back' : 'text', act: then(() => this.text()) },
      { key: 'e', does: 'editor', act: then(() => this.edit()) },
      { key: 'r', does: 'run', act: then(() => this.check('learner')) },
      { key: 'p', does: 'preview', act: then(() => this.check('reference')) },
      { key: 'f', does: this.options.profile === 'quick' ? 'full profile' : 'quick profile', act: then(() => this.toggleProfile()) },
      { key: 'l', does: 'list', act: then(() => this.jump()) },
      ...(chapter.quiz.length > 0 ? [{ key: 'k', does: 'quiz', act: then(() => this.quiz(chapter)) }] : []),
      ...(this.offer ? [{ key: 'i', does: 'install', act: then(() => this.install()) }] : []),
      { key: 'x', does: 'reset', act: then(() => this.reset()) },
      { key: 'q', does: 'quit', act: () => 0 },
    ]
  }

  /** Puts an exercise on the screen and watches its file. */
  private async open(exercise: Exercise): Promise<void> {
    this.stop()
    this.watcher.unwatch(this.fileOf(this.exercise))
    this.exercise = exercise
    this.watcher.add(this.fileOf(exercise))
    await this.desk.moveTo(exercise)
    this.showTask()
  }

  private fileOf(exercise: Exercise): string {
    return path.join(this.desk.root, files.learners(exercise))
  }

  private watch(): void {
    let timer: NodeJS.Timeout | undefined
    const settled = (type: 'saved' | 'removed') => () => {
      clearTimeout(timer)
      timer = setTimeout(() => this.happen({ type }), SETTLED)
    }
    this.watcher.on('add', settled('saved')).on('change', settled('saved')).on('unlink', settled('removed'))
  }

  /** Runs the spec on the learner's file or, for a preview, on the reference. A run under way is broken off. */
  private check(whose: Run['whose']): void {
    this.stop()
    const { exercise } = this
    const run: Run = { whose, started: performance.now(), checks: [] }
    this.run = run
    this.below = ''
    this.terminal.clear()
    this.terminal.print(`${this.header()}\n\n${this.title(chalk.dim(whose === 'learner' ? 'running …' : 'the reference at work …'))}`)
    const subject = whose === 'learner' ? 'exercises' : 'solutions'
    run.running = this.runner.run({ exercise: exercise.key, subject, profile: this.options.profile }, (event) =>
      this.happen({ type: 'told', run, event }),
    )
    run.running.result.then(
      (result) => this.happen({ type: 'ended', run, result }),
      (error: Error) => this.failed(error),
    )
    this.ticking = setInterval(() => this.happen({ type: 'tick' }), REDRAW)
  }

  private ticking: NodeJS.Timeout | undefined

  /** Breaks off the run under way, if there is one. */
  private stop(): void {
    clearInterval(this.ticking)
    this.run?.running?.cancel()
    this.run = undefined
  }

  private told(event: Event): void {
    const run = this.run!
    if (event.type === 'checked') {
      const { type: _, ...checked } = event
      run.checks.push(checked)
      run.training = undefined
    } else if (event.type === 'training') {
      run.training = begin(event, (run.training?.which ?? 0) + 1)
    } else if (run.training) {
      run.training = after(run.training, event)
    }
  }

  private drawRun(): void {
    const { checks, training, started } = this.run!
    const shown = checks.filter(({ role }) => role === 'check' || role === 'training').map((check) => checkLine(check, this.terminal.width))
    if (training) {
      const seconds = (performance.now() - started) / 1000
      shown.push('', trainingScreen(training, seconds, this.expected()))
    }
    this.terminal.draw(shown.join('\n'))
  }

  private expected(): number | undefined {
    const engine = typeof this.engine === 'object' ? this.engine.name : 'wasm'
    return this.desk.expectedSeconds(this.exercise, this.options.profile, engine)
  }

  private async ended(result: Result | undefined): Promise<void> {
    const { whose } = this.run!
    clearInterval(this.ticking)
    this.run = undefined
    if (!result) return
    const gained = await this.desk.record(this.exercise, result)
    const word = whose === 'learner' ? verdictWord(result.verdict) : chalk.dim('what the reference does')
    const points = gained > 0 ? `   ${chalk.green(`+${plural(gained, 'point')}`)}` : ''
    const body = (result: Result) => {
      this.body = `${this.title(word + points)}\n\n${verdictScreen(result, this.terminal.width)}`
      if (whose === 'learner' && result.verdict.kind === 'passed') this.body += `\n\n${this.whatNow()}`
      if (whose === 'learner' && result.verdict.kind === 'unattempted') this.body += `\n\n${toWrite(this.exercise, this.desk.source(this.exercise) ?? '', this.terminal.width)}`
      this.show()
    }
    body(result)
    if (whose === 'reference' || !worthTypeChecking(result)) return
    const shown = this.body
    void this.types.check(this.fileOf(this.exercise)).then((typeErrors) => {
      if (typeErrors.length > 0 && !this.run && this.body === shown) body({ ...result, typeErrors })
    })
  }

  private failed(error: Error): void {
    this.stop()
    this.below = chalk.red(this.wrapped(`The spec could not be run: ${error.message}`))
    this.show()
  }

  private whatNow(): string {
    const { course } = this.desk
    const next = nextUnfinished(course, this.desk.progress(), this.exercise)
    if (!next) return `  ${chalk.bold('That was the last one: every exercise has passed.')}`
    const ends = next.chapter !== this.exercise.chapter ? ' The chapter is done: k asks its quiz.' : ''
    return `  ${chalk.bold(`Press n for ${next.id}, ${next.title}.`)}${ends}`
  }

  private async next(): Promise<void> {
    const next = nextUnfinished(this.desk.course, this.desk.progress(), this.exercise)
    if (next) return this.open(next)
    this.body = overview(this.desk.course, this.desk.progress(), undefined)
    this.below = this.wrapped(`${chalk.bold('Every exercise has passed.')} f turns to the full profile, the book's own setting, for a tenth more points.`)
    this.show()
  }

  /** Hints that were read before and are not on the screen come back first, without a new one. */
  private async hint(): Promise<void> {
    const text = ({ hints, isLast }: { hints: string[]; isLast: boolean }) => hintsText(hints, isLast, this.terminal.width, hasPassed(this.desk.progress(), this.exercise))
    const read = this.desk.hintsRead(this.exercise)
    const isShown = this.below === text(read)
    this.say(text(read.hints.length > 0 && !isShown ? read : await this.desk.hint(this.exercise)))
  }

  private solution(): void {
    const patch = this.desk.solution(this.exercise)
    if (patch) this.say(solutionText(patch))
  }

  private text(): void {
    if (this.isReading) return this.show()
    this.isReading = true
    this.showPage(markdownText(sectionOf(this.desk.course, this.exercise), this.terminal.width), '')
  }

  private async edit(): Promise<void> {
    this.stop()
    const line = todosIn(this.desk.source(this.exercise) ?? '')[0]?.line ?? 1
    const problem = await openInEditor(this.terminal, files.learners(this.exercise), line)
    this.below = problem ? chalk.yellow(this.wrapped(problem)) : ''
    this.show()
  }

  private toggleProfile(): void {
    this.stop()
    this.options.profile = this.options.profile === 'quick' ? 'full' : 'quick'
    const how = this.options.profile === 'full' ? 'Full profile: as much training as in the book.' : 'Quick profile.'
    this.showTask(`  ${how} Press r to run it.`)
  }

  private async jump(): Promise<void> {
    this.stop()
    this.terminal.clear()
    const { course } = this.desk
    const chosen = await this.terminal.lend(() => chooseExercise(course, this.desk.progress(), this.exercise, this.options.free))
    if (chosen) return this.open(chosen)
    this.show()
  }

  private async quiz(chapter: (typeof this.desk.course.chapters)[number]): Promise<void> {
    this.stop()
    this.terminal.clear()
    const { width } = this.terminal
    const right = await this.terminal.lend(async () => {
      const right = await takeQuiz(chapter, (text) => process.stdout.write(`${text}\n`), width)
      // The screen that comes next would wipe the last explanation away.
      if (right !== undefined) await typeIn('That was the last one. Press Enter to go back.', () => undefined)
      return right
    })
    if (right === undefined) return this.show()
    const points = right * POINTS_PER_ANSWER
    await this.desk.recordQuiz(chapter.folder, right, points)
    this.say(`  ${chalk.bold(`${right} of ${chapter.quiz.length} right, ${plural(points, 'point')}.`)} The best try counts.`)
  }

  private async reset(): Promise<void> {
    this.stop()
    const sure = await this.terminal.lend(() => confirm(`Put the stub back into ${files.learners(this.exercise)}? A copy of yours is kept.`))
    if (!sure) return this.show()
    const kept = await putStub(this.desk.course, this.exercise)
    this.showTask(kept ? `  Your file was kept as ${chalk.cyan(kept)}.` : '  It was the stub already.')
  }

  private async lookForOffer(engine: EngineName): Promise<void> {
    if (this.desk.progress().offered) return
    const text = await tensorflowOffer(engine)
    if (text) this.happen({ type: 'offer', text })
  }

  /** Installs TensorFlow, and goes on with it. */
  private async install(): Promise<void> {
    this.stop()
    this.terminal.clear()
    const isInstalled = await this.terminal.lend(async () => {
      const code = await installTensorflow({}, this.desk.root)
      if (code !== 0) await typeIn('Press Enter to go back.', () => undefined)
      return code === 0
    })
    if (!isInstalled) return this.show()
    this.offer = undefined
    this.engine = undefined
    this.runner.close()
    this.runner = this.newRunner()
    this.warmUp()
    this.show()
  }

  private showTask(below = ''): void {
    const { course } = this.desk
    const source = this.desk.source(this.exercise) ?? ''
    this.body = taskScreen(this.exercise, openingOf(sectionOf(course, this.exercise)), source, this.terminal.width)
    this.say(below)
  }

  private say(text: string): void {
    this.below = text
    this.show()
  }

  private show(): void {
    this.isReading = false
    this.showPage(this.body, this.below)
  }

  private showPage(body: string, below: string): void {
    const keys = keyLine(this.actions().map(({ key, does }) => [key, does]), this.terminal.width)
    this.terminal.clear()
    this.terminal.print([this.header(), '', body, '', ...(below ? [below, ''] : []), ...(this.offer ? [this.wrapped(this.offer), ''] : []), this.status(), keys].join('\n'))
  }

  private header(): string {
    const progress = this.desk.progress()
    const { course } = this.desk
    const passed = course.exercises.filter((exercise) => hasPassed(progress, exercise)).length
    return header(course, this.exercise, passed, totalPoints(course, progress), this.terminal.width)
  }

  private title(word: string): string {
    return `${heading(this.exercise)}  ${word}`
  }

  private wrapped(text: string): string {
    return paragraph(text, 2, this.terminal.width)
  }

  /** The engine in one line, and that the walk is waiting for a save. */
  private status(): string {
    const { engine } = this
    const { profile } = this.options
    if (engine === undefined) return chalk.dim(this.wrapped(`${profile} profile · starting the engine …`))
    if (typeof engine === 'string') return chalk.red(this.wrapped(`No engine: ${engine}`))
    return chalk.dim(this.wrapped(`${profile} profile · ${engine.name} on ${engine.device} (${engine.why}) · save the file to run it`))
  }
}
