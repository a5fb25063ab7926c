/** Unit tests run in-process; the end-to-end suite (test/e2e) has its own project, because it starts the embedded AWS. */
const base = {
  transform: {
    '^.+\\.(ts|mjs|js)$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  // hyparquet ships ES modules only.
  transformIgnorePatterns: ['node_modules/(?!hyparquet)'],
  moduleFileExtensions: ['ts', 'mjs', 'js', 'cjs', 'json'],
  testEnvironment: 'node',
};
module.exports = {
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
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
