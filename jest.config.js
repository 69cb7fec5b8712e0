// Lets Jest load the reporter, which is TypeScript, by plain require.
require('tsx/cjs')

/** @type {import('jest').Config} */
module.exports = {
  watchman: false,
  // A limit makes Jest use worker processes also for a single file, so that an endless loop takes only its worker along.
  workerIdleMemoryLimit: '1GB',
  roots: ['<rootDir>/exercises'],
  testMatch: ['<rootDir>/exercises/*/*.spec.ts'],
  testEnvironment: '<rootDir>/grader/run/environment.ts',
  testEnvironmentOptions: { globalsCleanup: 'off' },
  resolver: '<rootDir>/grader/run/resolver.cjs',
  transform: { '\\.ts$': '<rootDir>/grader/run/transform.cjs' },
  reporters: ['<rootDir>/grader/walk/jest.ts'],
}
