const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** Whatever tests, the CDK and browsers write for a moment is in one folder, which is removed after the last test. */
module.exports = () => {
  globalThis.tandemScratch = mkdtempSync(join(tmpdir(), 'tandem-jest-'));
  process.env.TMPDIR = globalThis.tandemScratch;
};
