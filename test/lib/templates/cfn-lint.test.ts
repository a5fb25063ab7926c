import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, stageNames, synthesiseStage } from '../../support/templates/synthesise';

const BINARY = join(ROOT, '.local/python/bin/cfn-lint');

/** CDK renders DependsOn beside GetAtt for every role with a policy: redundant, not wrong. */
const HARMLESS = ['W3005'];

interface Match {
  readonly Level: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Start: { readonly LineNumber: number }; readonly Path?: readonly (string | number)[] };
  readonly Filename: string;
}

/** Exit codes are sums of flags for what was found; only an answer that is no JSON is a failure to run. */
const lint = (region: string, files: readonly string[]): Promise<readonly Match[]> =>
  new Promise((resolve, reject) => {
    const args = ['--format', 'json', '--regions', region, '--ignore-checks', ...HARMLESS, '--', ...files];
    execFile(BINARY, args, { maxBuffer: 32 * 1024 * 1024 }, (error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout) as readonly Match[]);
      } catch {
        reject(new Error(`cfn-lint did not run: ${stderr || error?.message || stdout}`));
      }
    });
  });

describe('cfn-lint', () => {
  it('is installed', () => {
    if (!existsSync(BINARY))
      throw new Error(`${BINARY} is missing: run "npm run setup", which installs the Python environment.`);
  });

  it('finds nothing wrong in any template of any stage', async () => {
    const byRegion = new Map<string, string[]>();
    for (const name of stageNames()) {
      const { settings, directory } = synthesiseStage(name);
      const files = readdirSync(directory).filter((file) => file.endsWith('.template.json'));
      expect(files.length).toBeGreaterThan(1);
      const others = byRegion.get(settings.region) ?? [];
      byRegion.set(settings.region, [...others, ...files.map((file) => join(directory, file))]);
    }
    const found = await Promise.all([...byRegion].map(([region, files]) => lint(region, files)));
    const told = found
      .flat()
      .map(
        ({ Level, Rule, Message, Filename, Location }) =>
          `${Level} ${Rule.Id} ${Filename} ${(Location.Path ?? []).join('/')}: ${Message}`,
      );
    expect(told).toEqual([]);
  }, 300_000);
});
