import { join } from 'node:path';
import axe from 'axe-core';
import { compileLaunch, loadWorkspace } from '../../lib/workspace';
import { type FakeStage, fakeStage, runTandem } from '../support/fake-stage';
import { removeShippedCopies, shippedCopy } from '../support/shipped-copy';
import { testBrowser } from '../support/test-browser';

const root = shippedCopy();
const { openFile } = testBrowser();

/** A stage with a launch in each state. */
const stageOfAllStates = (): FakeStage => {
  const { workspace } = loadWorkspace(root, { asOf: new Date('2026-11-24') });
  const stage = fakeStage();
  const states = ['live', 'paused', 'ended'] as const;
  for (const [index, { manifest }] of (workspace?.launches ?? []).entries()) {
    if (workspace === undefined) break;
    const definition = compileLaunch(manifest, workspace);
    stage.definitions.set(definition.hash, definition);
    const row = { launch: definition.launch, hash: definition.hash, by: 'ada', at: '' };
    stage.rows.set(definition.launch, { ...row, state: states[index % 3] ?? 'live' });
  }
  return stage;
};

beforeAll(async () => {
  const stage = stageOfAllStates();
  const page = ['calendar', '--as-of', '2026-11-24', '--out'];
  expect((await runTandem(root, [...page, 'build/planned.html'])).code).toBe(0);
  expect((await runTandem(root, [...page, 'build/running.html', '--deployed'], stage)).code).toBe(0);
  expect((await runTandem(root, [...page, 'build/empty.html', '--since', '2030-01-01'])).code).toBe(0);
});
afterAll(removeShippedCopies);

const open = (file: string, bypassCSP = false) => openFile(join(root, 'build', file), { bypassCSP });

describe('the calendar in a browser', () => {
  it('shows every launch with words and a bar, from disk, asking for nothing', async () => {
    const { page, asked, said } = await open('running.html');
    expect(await page.locator('tbody th').allTextContents()).toEqual([
      expect.stringContaining('browse-to-basket'),
      expect.stringContaining('care-after-mention'),
      expect.stringContaining('win-back'),
    ]);
    expect(await page.locator('.state').allTextContents()).toEqual(['live', 'paused', 'ended']);
    const bars = await page.locator('.speaks').all();
    expect(bars).toHaveLength(3);
    for (const bar of bars) expect((await bar.boundingBox())?.width).toBeGreaterThan(2);
    expect([asked, said]).toEqual([[], []]);
  });

  it.each(['planned.html', 'running.html', 'empty.html'])('has nothing that WCAG 2.2 AA forbids: %s', async (file) => {
    const { page } = await open(file, true);
    await page.addScriptTag({ content: axe.source });
    const { violations, passes } = (await page.evaluate(
      'axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })',
    )) as axe.AxeResults;
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual([]);
    expect(passes.map(({ id }) => id)).toEqual(expect.arrayContaining(['color-contrast', 'html-has-lang']));
    await page.screenshot({ path: join(root, 'build', `${file}.png`), fullPage: true });
  });

  it('can be used on a phone: the page is no wider than its screen', async () => {
    const { page } = await open('running.html');
    await page.setViewportSize({ width: 375, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  });
});
