/**
 * Four projects. `unit` is what `npm run check` runs; `long` are properties over many cases, pages in a browser and
 * documents that are followed; `templates` judges all templates of all stages, the linter's minute included; `e2e`
 * starts the embedded AWS.
 */
const LONG = ['<rootDir>/test/**/*.property.test.ts', '<rootDir>/test/{browser,docs}/**/*.test.ts'];
const base = {
  transform: {
    '^.+\\.(ts|mjs|js)$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  // These ship ES modules only.
  transformIgnorePatterns: ['node_modules/(?!hyparquet|flesch-kincaid|syllable|@octokit/webhooks-methods)'],
  // Its exports know no `require`.
  moduleNameMapper: {
    '^@octokit/webhooks-methods$': '<rootDir>/node_modules/@octokit/webhooks-methods/dist-node/index.js',
  },
  moduleFileExtensions: ['ts', 'mjs', 'js', 'cjs', 'json'],
  testEnvironment: 'node',
};
module.exports = {
  // Two cores are common; by default jest would leave one of them idle.
  maxWorkers: '100%',
  // How fast the machine is decides nothing; this only ends what hangs.
  testTimeout: 120_000,
  globalSetup: '<rootDir>/test/support/scratch-setup.cjs',
  globalTeardown: '<rootDir>/test/support/scratch-teardown.cjs',
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        '<rootDir>/test/(e2e|browser|docs)/',
        '<rootDir>/test/lib/templates/[^/]+$',
        '\\.property\\.test\\.ts$',
      ],
      setupFiles: ['<rootDir>/test/support/setup.cjs'],
    },
    {
      ...base,
      displayName: 'long',
      testMatch: LONG,
      setupFiles: ['<rootDir>/test/support/setup.cjs'],
    },
    {
      ...base,
      displayName: 'templates',
      testMatch: ['<rootDir>/test/lib/templates/*.test.ts'],
      setupFiles: ['<rootDir>/test/support/setup.cjs'],
    },
    {
      ...base,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
      setupFiles: ['<rootDir>/test/support/setup.cjs'],
    },
  ],
};
