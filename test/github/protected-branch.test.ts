import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT, shippedWorkspace } from '../support/shipped-platform';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: { readonly path?: string };
}

describe('the checkout of a project', () => {
  it('is told which branch is the protected one before any command runs on it', () => {
    const action = parse(readFileSync(join(ROOT, '.github/actions/prepare/action.yml'), 'utf8')) as {
      readonly runs: { readonly steps: readonly Step[] };
    };
    const { steps } = action.runs;
    const { protectedBranch } = shippedWorkspace().platform;
    const checkout = steps.findIndex((one) => one.with?.path === 'project');
    expect(steps[checkout]?.uses).toMatch(/^actions\/checkout@/);
    expect(steps[checkout + 1]?.run).toBe(`git -C project config tandem.protectedBranch ${protectedBranch}`);
  });
});
