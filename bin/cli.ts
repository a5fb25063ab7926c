import { main } from '../lib/cli/main';

/** The command line with the functions' own code, which is loaded when a verb asks for it. */
void main(process.argv.slice(2), {
  edge: () => (require('./edge-code') as typeof import('./edge-code')).edgeCode,
  preview: () => (require('./preview-code') as typeof import('./preview-code')).previewCode,
});
