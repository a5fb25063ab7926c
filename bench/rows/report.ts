import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { hashOf } from '../../lib/evidence/artifacts';
import { reportPage } from '../../lib/evidence/report/report';
import type { Register, Row } from '../../lib/governance/register/schema';
import { openChromium } from '../../test/support/chromium';
import { ABOUT, evidenceOf } from '../../test/support/report-evidence';
import { atMost, type Bench, type Row as Figure, shown } from '../row';

const ROWS = 200_000;
const RULES = 400;
/** One row in so many is waived, or open: about what the shipped platform has. */
const FOUND = 8;

/** The report of a register of two hundred thousand rows: how large it is, and how soon somebody can filter it. */
export const report: Bench = {
  id: 'report',
  run: async () => {
    const page = reportPage(evidenceOf(bigRegister()));
    const { opened, filtered } = await used(page);
    return [
      atMost('report.size', 'HTML report of 200,000 rows', Buffer.byteLength(page) / 1e6, 'MB', 5),
      shown('report.opened', 'from opening it until its rows can be filtered', opened, 'ms'),
      shown('report.filtered', 'from choosing a filter until its rows are shown', filtered, 'ms'),
    ] satisfies readonly Figure[];
  },
};

const bigRegister = (): Register => {
  const rows = Array.from({ length: ROWS }, (_, at) => rowOf(at));
  const rules = Array.from({ length: RULES }, (_, at) => ({
    rule: `AwsSolutions-R${at}`,
    level: 'error' as const,
    what: `Resource kind ${at} keeps rule ${at} of the pack: encrypted, logged, and of nobody else.`,
    notApplicable: { 'AWS::IAM::Role': at },
  }));
  return { about: ABOUT, verdict: { passes: true, failing: [], warnings: 0, leftOut: [] }, packs: [], rules, rows };
};

const rowOf = (at: number): Row => {
  const rule = `AwsSolutions-R${Math.floor(at / (ROWS / RULES))}`;
  const resource = at % (ROWS / RULES);
  const path = `tandem-prod-launch-campaign-${resource}/Launch/Resource${resource % 7}/Resource`;
  const isFound = at % FOUND === 0;
  return {
    key: hashOf(`${rule} ${path} ${at}`).slice(0, 16),
    pack: 'AwsSolutions',
    mode: 'enforced',
    rule,
    level: 'error',
    outcome: isFound ? 'waived' : 'compliant',
    type: 'AWS::Lambda::Function',
    path,
    ...(isFound ? { waiver: 'W-001', finding: `Resource::<Table${at}.Arn>/*` } : {}),
  };
};

/** Times in the browser itself, from the page's own clock: until the rows are there, and of one filter with words. */
const used = async (text: string): Promise<{ readonly opened: number; readonly filtered: number }> => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-report-'));
  const browser = await openChromium();
  try {
    const file = join(folder, 'report.html');
    writeFileSync(file, text);
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(pathToFileURL(file).href);
    await page.locator('html[data-rows="ready"]').waitFor();
    const opened = Number(await page.evaluate('performance.now()'));
    // Two frames: the second begins once the first was painted.
    const filtered = await page.evaluate(`new Promise((done) => {
      const field = document.querySelector('#filters [name=text]');
      const start = performance.now();
      field.value = 'campaign-123 r7';
      field.dispatchEvent(new Event('input', { bubbles: true }));
      requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
    })`);
    return { opened, filtered: Number(filtered) };
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
