import type { Contender, ContenderName } from './contenders'
import type { Seat } from './measure'
import type { Worker } from './worker'

/** A contender that works, in a process that lives as long as it does not crash. */
export class Chair implements Seat {
  readonly name: ContenderName
  about: { what: string; device: string } | { missing: string } = { missing: '' }
  private worker: Worker | undefined
  private hasLeft = false

  constructor(private readonly contender: Contender) {
    this.name = contender.name
  }

  get isReady(): boolean {
    return !('missing' in this.about)
  }

  /** Whether it has begun to work. */
  async sit(): Promise<boolean> {
    if (this.contender.kind === 'missing') {
      this.about = { missing: this.contender.why }
      return false
    }
    this.worker = this.contender.start()
    const about = await this.worker.about
    this.about = about.kind === 'failed' ? { missing: about.reason } : { what: about.what, device: about.device }
    return about.kind === 'ready'
  }

  /** Another process of this contender. */
  start(): Worker {
    if (this.contender.kind === 'missing') throw new Error(`${this.name} is missing`)
    return this.contender.start()
  }

  async ask(ask: Parameters<Seat['ask']>[0]): ReturnType<Seat['ask']> {
    // One that crashed at a workload begins anew with the next.
    if (!this.worker?.isRunning && ask.ask === 'prepare' && !this.hasLeft) this.worker = this.start()
    return this.worker!.ask(ask)
  }

  leave(reason?: string): void {
    this.hasLeft = true
    this.worker?.kill(reason)
  }
}
