// `npm start`: set-up, then the main job.
import { afterSetUp, runNode } from './setup.mjs';

await afterSetUp(async () => {
  // The SDK would tell on every start that Node 20 ends in 2027.
  const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  process.exitCode = await runNode(['--import', 'tsx', 'local/start.ts', ...process.argv.slice(2)], { env });
});
