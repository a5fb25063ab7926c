import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openChromium } from '../test/support/chromium';

const PICTURE = 'docs/images/report.png';

/** Part of `npm run picture`: the report of the checked-out commit as an auditor sees it first, for README and guide. */
const main = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-picture-'));
  try {
    const out = join(folder, 'evidence');
    execFileSync(process.execPath, [
      'bin/tandem.mjs',
      'evidence',
      '--stage',
      'prod',
      '--out',
      out,
      '--since',
      'HEAD~1',
    ]);
    const browser = await openChromium();
    const page = await browser.newPage({ viewport: { width: 1280, height: 1010 } });
    await page.goto(pathToFileURL(join(out, 'build/report.html')).href);
    await page.locator('html[data-rows="ready"]').waitFor();
    mkdirSync(dirname(PICTURE), { recursive: true });
    await page.screenshot({ path: PICTURE });
    await browser.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

void main();
