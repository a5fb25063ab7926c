// Says at the end of a process the most memory it had; the bench takes the largest of a program and its helpers.
process.on('exit', () => {
  require('node:fs').writeSync(1, `\nmost memory ${process.resourceUsage().maxRSS} KB\n`);
});
