import readline from 'node:readline'
import { createLogUpdate } from 'log-update'

export interface Key {
  /** `a`, `return`, `up`, … */
  name: string
  ctrl: boolean
}

/**
 * The screen and the keyboard of the walk. Everything that changes the state of the terminal is here, and
 * `leave` undoes all of it.
 */
export class Terminal {
  private readonly live = createLogUpdate(process.stdout)
  private onKey: ((key: Key) => void) | undefined
  /** Somebody else has keyboard and screen. */
  isLent = false
  private readonly heard = (_text: string | undefined, key: { name?: string; ctrl?: boolean; sequence?: string }) => {
    this.onKey?.({ name: key.name ?? key.sequence ?? '', ctrl: key.ctrl ?? false })
  }

  get width(): number {
    return process.stdout.columns || 80
  }

  get height(): number {
    return process.stdout.rows || 24
  }

  /** Starts to pass on single keys. */
  listen(onKey: (key: Key) => void): void {
    this.onKey = onKey
    readline.emitKeypressEvents(process.stdin)
    process.stdin.on('keypress', this.heard)
    process.stdin.setRawMode(true)
    process.stdin.resume()
  }

  /** Hands keyboard and screen to somebody else (a prompt, an editor) and takes them back. */
  async lend<T>(to: () => Promise<T>): Promise<T> {
    this.isLent = true
    process.stdin.off('keypress', this.heard)
    process.stdin.setRawMode(false)
    // Two readers would each get half of what is typed.
    process.stdin.pause()
    this.live.done()
    try {
      return await to()
    } finally {
      this.isLent = false
      process.stdin.on('keypress', this.heard)
      process.stdin.setRawMode(true)
      process.stdin.resume()
    }
  }

  /** An empty screen; what was on it stays in the scrollback. */
  clear(): void {
    this.live.clear()
    process.stdout.write('\n'.repeat(this.height) + '\x1b[H\x1b[2J')
  }

  /** Text that stays. */
  print(text: string): void {
    this.live.clear()
    process.stdout.write(`${text}\n`)
  }

  /** Text that the next `draw` or `print` replaces: at most one screen of it. */
  draw(text: string): void {
    this.live(text.split('\n').slice(-(this.height - 1)).join('\n'))
  }

  leave(): void {
    this.live.done()
    process.stdin.off('keypress', this.heard)
    if (process.stdin.isTTY) process.stdin.setRawMode(false)
    process.stdin.pause()
    process.stdout.write('\x1b[?25h')
  }
}
