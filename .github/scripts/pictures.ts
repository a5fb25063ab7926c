import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openChromium } from '../../test/support/chromium';
import type { Ports } from './ports';

/** Makes a picture of every preview below a folder, beside it: a reviewer on a phone opens a picture, not a page. */
export const pictures = async ({ say }: Pick<Ports, 'say'>, folder: string): Promise<number> => {
  const pages = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.html')) : [];
  if (pages.length === 0) return 0;
  const browser = await openChromium();
  try {
    for (const name of pages) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 1010 } });
      await page.goto(pathToFileURL(join(folder, name)).href);
      // Frames are shown once they are loaded.
      await page.locator('.card:visible iframe').first().contentFrame().locator('body').waitFor();
      await page.screenshot({ path: join(folder, name.replace(/html$/, 'png')), fullPage: true });
      await page.close();
      say(`${name.replace(/html$/, 'png')} is made.`);
    }
    return 0;
  } finally {
    await browser.close();
  }
};
