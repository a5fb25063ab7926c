import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openChromium } from '../test/support/chromium';

const LAUNCH = 'win-back';
const PICTURE = 'docs/images/preview.png';
/** Approvals of the shipped vendors hold on this day, whenever this is run. */
const AS_OF = '2026-11-23';

/** `npm run picture`: the preview of a shipped launch as a marketer sees it, for README and guide. */
const main = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-picture-'));
  try {
    execFileSync(process.execPath, ['bin/tandem.mjs', 'preview', LAUNCH, '--out', folder, '--as-of', AS_OF]);
    const browser = await openChromium();
    const page = await browser.newPage({ viewport: { width: 1280, height: 1010 } });
    await page.goto(pathToFileURL(join(folder, `${LAUNCH}.html`)).href);
    // Frames are shown once they are loaded, and those below the picture are not.
    await page.locator('.card:visible iframe').first().contentFrame().getByRole('heading').waitFor();
    mkdirSync(dirname(PICTURE), { recursive: true });
    await page.screenshot({ path: PICTURE });
    await browser.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

void main();
