// `npm start`: set-up, then the main job.
import { afterSetUp, runNode } from './setup.mjs';

await afterSetUp(async () => {
  process.exitCode = await runNode(['--import', 'tsx', 'local/start.ts', ...process.argv.slice(2)]);
});
