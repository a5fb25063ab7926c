import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { BrowserContextOptions } from 'playwright-core';
import { fakeStage, runTandem } from '../support/fake-stage';
import { soup, soupCounted } from '../support/results';
import { removeShippedCopies, shippedCopy } from '../support/shipped-copy';
import { testBrowser } from '../support/test-browser';

const { openFile } = testBrowser();
/** Where screenshots are put for somebody to look at. */
const pictures = mkdtempSync(join(tmpdir(), 'tandem-results-'));
const root = shippedCopy();

beforeAll(async () => {
  const stage = fakeStage();
  const at = '2026-11-23T05:00:00Z';
  for (const [launch, counters] of [
    ['soup', soupCounted()],
    ['stew', soupCounted({ 'goal.treated': 90 })],
    ['bread', { counters: {}, parts: {} }],
  ] as const) {
    const definition = soup({ launch, hash: `hash-of-${launch}` });
    stage.rows.set(launch, { launch, state: 'live', hash: definition.hash, by: 'ada', at });
    stage.definitions.set(definition.hash, definition);
    stage.counters.set(launch, counters);
  }
  for (const launch of ['soup', 'bread']) {
    expect((await runTandem(root, ['results', launch, '--out', `${launch}.html`], stage)).code).toBe(0);
  }
  expect((await runTandem(root, ['results', '--goals', '--out', 'goals.html'], stage)).code).toBe(0);
});
afterAll(removeShippedCopies);

const open = (name: string, options: BrowserContextOptions = {}) => openFile(join(root, `${name}.html`), options);

const PAGES = ['soup', 'bread', 'goals'];

describe('results in Chromium', () => {
  it.each(PAGES.flatMap((name) => [390, 1280].map((width) => [name, width] as const)))(
    'fit: %s in %d pixels',
    async (name, width) => {
      const { page } = await open(name, { viewport: { width, height: 900 } });
      await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    },
  );

  it.each(PAGES)('ask the network for nothing, and break no rule of their own policy: %s', async (name) => {
    const { asked, said } = await open(name, { javaScriptEnabled: false });
    expect([asked, said]).toEqual([[], []]);
  });

  it.each(PAGES)('have nothing that WCAG 2.2 AA forbids: %s', async (name) => {
    const { page } = await open(name, { bypassCSP: true });
    await page.addScriptTag({ content: axe.source });
    const { violations, passes } = (await page.evaluate(
      'axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })',
    )) as axe.AxeResults;
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual([]);
    expect(passes.map(({ id }) => id)).toEqual(expect.arrayContaining(['color-contrast', 'svg-img-alt']));
  });

  it('name every chart, and have its numbers in a table beside it', async () => {
    const { page } = await open('soup');
    const charts = await page.getByRole('img').all();
    expect(charts.length).toBe(3);
    for (const chart of charts) expect(await chart.locator('title').textContent()).not.toBe('');
    const shares = page.getByRole('table', { name: 'People who met the goal, with 95% intervals' });
    expect(await shares.getByRole('row').allInnerTexts()).toEqual([
      expect.stringContaining('People'),
      expect.stringMatching(/Reached\s+150 of 1,000\s+15\.0%\s+12\.9% to 17\.3%/),
      expect.stringMatching(/Held out\s+16 of 200\s+8\.0%\s+5\.0% to 12\.6%/),
      expect.stringMatching(/Lift, points\s+\+7\.0\s+\+2\.0 to \+10\.8/),
      expect.stringContaining('+88%'),
    ]);
  });

  it('draw figures where their numbers are', async () => {
    const { page } = await open('goals');
    const lifts = page.getByRole('img', { name: /^Lift of each launch/ });
    const at = async (index: number): Promise<number> =>
      Number(await lifts.locator('circle').nth(index).getAttribute('cx'));
    const none = Number(await lifts.locator('.mark').getAttribute('x1'));
    // Soup above nothing, stew near it, both together between them.
    expect(await lifts.locator('circle').count()).toBe(3);
    expect(await at(0)).toBeGreaterThan(none);
    expect(await at(2)).toBeGreaterThan(await at(1));
    expect(await at(2)).toBeLessThan(await at(0));
  });
});
