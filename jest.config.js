// Lets Jest load the reporter, which is TypeScript, by plain require.
require('tsx/cjs')

/** @type {import('jest').Config} */
module.exports = {
  watchman: false,
  roots: ['<rootDir>/exercises'],
  testMatch: ['<rootDir>/exercises/*/*.spec.ts'],
  testEnvironment: '<rootDir>/grader/run/environment.ts',
  testEnvironmentOptions: { globalsCleanup: 'off' },
  resolver: '<rootDir>/grader/run/resolver.cjs',
  transform: { '\\.ts$': '<rootDir>/grader/run/transform.cjs' },
  reporters: ['<rootDir>/grader/walk/jest.ts'],
}
