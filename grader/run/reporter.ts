import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Reporter, Test, TestResult } from '@jest/reporters'
import { fromJest } from './from-jest'
import { type Result, worthTypeChecking } from './result'
import { readSettings } from './settings'
import { typeErrors } from './type-check'

/** A Jest reporter that makes results; a subclass says what to do with each, and with all of them. */
export abstract class ResultReporter implements Reporter {
  protected readonly results: Result[] = []
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-'))

  constructor() {
    // Jest's workers are started later and inherit it.
    process.env['EVENTS'] = this.folder
  }

  abstract onResult(result: Result): void

  /** Settings that nobody can follow end the run before it begins. */
  onRunStart(): void {
    try {
      readSettings('', '')
    } catch (error) {
      process.stderr.write(`${(error as Error).message}\n`)
      process.exit(2)
    }
  }

  onTestFileResult({ context }: Test, testResult: TestResult): void {
    const root = context.config.rootDir
    const result = fromJest(root, testResult)
    if (worthTypeChecking(result)) result.typeErrors = typeErrors(readSettings(root, testResult.testFilePath).file)
    this.results.push(result)
    this.onResult(result)
  }

  onRunComplete(): void {
    fs.rmSync(this.folder, { recursive: true, force: true })
  }
}
