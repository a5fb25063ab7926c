// `npm test`: set-up, build, unit tests, long tests, template tests, end-to-end tests; one closing line over all of them.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterSetUp, root, runNode } from './setup.mjs';

/** Runs one jest project; a suite that could not run counts as one failure. */
const jest = async (project, scratch, extra) => {
  const outputFile = join(scratch, `${project}.json`);
  const code = await runNode(
    [
      join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
      '--selectProjects',
      project,
      '--json',
      `--outputFile=${outputFile}`,
      ...extra,
      ...process.argv.slice(2),
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (!existsSync(outputFile)) return { passed: 0, failed: 1 };
  const result = JSON.parse(readFileSync(outputFile, 'utf8'));
  return {
    passed: result.numPassedTests,
    failed: Math.max(result.numFailedTests + result.numRuntimeErrorTestSuites, code === 0 ? 0 : 1),
  };
};

await afterSetUp(async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'tandem-test-'));
  try {
    const built = await runNode(['--import', 'tsx', 'bin/build.ts']);
    const results = [{ passed: 0, failed: built === 0 ? 0 : 1 }];
    if (built === 0) {
      results.push(await jest('unit', scratch, []));
      results.push(await jest('long', scratch, []));
      results.push(await jest('templates', scratch, []));
      results.push(await jest('e2e', scratch, ['--runInBand']));
    }
    const [passed, failed] = ['passed', 'failed'].map((kind) => results.reduce((sum, one) => sum + one[kind], 0));
    console.log(`${passed} passed, ${failed} failed`);
    if (failed > 0) process.exitCode = 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});
