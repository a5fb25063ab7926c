import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Evidence } from '../../lib/evidence/evidence';
import { reportPage } from '../../lib/evidence/report/report';
import { projectUnderGit } from '../support/evidence';
import { projectEvidence } from '../support/report-evidence';
import { removeShippedCopies } from '../support/shipped-copy';
import { testBrowser } from '../support/test-browser';

const HOSTILE = `"'></script></td></svg></title></style><script>document.title='ran'</script><img src=x onerror="document.title='ran'">`;
const CHANGES: Evidence['changes'] = {
  since: { commit: '0123456789abcdef0123456789abcdef01234567', asOf: '2026-11-01', kind: 'bundle' },
  changes: [
    {
      topic: 'waivers',
      what: 'extended',
      of: 'W-005',
      weight: 'serious',
      words: 'was extended: until 2027-05-22 instead of 2026-12-01, in SEC-503',
    },
    {
      topic: 'findings',
      what: 'opened',
      of: 'AwsSolutions-SMG4',
      weight: 'serious',
      words: 'is open, enforced, 2 times: Stack/A, Stack/B',
      findings: [
        { key: '0123456789abcdef', path: 'Stack/A' },
        { key: '0123456789abcdee', path: 'Stack/B' },
      ],
    },
    { topic: 'launches', what: 'added', of: 'win-back', weight: 'notable', words: 'is new: of retail-marketing' },
    { topic: 'rules', what: 'changed', of: 'cdk-nag', weight: 'minor', words: 'is version 3.0.1; before, 3.0.0' },
  ],
  unknown: [{ topic: 'vendors', why: 'which vendors there were' }],
};
/** Values of which a report knows all there are. */
const FIXED =
  /^(key|outcome|level|mode|state|use|what|form|status|why|kind|personal|scope|specVersion|basis|silence|topic|weight)$/;

/** The same with something in every text, and every name of a member, that would run where it were taken for HTML. */
const hostile = <T>(value: T, name = ''): T => {
  if (typeof value === 'string') return (FIXED.test(name) ? value : `${value}${HOSTILE}`) as T;
  if (Array.isArray(value)) return value.map((one) => hostile(one, name)) as T;
  if (typeof value !== 'object' || value === null || value instanceof Map) return value;
  const isRecord = name === 'tools' || name === 'sources';
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [isRecord ? `${key}${HOSTILE}` : key, hostile(one, key)]),
  ) as T;
};

const { openFile } = testBrowser();
/** Reports, and where screenshots are put for somebody to look at. */
const folder = mkdtempSync(join(tmpdir(), 'tandem-report-'));
const evidence = projectEvidence(projectUnderGit(), CHANGES);

/** The same with the long tables cut: a checker of every element looks at each kind of line, not at thousands of each. */
const short: Evidence = {
  ...evidence,
  register: { ...evidence.register, rules: evidence.register.rules.slice(0, 20) },
  findings: { ...evidence.findings, findings: evidence.findings.findings.slice(0, 20) },
  controls: {
    ...evidence.controls,
    frameworks: evidence.controls.frameworks.map((one) => ({ ...one, controls: one.controls.slice(0, 10) })),
  },
  access: { ...evidence.access, permissions: evidence.access.permissions.slice(0, 30) },
};

/** More rows than are printed. */
const LONG: Evidence = {
  ...short,
  register: { ...short.register, rows: Array.from({ length: 6 }, () => evidence.register.rows).flat() },
};

beforeAll(async () => {
  const wrong = hostile(short);
  writeFileSync(join(folder, 'short.html'), reportPage(short));
  const failing = evidence.register.rows.slice(0, 3).map(({ key }) => key);
  const verdict = { passes: false, failing, warnings: 2, leftOut: [`launches/${HOSTILE}.yaml`] };
  writeFileSync(join(folder, 'shipped.html'), reportPage(evidence));
  writeFileSync(join(folder, 'long.html'), reportPage(LONG));
  writeFileSync(join(folder, 'hostile.html'), reportPage({ ...wrong, register: { ...wrong.register, verdict } }));
});
afterAll(() => {
  removeShippedCopies();
  for (const name of ['shipped', 'short', 'long', 'hostile']) rmSync(join(folder, `${name}.html`), { force: true });
});

const open = async (name: 'shipped' | 'short' | 'long' | 'hostile', options: BrowserContextOptions = {}) => {
  const opened = await openFile(join(folder, `${name}.html`), options);
  if (options.javaScriptEnabled !== false) await opened.page.locator('html[data-rows="ready"]').waitFor();
  return opened;
};

const count = (page: Page): Promise<string | null> => page.locator('#rows-count').textContent();
const { rows } = evidence.register;
const counted = (holds: (row: (typeof rows)[number]) => boolean): string =>
  `${rows.filter(holds).length.toLocaleString('en')} of ${rows.length.toLocaleString('en')} rows`;

describe('the report in Chromium', () => {
  it.each([390, 1280])('fits a window of %d pixels', async (width) => {
    const { page } = await open('shipped', { viewport: { width, height: 900 } });
    await page.screenshot({ path: join(folder, `first-${width}.png`) });
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Stage prod passes');
  });

  it('asks the network for nothing, and breaks no rule of its own policy', async () => {
    const { asked, said } = await open('shipped');
    expect([asked, said]).toEqual([[], []]);
  });

  it('answers first what fails, what is waived until when and by whom, who gets what, and what changed', async () => {
    const { page } = await open('shipped');
    const answer = (question: string) => page.getByRole('article').filter({ hasText: question });
    expect(await answer('What fails').textContent()).toContain('Nothing');
    expect(await answer('What is waived').textContent()).toMatch(/next ends 2027-05-22: W-005, platform-engineering/);
    expect(await answer('Who gets personal data').textContent()).toContain(
      'textly: phone, first_name, until 2027-04-14',
    );
    expect(await answer('What changed').textContent()).toContain('3 to look at');
    const vendor = page
      .locator('#vendors')
      .getByRole('row', { name: /mailhub.*email/ })
      .first();
    expect(await vendor.textContent()).toContain('consent');
  });

  it('filters by outcome, pack, severity, launch, team and words', async () => {
    const { page } = await open('shipped');
    expect(await count(page)).toBe(counted(({ outcome }) => outcome !== 'compliant'));
    const choose = (label: string, value: string) =>
      page.locator(`#filters [name="${label.toLowerCase()}"]`).selectOption(value);
    await choose('Outcome', '');
    expect(await count(page)).toBe(counted(() => true));
    await choose('Pack', 'HIPAA.Security');
    expect(await count(page)).toBe(counted(({ pack }) => pack === 'HIPAA.Security'));
    await choose('Outcome', 'open');
    expect(await count(page)).toBe(counted((row) => row.pack === 'HIPAA.Security' && row.outcome === 'non-compliant'));
    await page.getByRole('button', { name: 'Reset' }).click();
    await choose('Outcome', '');
    await choose('Level', 'warning');
    expect(await count(page)).toBe(counted(({ level }) => level === 'warning'));
    await choose('Level', '');
    await choose('Launch', 'win-back');
    expect(await count(page)).toBe(counted(({ path }) => path.startsWith('tandem-prod-launch-win-back')));
    await choose('Team', 'customer-care');
    expect(await count(page)).toMatch(/^None/);
    await choose('Launch', '');
    expect(await count(page)).toBe(counted(({ path }) => path.startsWith('tandem-prod-launch-care-after-mention')));
    await choose('Team', '');
    await page.locator('#filters').getByLabel('Search').fill('w-005');
    expect(await count(page)).toBe(counted(({ waiver }) => waiver === 'W-005'));
  });

  it('leads from a number to the rows that it counts, and from a row to everything about it', async () => {
    const { page } = await open('shipped');
    const link = page.locator('#waivers').getByRole('row', { name: /W-005/ }).getByRole('link');
    const findings = Number(await link.textContent());
    await link.click();
    const first = rows.find(({ waiver }) => waiver === 'W-005');
    await page
      .locator('#rows-window')
      .getByText(first?.path ?? '')
      .first()
      .waitFor();
    expect(await count(page)).toBe(counted(({ waiver }) => waiver === 'W-005'));
    expect(findings).toBe(rows.filter(({ waiver }) => waiver === 'W-005').length);
    await page.getByRole('button', { name: /all about row 1$/ }).click();
    expect(await page.locator('#rows-detail').textContent()).toContain(first?.key);
  });

  it('keeps no more rows in the page than are seen, and shows the last one when scrolled to it', async () => {
    const { page } = await open('shipped');
    await page.locator('#filters').getByLabel('Outcome').selectOption('');
    expect(await page.locator('#rows-window tr[data-row]').count()).toBeLessThan(100);
    await page.evaluate('document.getElementById("rows-window").scrollTop = 1e9');
    const last = page.locator(`#rows-window tr[aria-rowindex="${rows.length + 1}"]`);
    await last.waitFor();
    await page.screenshot({ path: join(folder, 'last.png') });
    expect(await last.boundingBox()).not.toBeNull();
  });

  it('can be read without scripts: everything that is not compliant, with its key', async () => {
    const { page } = await open('shipped', { javaScriptEnabled: false });
    expect(await page.locator('#rows-live').isVisible()).toBe(false);
    const keys = await page.locator('#rows-static tbody tr > th').allTextContents();
    const expected = rows.filter(({ outcome }) => outcome !== 'compliant').map(({ key }) => key);
    expect([...keys].sort()).toEqual([...expected].sort());
    await page.screenshot({ path: join(folder, 'no-script.png') });
  });

  it.each(
    (['short', 'hostile'] as const).flatMap((name) =>
      (['light', 'dark', 'print'] as const).map((look) => [name, look] as const),
    ),
  )('has nothing that WCAG 2.2 AA forbids: %s, %s', async (name, look) => {
    const { page } = await open(name, { bypassCSP: true, colorScheme: look === 'dark' ? 'dark' : 'light' });
    if (look === 'print') await page.emulateMedia({ media: 'print' });
    else await page.getByRole('button', { name: /all about row 1$/ }).click();
    await page.addScriptTag({ content: axe.source });
    const { violations, passes } = (await page.evaluate(
      'axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] })',
    )) as axe.AxeResults;
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual([]);
    expect(passes.map(({ id }) => id)).toEqual(expect.arrayContaining(['color-contrast', 'html-has-lang']));
    await page.screenshot({ path: join(folder, `${name}-${look}.png`) });
  });

  it('runs nothing, whatever files say, in tables and in rows', async () => {
    const { page, asked, said } = await open('hostile');
    await page.locator('#filters').getByLabel('Outcome').selectOption('');
    await page.getByRole('button', { name: /all about row 1$/ }).click();
    expect(await page.locator('#rows-detail').textContent()).toContain('<script>');
    for (const part of ['scope', 'failing', 'waivers', 'vendors', 'changes', 'processing', 'access', 'rules', 'flow']) {
      expect([part, (await page.locator(`#${part}`).textContent())?.includes('<script>')]).toEqual([part, true]);
    }
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(2);
    expect([asked, said, await page.title()]).toEqual([[], [], expect.stringContaining('· evidence of')]);
  });

  it('prints the first ten thousand rows, what is open before the others, and says first where the rest is', async () => {
    const { page } = await open('long');
    await page.locator('#filters').getByLabel('Outcome').selectOption('');
    const print = async () => {
      await page.evaluate('window.dispatchEvent(new Event("beforeprint"))');
      await page.emulateMedia({ media: 'print' });
    };
    await print();
    const [note, lines] = [page.locator('#rows-unprinted'), page.locator('#rows-printed tr')];
    const all = LONG.register.rows;
    expect(await note.textContent()).toBe(
      `Printed are the first 10,000 of these ${all.length.toLocaleString('en')} rows, what is open before the others. All are in build/register.csv beside this file; to print others, filter before printing.`,
    );
    expect([await note.isVisible(), await lines.count()]).toEqual([true, 10_000]);
    expect(await lines.first().textContent()).toContain('open');
    const [above, below] = [await note.boundingBox(), await lines.first().boundingBox()];
    expect(above?.y).toBeLessThan(below?.y ?? 0);
    await page.emulateMedia({ media: 'screen' });
    await page.locator('#filters').getByLabel('Outcome').selectOption('waived');
    await print();
    expect(await lines.count()).toBe(all.filter(({ outcome }) => outcome === 'waived').length);
    expect(await note.textContent()).toBe('');
  });

  it('prints every row that was chosen, and no window to scroll', async () => {
    const { page } = await open('shipped');
    await page.evaluate('window.dispatchEvent(new Event("beforeprint"))');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#rows-window').isVisible()).toBe(false);
    const found = rows.filter(({ outcome }) => outcome !== 'compliant');
    expect(await page.locator('#rows-printed tr').count()).toBe(found.length);
    expect(await page.locator('#rows-printed tr').last().isVisible()).toBe(true);
    const cut = await page.evaluate(
      '[...document.querySelectorAll(".scroll")].filter((one) => getComputedStyle(one).overflowX !== "visible").length',
    );
    expect(cut).toBe(0);
    const path = join(folder, 'report.pdf');
    await page.pdf({ path, format: 'A4' });
    const pdf = readFileSync(path);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    // Pages that a browser writes name each one so; several rows fit on one.
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(10);
  });
});
