import { setTimeout as sleep } from 'node:timers/promises'
import { type IPty, spawn } from '@lydell/node-pty'
import { Terminal } from '@xterm/headless'

/** Milliseconds without output after which a screen has come to rest. */
const REST = 200

/** A program on a real pseudo-terminal, and a terminal emulator that shows what a person would see. */
export class Screen {
  private readonly emulator: Terminal
  private readonly pty: IPty
  private exit: number | undefined
  private lastOutput = Date.now()

  constructor(command: string[], options: { cwd: string; env?: NodeJS.ProcessEnv; columns?: number; rows?: number }) {
    const { cwd, env = process.env, columns = 100, rows = 40 } = options
    this.emulator = new Terminal({ cols: columns, rows, scrollback: 2000, allowProposedApi: true })
    this.pty = spawn(command[0], command.slice(1), { cwd, env: env, cols: columns, rows, name: 'xterm-256color' })
    this.pty.onData((data) => {
      this.lastOutput = Date.now()
      this.emulator.write(data)
    })
    this.pty.onExit(({ exitCode }) => (this.exit = exitCode))
  }

  /** What is on the screen now, line by line, without trailing blanks. */
  text(): string {
    const { active } = this.emulator.buffer
    const lines = Array.from({ length: this.emulator.rows }, (_, i) => active.getLine(active.viewportY + i)?.translateToString(true) ?? '')
    return lines.join('\n').trimEnd()
  }

  /** Waits until the screen shows something. */
  async shows(wanted: string | RegExp, seconds = 60): Promise<string> {
    const found = () => (typeof wanted === 'string' ? this.text().includes(wanted) : wanted.test(this.text()))
    const until = Date.now() + 1000 * seconds
    while (!found()) {
      if (Date.now() > until) throw new Error(`the screen does not show ${String(wanted)} within ${seconds} s:\n${this.text()}`)
      if (this.exit !== undefined) throw new Error(`the program ended with ${this.exit} before it showed ${String(wanted)}:\n${this.text()}`)
      await sleep(30)
    }
    return this.text()
  }

  /** Presses keys once the screen has come to rest, as a person would. */
  async press(keys: string): Promise<void> {
    while (Date.now() - this.lastOutput < REST) await sleep(30)
    this.pressNow(keys)
  }

  /** Presses keys while something moves on the screen. */
  pressNow(keys: string): void {
    this.pty.write(keys)
  }

  /** The exit code, once the program has ended. */
  async ends(seconds = 20): Promise<number> {
    const until = Date.now() + 1000 * seconds
    while (this.exit === undefined) {
      if (Date.now() > until) throw new Error(`the program does not end within ${seconds} s:\n${this.text()}`)
      await sleep(30)
    }
    return this.exit
  }

  /** Whether the cursor can be seen: a program that hides it must bring it back. */
  isCursorVisible(): boolean {
    const core = (this.emulator as unknown as { _core: { coreService: { isCursorHidden: boolean } } })._core
    return !core.coreService.isCursorHidden
  }

  kill(): void {
    if (this.exit === undefined) this.pty.kill()
  }
}
