import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { BrowserContextOptions } from 'playwright-core';
import { fakeStage, runTandem } from '../support/fake-stage';
import { PLANNED_LAUNCH, plannedRoot } from '../support/planned-launch';
import { reachOf, rehearsalOf } from '../support/rehearsals';
import { removeShippedCopies } from '../support/shipped-copy';
import { testBrowser } from '../support/test-browser';

const HOSTILE = `</title><script>document.title='ran'</script><img src=x onerror=\\"document.title='ran'\\">`;
const { openFile } = testBrowser();
/** Where screenshots are put for somebody to look at. */
const pictures = mkdtempSync(join(tmpdir(), 'tandem-plan-'));
const root = plannedRoot();
const hostile = plannedRoot(PLANNED_LAUNCH.replace('Soup for people who look and do not buy', HOSTILE));

beforeAll(async () => {
  const stage = fakeStage();
  stage.reach = (asked) => reachOf(asked);
  stage.history = (asked, days) => rehearsalOf(asked, { days });
  const argv = ['plan', 'soup-week', '--format', 'html', '--out', 'plan.html', '--history', '14d'];
  expect((await runTandem(root, argv, stage)).code).toBe(0);
  expect((await runTandem(hostile, argv)).code).toBe(0);
});
afterAll(removeShippedCopies);

const open = (folder: string, options: BrowserContextOptions = {}) => openFile(join(folder, 'plan.html'), options);

describe('the page of a plan in Chromium', () => {
  it.each([390, 1280])('fits a window of %d pixels', async (width) => {
    const { page } = await open(root, { viewport: { width, height: 900 } });
    await page.screenshot({ path: join(pictures, `plan-${width}.png`), fullPage: true });
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('soup-week');
    expect(await page.getByRole('row', { name: /^hear from it 90$/ }).count()).toBe(1);
  });

  it('draws the time of the launch and who gets which fields, and says both in words', async () => {
    const { page } = await open(root);
    const times = page.getByRole('img', { name: 'Timeline of the launch' });
    const flow = page.getByRole('img', { name: 'Who gets which fields of the customer' });
    expect(await times.locator('desc').textContent()).toContain('speaks: 2026-12-21 06:00 to 2026-12-27 22:59');
    expect(await times.locator('desc').textContent()).toContain("quiet, sms: 21:00 to 08:00 by the customer's clock");
    expect(await times.locator('desc').textContent()).toContain('nothing is sent: 2026-12-25 to 2026-12-25');
    expect(await times.locator('rect').count()).toBeGreaterThan(8);
    expect(await flow.locator('desc').textContent()).toContain('mailhub gets email, first_name (in the copy)');
    expect(await flow.getByText('textly', { exact: true }).count()).toBe(1);
  });

  it('asks the network for nothing, and breaks no rule of its own policy', async () => {
    const { asked, said } = await open(root);
    expect([asked, said]).toEqual([[], []]);
  });

  it.each([['known', root] as const, ['not known', hostile] as const])(
    'has nothing that WCAG 2.2 AA forbids, with a reach that is %s',
    async (name, folder) => {
      const { page } = await open(folder, { bypassCSP: true });
      await page.addScriptTag({ content: axe.source });
      const { violations, passes } = (await page.evaluate(
        'axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })',
      )) as axe.AxeResults;
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual([]);
      expect(passes.map(({ id }) => id)).toEqual(expect.arrayContaining(['color-contrast', 'html-has-lang']));
      await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
    },
  );

  it('runs nothing, whatever the launch says', async () => {
    const { page, said } = await open(hostile);
    expect([await page.title(), said]).toEqual(['soup-week · plan', []]);
    expect(await page.locator('.summary').textContent()).toContain('<script>');
  });

  it('can be printed', async () => {
    const { page } = await open(root);
    const pdf = await page.pdf({ path: join(pictures, 'plan.pdf'), format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });
});
