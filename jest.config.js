/**
 * Tests are TypeScript, the code under test is the compiled `dist/`: what runs here, worker threads
 * included, is what ships. `npm test` builds first.
 */
export default {
  testEnvironment: 'node',
  // Ends a test that hangs; no test passes or fails by its speed.
  testTimeout: 60_000,
  // Both cores of a small machine; most suites wait for a disk, a process or a thread now and then.
  maxWorkers: 2,
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^(?:\\.{1,2}/)+src/(.*)\\.js$': '<rootDir>/dist/$1.js',
    '^(\\.{1,2}/(?!src/).*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/package.json'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        sourceMaps: 'inline',
        module: { type: 'es6' },
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true },
          keepClassNames: true,
        },
      },
    ],
  },
};
