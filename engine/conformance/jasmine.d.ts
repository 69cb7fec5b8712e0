/** What is used of jasmine 3.99, which comes without types. */
declare module 'jasmine' {
  interface SpecResult {
    fullName: string
    status: 'passed' | 'failed' | 'pending' | 'excluded'
    failedExpectations: { message: string }[]
  }

  interface SuiteResult {
    fullName: string
    failedExpectations: { message: string }[]
  }

  interface Reporter {
    specStarted?(spec: SpecResult): void
    specDone?(spec: SpecResult): void
    suiteDone?(suite: SuiteResult): void
    jasmineDone?(): void
  }

  class Jasmine {
    exitOnCompletion: boolean
    readonly jasmine: { DEFAULT_TIMEOUT_INTERVAL: number }
    readonly env: { configure(options: { specFilter(spec: { getFullName(): string }): boolean }): void }
    loadConfig(config: { spec_dir: string; spec_files: string[]; random: boolean }): void
    clearReporters(): void
    addReporter(reporter: Reporter): void
    execute(): Promise<void>
  }

  export = Jasmine
}
