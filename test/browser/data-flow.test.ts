import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import type { DataFlow } from '../../lib/evidence/data-flow-schema';
import { dataFlowSvg } from '../../lib/evidence/data-flow-svg';
import { reportPage } from '../../lib/evidence/report/report';
import { openChromium } from '../support/chromium';
import { projectUnderGit } from '../support/evidence';
import { projectEvidence } from '../support/report-evidence';
import { removeShippedCopies } from '../support/shipped-copy';
import { type Box, overlaps, textBoxes } from '../support/svg-texts';

// A browser on a busy machine; nothing here is about time.
jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'tandem-data-flow-'));
const evidence = projectEvidence(projectUnderGit());
const svg = dataFlowSvg(evidence.flow, 'The way of personal data');
const MM = 72 / 25.4;

let browser: Browser;
beforeAll(async () => {
  writeFileSync(join(folder, 'data-flow.svg'), svg);
  writeFileSync(join(folder, 'report.html'), reportPage(evidence));
  browser = await openChromium();
});
afterAll(async () => {
  await browser?.close();
  removeShippedCopies();
  rmSync(folder, { recursive: true });
});

const open = async (file: string, width = 1600): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width, height: 1000 }, bypassCSP: true });
  await page.goto(pathToFileURL(join(folder, file)).href);
  return page;
};

/** Boxes of texts as the browser has them, in the drawing's own units. */
const boxesIn = (page: Page, drawing: string): Promise<Box[]> =>
  page.evaluate(`[...document.querySelectorAll(${JSON.stringify(`${drawing} text`)})].map((one) => {
    const { x, y, width, height } = one.getBBox();
    return { text: one.textContent, left: x, right: x + width, top: y + height * 0.12, bottom: y + height * 0.9 };
  })`);

describe('the drawing of the way of personal data in Chromium', () => {
  it('has no two texts over each other, none outside of it, and none wider than it was measured', async () => {
    const page = await open('data-flow.svg');
    const boxes = await boxesIn(page, 'svg');
    expect(boxes.length).toBeGreaterThan(100);
    expect(overlaps(boxes)).toEqual([]);
    const [width, height] = (await page.evaluate(
      '[document.documentElement.viewBox.baseVal.width, document.documentElement.viewBox.baseVal.height]',
    )) as [number, number];
    expect(
      boxes.filter(({ left, top, right, bottom }) => left < 0 || top < 0 || right > width || bottom > height),
    ).toEqual([]);
    const measured = textBoxes(svg);
    const wider = boxes.filter(({ right, left }, at) => {
      const box = measured[at];
      return box === undefined || right - left > box.right - box.left + 0.5;
    });
    expect(wider).toEqual([]);
  });

  it('stands in the report in sheets, each of which fits on A3 across with letters of 9 points or more', async () => {
    const page = await open('report.html', 1280);
    const sheets = (await page.evaluate(`[...document.querySelectorAll('.drawing svg')].map((one) => {
      const sizes = [...one.querySelectorAll('text')].map((text) => Number(text.getAttribute('font-size')));
      const { width, height } = one.viewBox.baseVal;
      return { width, height, smallest: Math.min(...sizes) };
    })`)) as { width: number; height: number; smallest: number }[];
    expect(sheets.length).toBeGreaterThan(1);
    for (const { width, height, smallest } of sheets) {
      const scale = Math.min((396 * MM) / width, (270 * MM) / height);
      expect(smallest * scale).toBeGreaterThanOrEqual(9);
    }
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const across = [...pdf.matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g)].filter(
      ([, wide]) => Math.round(Number(wide) / MM) === 420,
    );
    expect(across).toHaveLength(sheets.length);
  });

  it('says every way in a table beside it, to who cannot see it or has a small window', async () => {
    const page = await open('report.html', 390);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    const { edges, nodes }: DataFlow = evidence.flow;
    await page.getByText(`The same as a table: ${edges.length} ways`).click();
    const lines = await page.locator('.ways tbody tr').allTextContents();
    expect(lines).toHaveLength(edges.length);
    for (const { name } of nodes) expect([name, lines.some((one) => one.includes(name))]).toEqual([name, true]);
  });

  it.each(['light', 'dark'] as const)(
    'has nothing that WCAG 2.2 AA forbids, the table open: %s',
    async (colorScheme) => {
      const page = await open('report.html', 1280);
      await page.emulateMedia({ colorScheme });
      await page.locator('.ways summary').click();
      await page.addScriptTag({ content: axe.source });
      const { violations } = (await page.evaluate(
        'axe.run("#flow", { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })',
      )) as axe.AxeResults;
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual([]);
    },
  );
});
