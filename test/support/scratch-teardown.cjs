const { rmSync } = require('node:fs');

/** Removes what `scratch-setup` made, and nothing else. A process that is just ending may still write. */
module.exports = () => {
  const folder = globalThis.tandemScratch;
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
};
