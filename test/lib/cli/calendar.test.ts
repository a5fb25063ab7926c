import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileLaunch, loadWorkspace } from '../../../lib/workspace';
import { fakeStage, runTandem } from '../../support/fake-stage';
import { removeShippedCopies, shippedCopy } from '../../support/shipped-copy';

afterAll(removeShippedCopies);

const root = shippedCopy({ 'launches/wrong-one.yaml': 'launch: wrong-one\n' });
const AS_OF = ['--as-of', '2026-11-24'] as const;

interface Said {
  readonly launches: readonly { readonly launch: string; readonly state?: string; readonly endsAt: string }[];
  readonly overlaps: readonly { readonly launches: readonly string[] }[];
  readonly leftOut: readonly string[];
}

describe('tandem calendar', () => {
  it('shows all launches of all teams from files alone, and names those it cannot show', async () => {
    const { code, out } = await runTandem(root, ['calendar', ...AS_OF]);
    expect(code).toBe(0);
    expect(out).toMatch(/browse-to-basket +retail-marketing +2026-11-23 00:00 +2026-11-29 23:59 +America\/New_York/);
    expect(out).toMatch(/care-after-mention +customer-care/);
    expect(out).toContain('2026-12-25: Christmas Day: nobody hears from us');
    expect(out).toContain("sms: 21:00 to 08:00 by the customer's clock");
    expect(out).toContain('launches/wrong-one.yaml is left out: it has mistakes');
  });

  it('tells programs the same, without a state where no stage was asked', async () => {
    const { out } = await runTandem(root, ['calendar', '--json', ...AS_OF]);
    const { launches, overlaps, leftOut } = JSON.parse(out) as Said;
    expect(launches.map(({ launch, state }) => [launch, state])).toEqual([
      ['browse-to-basket', undefined],
      ['care-after-mention', undefined],
      ['win-back', undefined],
    ]);
    expect(overlaps.map((one) => one.launches)).toContainEqual(['browse-to-basket', 'win-back']);
    expect(leftOut).toEqual(['launches/wrong-one.yaml']);
  });

  it('shows what runs as it runs, with its state, and launches whose file is gone', async () => {
    const { workspace } = loadWorkspace(root, { asOf: new Date('2026-11-24') });
    const manifest = workspace?.launches.find((one) => one.manifest.launch === 'win-back')?.manifest;
    if (workspace === undefined || manifest === undefined) throw new Error('No win-back.');
    const gone = { ...compileLaunch(manifest, workspace), launch: 'gone', hash: 'h-gone' };
    const stage = fakeStage();
    stage.definitions.set('h-gone', gone);
    stage.rows.set('gone', { launch: 'gone', state: 'paused', hash: 'h-gone', by: 'ada', at: '' });
    const { out } = await runTandem(root, ['calendar', '--deployed', '--json', ...AS_OF], stage);

    const { launches } = JSON.parse(out) as Said;
    expect(launches.map(({ launch, state }) => `${launch} ${state}`).sort()).toEqual([
      'browse-to-basket planned',
      'care-after-mention planned',
      'gone paused',
      'win-back planned',
    ]);
  });

  it('leaves out what ended before its first day, and says how many', async () => {
    const { out } = await runTandem(root, ['calendar', '--since', '2027-06-01', ...AS_OF]);
    expect(out).toContain('3 launches that ended earlier are left out.');
  });

  it('writes a page that loads nothing and runs nothing', async () => {
    const { code, out } = await runTandem(root, ['calendar', '--out', 'build/calendar.html', ...AS_OF]);
    const page = readFileSync(join(root, 'build/calendar.html'), 'utf8');
    expect([code, out]).toEqual([0, expect.stringContaining('build/calendar.html shows this.')]);
    expect(page).toContain('browse-to-basket');
    expect(/<script|<link|https?:\/\//.test(page)).toBe(false);
  });
});
