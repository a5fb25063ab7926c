import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { openChromium } from '../../test/support/chromium';
import { pictureName } from './picture-file';
import type { Ports } from './ports';
import { MOST_PICTURES } from './publish-pictures';

/**
 * Makes pictures of the pages in `preview` below a folder: of each page as a whole, beside it, and of each message that its first
 * person gets, into `pictures`, as many as one comment can need.
 */
export const pictures = async ({ say }: Pick<Ports, 'say'>, folder: string): Promise<number> => {
  const from = join(folder, 'preview');
  const pages = existsSync(from) ? readdirSync(from).filter((name) => name.endsWith('.html')) : [];
  if (pages.length === 0) return 0;
  const to = join(folder, 'pictures');
  mkdirSync(to, { recursive: true });
  const browser = await openChromium();
  try {
    let room = MOST_PICTURES;
    for (const name of pages.sort()) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 1010 } });
      await page.goto(pathToFileURL(join(from, name)).href);
      const made = await messagesOf(page, { launch: basename(name, '.html'), to, room });
      await page.screenshot({ path: join(from, name.replace(/html$/, 'png')), fullPage: true });
      await page.close();
      room -= made;
      say(`${name}: a picture of the page, and ${made} of its messages.`);
    }
    return 0;
  } finally {
    await browser.close();
  }
};

interface Wanted {
  readonly launch: string;
  readonly to: string;
  /** How many at most. */
  readonly room: number;
}

/** A picture of each message that is shown; how many. One whose offer has no id is in the picture of the page alone. */
const messagesOf = async (page: Page, { launch, to, room }: Wanted): Promise<number> => {
  const names = new Set<string>();
  for (const [index, offer] of (await page.locator('.offer').all()).entries()) {
    for (const card of await offer.locator('.card:visible:has(.shown)').all()) {
      const name = pictureName({
        ...{ launch, place: index + 1, offer: await fact(offer, 'offer') },
        ...{ channel: await fact(card, 'channel'), language: await fact(card, 'language') },
      });
      const shown = card.locator('.shown');
      await loaded(shown);
      if (name === undefined || names.size >= room) continue;
      await shown.screenshot({ path: join(to, name) });
      names.add(name);
    }
  }
  return names.size;
};

const fact = async (of: Locator, name: string): Promise<string> => (await of.getAttribute(`data-${name}`)) ?? '';

/** Frames are loaded once they come into view. */
const loaded = async (shown: Locator): Promise<void> => {
  for (const frame of await shown.locator('iframe').all()) {
    await frame.scrollIntoViewIfNeeded();
    await frame.contentFrame().locator('body').waitFor();
  }
};
