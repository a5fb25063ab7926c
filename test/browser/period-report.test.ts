import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import axe from 'axe-core';
import type { BrowserContextOptions } from 'playwright-core';
import { inOrder } from '../../lib/evidence/period/cloud-trail';
import { periodFiles, periodTables } from '../../lib/evidence/period/files';
import type { PeriodInput } from '../../lib/evidence/period/input';
import type { PeriodTable } from '../../lib/evidence/period/table';
import { approvedProject, deployed, event, LAUNCH, live, periodOf, pipelineRun } from '../support/period-account';
import { fact } from '../support/period-input';
import { testBrowser } from '../support/test-browser';
import { removeWorkspaces } from '../support/workspace';

const HOSTILE = `"'></script></td></style><script>document.title='ran'</script><img src=x onerror="document.title='ran'">`;
const MANY = 10_000;

const { openFile } = testBrowser();
/** Reports, and where screenshots are put for somebody to look at. */
const folder = mkdtempSync(join(tmpdir(), 'tandem-period-report-'));
let input: PeriodInput;
let tables: readonly PeriodTable[];

/** The same with something in every text that would run where it were taken for HTML. */
const hostile = (table: PeriodTable): PeriodTable => ({
  ...table,
  ...{ title: `${table.title}${HOSTILE}`, means: HOSTILE, gaps: [HOSTILE] },
  sources: [{ name: HOSTILE, query: HOSTILE, records: 1, sha256: null }],
  columns: table.columns.map(({ name }) => ({ name, means: HOSTILE })),
  rows: table.rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        typeof value === 'string' && value !== '' ? `${value}${HOSTILE}` : value,
      ]),
    ),
  ),
});

/** A population of many rows in order, each with a name of its own, and an exception at its end. */
const big = (table: PeriodTable): PeriodTable => {
  const [first = {}] = table.rows;
  const [name = ''] = table.columns.map((column) => column.name);
  const rows = Array.from({ length: MANY }, (_, at) => ({
    ...first,
    ...{ [name]: `row-${at}`, exception: at === MANY - 1 ? 'nobody approved it' : '' },
  }));
  return { ...table, count: MANY, exceptions: 1, rows };
};

const pageOf = (all: readonly PeriodTable[]): string => periodFiles(input, all).get('period/report.html') ?? '';
const PAGES = ['shipped', 'hostile', 'big'] as const;
const fileOf = (name: (typeof PAGES)[number]): string => join(folder, name, 'period/report.html');

beforeAll(async () => {
  const project = await approvedProject();
  const stray = deployed(undefined, { eventID: 'deploy-2', eventTime: '2026-11-21T22:14:00Z' });
  const code = event('UpdateFunctionCode20150331v2', '2026-11-22T23:40:00Z', {
    ...{ eventID: 'code-1', eventSource: 'lambda.amazonaws.com' },
    requestParameters: { functionName: 'tandem-prod-decide-offer' },
  });
  const read = fact('personal-data.read', '2026-11-21T09:00:00.000Z', { about: 'f00d', details: { route: 'access' } });
  const events = inOrder([...pipelineRun(project.plan), stray, code]);
  input = periodOf(project, [live(project.plan), read], events);
  tables = periodTables(input);
  const all = {
    shipped: tables,
    hostile: tables.map(hostile),
    big: tables.map(big),
  };
  for (const name of PAGES) {
    mkdirSync(dirname(fileOf(name)), { recursive: true });
    writeFileSync(fileOf(name), pageOf(all[name]));
  }
});
afterAll(() => {
  removeWorkspaces();
  for (const name of PAGES) rmSync(join(folder, name), { recursive: true, force: true });
});

const open = async (name: (typeof PAGES)[number], options: BrowserContextOptions = {}) => {
  const opened = await openFile(fileOf(name), options);
  if (options.javaScriptEnabled !== false) await opened.page.locator('html[data-rows="ready"]').waitFor();
  return opened;
};
const sum = (numberOf: (table: PeriodTable) => number): number =>
  tables.reduce((all, table) => all + numberOf(table), 0);
const exceptionsOf = (table: PeriodTable) => table.rows.filter(({ exception }) => exception !== '');

describe('the report of a period in Chromium', () => {
  it.each([390, 1280])('fits a window of %d pixels', async (width) => {
    const { page } = await open('shipped', { viewport: { width, height: 900 } });
    await page.screenshot({ path: join(folder, `first-${width}.png`) });
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Stage prod, 2026-11-01 to 2026-11-30');
    await page.screenshot({ path: join(folder, `whole-${width}.png`), fullPage: true });
  });

  it('asks the network for nothing, and breaks no rule of its own policy', async () => {
    const { asked, said } = await open('shipped');
    expect([asked, said]).toEqual([[], []]);
  });

  it('is the same, byte for byte, of the same records and commit', () => {
    expect(pageOf(periodTables(input))).toBe(readFileSync(fileOf('shipped'), 'utf8'));
  });

  it('says first of what it is: organisation, stage, account, period, commit, and sources with hash and query', async () => {
    const { page } = await open('shipped');
    const head = await page.locator('header.top').textContent();
    const { about } = input.register;
    for (const one of [about.organisation, about.account, '2026-11-01 to 2026-11-30', input.commit.slice(0, 12)])
      expect(head).toContain(one);
    expect(await page.locator('main > section').first().getAttribute('id')).toBe('scope');
    const scope = await page.locator('#scope').textContent();
    for (const { query, sha256 } of tables.flatMap(({ sources }) => sources)) {
      expect(scope).toContain(query);
      expect(scope).toContain(sha256 ?? 'not a file');
    }
  });

  it('counts rows, exceptions and gaps of every table before it shows any', async () => {
    const { page } = await open('shipped');
    const lines = await page
      .locator('#summary tbody tr')
      .evaluateAll((all) => all.map((line) => [...line.children].slice(0, 4).map((cell) => cell.textContent)));
    expect(lines).toEqual(
      tables.map(({ title, count, exceptions, gaps }) => [title, `${count}`, `${exceptions}`, `${gaps.length}`]),
    );
  });

  it('tells every exception in words before any table, and every gap with its tables', async () => {
    const { page } = await open('shipped');
    const told = await page.locator('#exceptions tbody tr td').allTextContents();
    expect(told).toEqual(tables.flatMap(exceptionsOf).map(({ exception }) => exception));
    expect(told).toContain('a resource was changed past CloudFormation, and past every approval');
    const gaps = await page.locator('#gaps tbody tr td').allTextContents();
    expect([...gaps].sort()).toEqual([...new Set(tables.flatMap((table) => table.gaps))].sort());
  });

  it('says of each control that a table can show whether it operated, and which table shows it', async () => {
    const { page } = await open('shipped');
    const line = page.locator('#controls').getByRole('row', { name: /^10\.2\.1/ });
    expect(await line.textContent()).toMatch(/aws-principals: \d+ rows/);
  });

  it('opens the table that a link leads to, with or without scripts', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const { page } = await open('shipped', { javaScriptEnabled });
      const cell = page.locator('details.population').getByText('UpdateFunctionCode20150331v2').first();
      expect(await cell.isVisible()).toBe(false);
      await page.locator('#summary').getByRole('link', { name: 'Changes of production' }).click();
      await cell.waitFor();
      await page.screenshot({ path: join(folder, `table-${javaScriptEnabled ? 'script' : 'plain'}.png`) });
    }
  });

  it('searches all tables, opens those in which it finds something, and says how many rows that are', async () => {
    const { page } = await open('shipped');
    const count = () => page.locator('#rows-count').textContent();
    await page.getByLabel('Search all tables').fill('updatefunctioncode  DECIDE-offer');
    const rows = page.locator('details.population tbody tr:visible');
    expect(await rows.count()).toBeGreaterThan(0);
    for (const text of await rows.allTextContents()) expect(text).toContain('decide-offer');
    expect(await count()).toMatch(new RegExp(`^${await rows.count()} of `));
    expect(await page.locator('details.population:visible').count()).toBeLessThan(tables.length);
    await page.locator('#summary').getByRole('link', { name: 'Retention of every store' }).click();
    await page.locator('#of-retention').waitFor();
    expect(await count()).toBe('');
    await page.locator('#filters select').selectOption('exceptions');
    const odd = tables.filter(({ exceptions }) => exceptions > 0).length;
    expect(await count()).toBe(
      `${sum(({ exceptions }) => exceptions)} of ${sum((table) => table.count)} rows, in ${odd} of ${tables.length} tables`,
    );
  });

  it('stays usable with ten thousand rows in every table: exceptions are there, and it says where the rest is', async () => {
    expect(readFileSync(fileOf('big')).length).toBeLessThan(5_000_000);
    const { page } = await open('big');
    const table = page.locator('details.population').filter({ has: page.locator('#of-changes') });
    expect(await table.locator('table tbody tr').count()).toBe(1_000);
    expect(await table.locator('table tbody tr').first().textContent()).toContain('nobody approved it');
    expect(await table.textContent()).toContain('1,000 of 10,000 rows, exceptions before the others');
    expect(await table.textContent()).toContain('period/changes.csv');
    const told = async (words: string): Promise<string | null> => {
      await page.getByLabel('Search all tables').fill(words);
      return page.locator('#rows-count').textContent();
    };
    const all = `of ${(tables.length * 1_000).toLocaleString('en')} rows, in`;
    const beside = `not searched: ${(tables.length * 9_000).toLocaleString('en')} rows that are only in the CSV files`;
    expect(await told(`row-${MANY - 2}`)).toBe(`0 ${all} 0 of ${tables.length} tables; ${beside}`);
    expect(await told('nobody approved it')).toBe(
      `${tables.length} ${all} ${tables.length} of ${tables.length} tables; ${beside}`,
    );
  });

  it.each(
    (['shipped', 'hostile'] as const).flatMap((name) =>
      (['light', 'dark', 'print'] as const).map((look) => [name, look] as const),
    ),
  )('has nothing that WCAG 2.2 AA forbids: %s, %s', async (name, look) => {
    const { page } = await open(name, { bypassCSP: true, colorScheme: look === 'dark' ? 'dark' : 'light' });
    if (look === 'print') await page.emulateMedia({ media: 'print' });
    else await page.getByLabel('Search all tables').fill(LAUNCH);
    await page.addScriptTag({ content: axe.source });
    // Nothing on paper is aimed at with a finger.
    const rules = { 'target-size': { enabled: look !== 'print' } };
    const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations, passes } = (await page.evaluate(
      `axe.run(${JSON.stringify({ runOnly, rules, resultTypes: ['violations'] })})`,
    )) as axe.AxeResults;
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual([]);
    expect(passes.map(({ id }) => id)).toEqual(expect.arrayContaining(['color-contrast', 'html-has-lang']));
    await page.screenshot({ path: join(folder, `${name}-${look}.png`) });
  });

  it('runs nothing, whatever records say', async () => {
    const { page, asked, said } = await open('hostile');
    for (const part of ['scope', 'summary', 'exceptions', 'gaps', 'tables'])
      expect([part, (await page.locator(`#${part}`).textContent())?.includes('<script>')]).toEqual([part, true]);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(1);
    expect([asked, said, await page.title()]).toEqual([[], [], expect.stringContaining('2026-11-01')]);
  });

  it('prints every table open, with scripts or without', async () => {
    for (const javaScriptEnabled of [true, false]) {
      // As wide as what is printed of A4, lying.
      const { page } = await open('shipped', { javaScriptEnabled, viewport: { width: 1032, height: 720 } });
      await page.emulateMedia({ media: 'print' });
      const rows = page.locator('details.population > .scroll tbody tr');
      expect(await rows.count()).toBe(sum(({ count }) => count));
      expect(await rows.last().isVisible()).toBe(true);
      expect(await page.locator('#filters').isVisible()).toBe(false);
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
      await page.screenshot({ path: join(folder, 'print.png'), fullPage: true });
      const path = join(folder, `report-${javaScriptEnabled ? 'script' : 'plain'}.pdf`);
      await page.pdf({ path, format: 'A4', preferCSSPageSize: true });
      const pdf = readFileSync(path);
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      // Pages that a browser writes name each one so; closed tables would fit on a handful.
      expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(8);
    }
  });
});
