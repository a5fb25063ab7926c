import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inventory } from '../../../support/e2e/inventory';
import { tandemIn } from '../../../support/e2e/tandem';
import type { Stage } from './stage';

const WORKSPACE = ['platform', 'launches', 'audiences', 'brand'];

/** A launch's stack goes alone, and the stage tells what is left of the launch. */
export const removal = (stage: Stage): void => {
  const belongsTo =
    (launch: string) =>
    (line: string): boolean =>
      line.includes(`launch-${launch}`) || line.includes(`/launches/${launch}/`);

  it.each([
    { launch: 'win-back', kinds: ['alarm', 'parameter', 'resource', 'schedule', 'stack'] },
    { launch: 'browse-to-basket', kinds: ['alarm', 'parameter', 'resource', 'rule', 'stack'] },
  ])('leaves nothing of $launch behind and everything else as it was', async ({ launch, kinds }) => {
    const { world } = stage();
    const before = await inventory(world);
    const own = before.filter(belongsTo(launch));
    expect([...new Set(own.map((line) => line.split(' ')[0]))].sort()).toEqual(kinds);
    await world.deployment.destroy(`tandem-local-launch-${launch}`);

    expect(await inventory(world)).toEqual(before.filter((line) => !belongsTo(launch)(line)));
  });

  it('says that a launch is live without a stack, and that it is an orphan once its file is gone too', async () => {
    const { world } = stage();
    const { code, text } = await tandemIn(world, world.root, ['status']);
    expect({ code, text }).toEqual({ code: 0, text: expect.stringMatching(/win-back +live +not deployed/) });

    const elsewhere = mkdtempSync(join(world.root, '.local', 'run', 'workspace-'));
    try {
      for (const folder of WORKSPACE) cpSync(join(world.root, folder), join(elsewhere, folder), { recursive: true });
      for (const launch of ['win-back', 'care-after-mention']) rmSync(join(elsewhere, 'launches', `${launch}.yaml`));
      const { code: exit, text: said } = await tandemIn(world, elsewhere, ['status', '--json']);

      expect(exit).toBe(0);
      const { findings } = JSON.parse(said) as { findings: { code: string; file: string; fix: string }[] };
      expect(findings.map(({ code: finding, file }) => `${finding} ${file}`)).toEqual([
        'launch.noStack launches/browse-to-basket.yaml',
        'launch.orphan launches/care-after-mention.yaml',
        'launch.orphan launches/win-back.yaml',
        'launch.noStack launches/win-back.yaml',
      ]);
      expect(findings[2]?.fix).toContain('npx tandem end win-back');
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });
};
