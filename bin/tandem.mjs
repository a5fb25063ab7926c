#!/usr/bin/env node
// Only makes TypeScript loadable; the command line itself is lib/cli/.
import { fileURLToPath } from 'node:url';

let tsImport;
try {
  ({ tsImport } = await import('tsx/esm/api'));
} catch {
  console.error('Node modules are missing: run `npm ci` in the project first.');
  process.exit(2);
}
const { main } = await tsImport(fileURLToPath(new URL('../lib/cli/main.ts', import.meta.url)), import.meta.url);
await main(process.argv.slice(2));
