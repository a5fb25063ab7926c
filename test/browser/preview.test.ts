import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { runTandem } from '../support/fake-stage';
import { HOSTILE_LAUNCH, HOSTILE_LAYOUT, PICTURE, RICH_LAUNCH, WRONG_LAUNCH } from '../support/preview-launch';
import { removeShippedCopies, shippedCopy } from '../support/shipped-copy';
import { testBrowser } from '../support/test-browser';

const { openFile } = testBrowser();
/** Where screenshots are put for somebody to look at. */
const pictures = mkdtempSync(join(tmpdir(), 'tandem-preview-'));
const root = shippedCopy({
  'launches/rich-launch.yaml': RICH_LAUNCH,
  'launches/wrong-launch.yaml': WRONG_LAUNCH,
  'launches/hostile-launch.yaml': HOSTILE_LAUNCH,
  'brand/images/soup.png': PICTURE,
  'brand/layouts/email/hostile.html': HOSTILE_LAYOUT,
});

beforeAll(async () => {
  for (const launch of ['rich-launch', 'wrong-launch', 'hostile-launch']) {
    expect((await runTandem(root, ['preview', launch])).code).toBe(0);
  }
});
afterAll(removeShippedCopies);

const open = (launch: string, options: BrowserContextOptions = {}) =>
  openFile(join(root, 'preview', `${launch}.html`), options);

/** Frames are loaded when they come near the window. */
const seeAll = async (page: Page): Promise<void> => {
  for (const frame of await page.locator('.card:visible iframe').all()) await frame.scrollIntoViewIfNeeded();
  await page.evaluate('window.scrollTo(0, 0)');
};
const visible = (page: Page, name: 'people' | 'channel' | 'language'): Promise<readonly string[]> =>
  page.evaluate(
    `[...document.querySelectorAll('.card')].filter((card) => card.checkVisibility()).map((card) => card.dataset.${name})`,
  );

describe('the preview in Chromium', () => {
  it.each([390, 1280])('fits a window of %d pixels', async (width) => {
    const { page } = await open('rich-launch', { viewport: { width, height: 900 } });
    await seeAll(page);
    await page.screenshot({ path: join(pictures, `rich-${width}.png`), fullPage: true });
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    const mail = page.frameLocator('.card[data-channel="email"]:visible .phone iframe').first();
    expect(await mail.getByRole('heading').textContent()).toBe('Ada, soup for a cold day');
    expect(await mail.getByRole('img').getAttribute('src')).toMatch(/^data:image\/png;base64,/);
  });

  it('asks the network for nothing, and breaks no rule of its own policy', async () => {
    const { page, asked, said } = await open('rich-launch');
    await seeAll(page);
    expect(asked).toEqual([]);
    expect(said).toEqual([]);
    expect(await page.evaluate('getComputedStyle(document.querySelector(".phone .screen")).borderStyle')).toBe('solid');
  });

  it('narrows to a person, a channel, an offer and a language, without scripts', async () => {
    const { page } = await open('rich-launch', { javaScriptEnabled: false });
    await page.getByRole('group', { name: 'Person' }).getByText('No first name').click();
    await page.getByRole('group', { name: 'Channel' }).getByText('E-mail').click();
    await page.getByRole('group', { name: 'Language' }).getByText('ar').click();
    const cards = page.locator('.card:visible');
    expect(await cards.count()).toBe(2);
    for (const card of await cards.all()) {
      expect(await card.getAttribute('data-people')).toContain('nameless');
      expect([await card.getAttribute('data-channel'), await card.getAttribute('data-language')]).toEqual([
        'email',
        'ar',
      ]);
    }
    await page.getByRole('group', { name: 'Offer' }).getByText('recipe').click();
    expect(await cards.count()).toBe(1);
    expect(await page.locator('.card:visible .phone iframe').contentFrame().locator('html').getAttribute('dir')).toBe(
      'rtl',
    );
  });

  it('can be used with the keyboard alone', async () => {
    const { page } = await open('rich-launch');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('To the offers');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator(':focus').getAttribute('id')).toBe('person-1');
    expect((await visible(page, 'people')).every((people) => people.split(' ').includes('longest'))).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    expect(new Set(await visible(page, 'channel'))).toEqual(new Set(['email']));
  });

  it.each(['rich-launch', 'wrong-launch', 'hostile-launch'])(
    'has nothing that WCAG 2.2 AA forbids: %s',
    async (launch) => {
      const { page } = await open(launch, { bypassCSP: true });
      await page.addScriptTag({ content: axe.source });
      const { violations, passes } = (await page.evaluate(
        'axe.run({ iframes: false, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })',
      )) as axe.AxeResults;
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual([]);
      expect(passes.map(({ id }) => id)).toEqual(expect.arrayContaining(['color-contrast', 'html-has-lang']));
      await page.screenshot({ path: join(pictures, `${launch}.png`), fullPage: true });
    },
  );

  it('runs nothing and goes nowhere, whatever copy and layout say', async () => {
    const { page, asked } = await open('hostile-launch');
    const file = page.url();
    await seeAll(page);
    const mail = page.frameLocator('.card[data-channel="email"]:visible .desktop iframe').first();
    expect(await mail.getByRole('heading').textContent()).toContain("<script>top.document.title='ran'</script>");
    for (const way of [mail.getByRole('link', { name: 'Out' }), mail.getByRole('button', { name: 'Send' })]) {
      await way.focus();
      await page.keyboard.press('Enter');
    }
    // Were it allowed, the refresh of the layout would have taken the frame away before this is there.
    await mail.getByRole('button', { name: 'Send' }).waitFor();
    expect([await page.title(), await page.evaluate('window.ran'), page.url()]).toEqual([
      'hostile-launch · preview',
      undefined,
      file,
    ]);
    expect(asked).toEqual([]);
  });

  it('can be printed: what was chosen, without buttons', async () => {
    const { page } = await open('rich-launch');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.filters').isVisible()).toBe(false);
    expect(new Set(await visible(page, 'channel'))).toEqual(new Set(['email', 'sms', 'app', 'pos']));
    const pdf = await page.pdf({ path: join(pictures, 'rich.pdf'), format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });
});
