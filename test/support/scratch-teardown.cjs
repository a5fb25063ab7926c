const { rmSync } = require('node:fs');

/** A process that is just ending may still write. */
module.exports = () => rmSync(process.env.TMPDIR, { recursive: true, force: true, maxRetries: 5 });
