import { type ChildProcess, fork } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import type { TypeNote } from './result'

export interface TypeQuestion {
  id: number
  file: string
}

export interface TypeAnswer {
  id: number
  errors: TypeNote[]
}

/**
 * Checks types in a process of its own: reading TensorFlow.js's types takes seconds once, and no verdict should
 * wait for that.
 */
export class TypeChecker {
  private child: ChildProcess | undefined
  private questions = 0

  /** In the background it gives way to everything else, so that a verdict comes first. */
  constructor(
    private readonly root: string,
    private readonly isInBackground: boolean,
  ) {}

  /** What TypeScript objects to in a file; nothing when the checker itself fails. */
  check(file: string): Promise<TypeNote[]> {
    const child = (this.child ??= this.start())
    const id = ++this.questions
    return new Promise((resolve) => {
      const onMessage = (answer: TypeAnswer) => answer.id === id && settle(answer.errors)
      const onExit = () => settle([])
      const settle = (errors: TypeNote[]) => {
        child.off('message', onMessage).off('exit', onExit)
        resolve(errors)
      }
      child.on('message', onMessage).on('exit', onExit)
      const question: TypeQuestion = { id, file }
      child.send(question)
    })
  }

  close(): void {
    this.child?.kill('SIGKILL')
  }

  private start(): ChildProcess {
    const child = fork(path.join(__dirname, 'type-worker.ts'), {
      cwd: this.root,
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    child.on('exit', () => {
      if (this.child === child) this.child = undefined
    })
    if (this.isInBackground && child.pid) os.setPriority(child.pid, os.constants.priority.PRIORITY_BELOW_NORMAL)
    return child
  }
}
