#!/usr/bin/env node
// Only makes TypeScript loadable; the command line itself is lib/cli/.
import { createRequire } from 'node:module';

try {
  await import('tsx');
} catch {
  console.error('Node modules are missing: run `npm ci` in the project first.');
  process.exit(2);
}
// By require, because the command line's own lazy imports are then loaded through tsx as well.
const require = createRequire(import.meta.url);
const { main } = require('../lib/cli/main.ts');
await main(process.argv.slice(2), {
  edge: () => require('./edge-code.ts').edgeCode,
  preview: () => require('./preview-code.ts').previewCode,
});
