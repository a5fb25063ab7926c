import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Consent } from '../../contracts/profile';
import { chromiumPath } from '../support/chromium';
import { person } from '../support/decision-fixtures';
import { type PreferenceServer, servePreferences } from '../support/preference-server';
import { PREFERENCES_NOW, preferenceWorld, said, tokenOf } from '../support/preference-world';
import { saidOn, testBrowser } from '../support/test-browser';

const { newContext } = testBrowser();
const servers: PreferenceServer[] = [];

afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
});

/** A customer's browser on their page; scripts are off, as the page must work without them. */
const open = async (
  consent: Record<string, Consent> = { 'offers/email': said('granted') },
  { token = tokenOf(), ...options }: BrowserContextOptions & { readonly token?: string } = {},
) => {
  const world = preferenceWorld({ view: person({ consent }) });
  const server = await servePreferences(world.handler);
  servers.push(server);
  const context = await newContext({ javaScriptEnabled: false, ...options });
  const page = await context.newPage();
  const refusals = saidOn(page);
  await page.goto(`${server.url}/preferences/${token}`);
  return { ...world, server, context, page, refusals };
};

const box = (page: Page, purpose: string, channel: string) =>
  page.getByRole('group', { name: purpose }).getByRole('checkbox', { name: channel });

describe('the preference centre in Chromium', () => {
  it('shows what holds, lets it be changed and saves it, without scripts', async () => {
    const { page, told } = await open();
    expect(await box(page, 'Offers <for> you', 'E-mail').isChecked()).toBe(true);
    expect(await box(page, 'Offers <for> you', 'app').isChecked()).toBe(false);
    expect(await box(page, 'Care', 'E-mail').isChecked()).toBe(true);

    await box(page, 'Offers <for> you', 'E-mail').uncheck();
    await box(page, 'Offers <for> you', 'app').check();
    await page.getByRole('button', { name: 'Save my choices' }).click();

    expect(await page.getByRole('status').textContent()).toBe('Your choices are saved.');
    expect(told()).toEqual(['Consent Withdrawn offers email', 'Consent Granted offers app']);
    expect(await box(page, 'Offers <for> you', 'app').isChecked()).toBe(true);
    expect(await box(page, 'Offers <for> you', 'E-mail').isChecked()).toBe(false);
  });

  it('saves a second change of mind, too', async () => {
    const { page, told } = await open();
    for (const next of [false, true]) {
      await box(page, 'Offers <for> you', 'E-mail').setChecked(next);
      await page.getByRole('button', { name: 'Save my choices' }).click();
    }
    expect(told()).toEqual(['Consent Withdrawn offers email', 'Consent Granted offers email']);
  });

  it('ends everything with one button', async () => {
    const { page, told } = await open();
    await page.getByRole('button', { name: 'Unsubscribe from everything' }).click();
    expect(await page.getByRole('status').textContent()).toBe('You are unsubscribed from everything.');
    expect(told()).toEqual(['Consent Withdrawn * *']);
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
  });

  it('can be used with the keyboard alone, in the order of the page', async () => {
    const { page, told } = await open();
    const reached: string[] = [];
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press('Tab');
      const focused = page.locator(':focus');
      reached.push((await focused.getAttribute('name')) ?? (await focused.getAttribute('href')) ?? '');
      if (reached.at(-1) === 'offers/app') await page.keyboard.press('Space');
    }
    expect(reached).toEqual([
      'https://shop.example/privacy/7?a=1&b=2#offers',
      'offers/email',
      'offers/app',
      'care/email',
      'action',
      'action',
    ]);
    await page.keyboard.press('Shift+Tab');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    expect(told()).toEqual(['Consent Granted offers app']);
  });

  it.each<[string, 'light' | 'dark', string]>([
    ['the page', 'light', tokenOf()],
    ['the page', 'dark', tokenOf()],
    ['an expired link', 'light', tokenOf({ expires: PREFERENCES_NOW.getTime() / 1000 - 1 })],
    ['a wrong link', 'light', 'p1.x.y'],
  ])('has nothing that WCAG 2.2 AA forbids: %s, %s', async (_case, colorScheme, token) => {
    const { page } = await open(undefined, { javaScriptEnabled: true, bypassCSP: true, colorScheme, token });
    await page.addScriptTag({ content: axe.source });
    const { violations, passes } = (await page.evaluate(
      'axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })',
    )) as axe.AxeResults;
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(passes.map(({ id }) => id)).toEqual(expect.arrayContaining(['color-contrast', 'html-has-lang']));
  });

  it('fits a phone, at twice the size of text', async () => {
    const { page } = await open(undefined, { viewport: { width: 320, height: 640 }, javaScriptEnabled: true });
    await page.evaluate('document.documentElement.style.fontSize = "200%"');
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  });

  it('loads nothing else, applies its style sheet, and breaks no rule of its own policy', async () => {
    const { page, server, refusals } = await open(undefined, { javaScriptEnabled: true });
    expect(server.asked.map(({ method }) => method)).toEqual(['GET']);
    expect(await page.evaluate('getComputedStyle(document.querySelector("button.main")).minHeight')).not.toBe('auto');
    expect(refusals).toEqual([]);
  });

  it('runs no script and leaves no cookie', async () => {
    const { page, context } = await open(undefined, { javaScriptEnabled: true });
    await page.addScriptTag({ content: 'document.title = "changed"' }).catch(() => undefined);
    expect(await page.title()).not.toBe('changed');
    expect(await context.cookies()).toEqual([]);
  });

  it('tells no other site where the customer came from', async () => {
    const { page, server } = await open();
    await page.route('https://shop.example/**', (route) => route.fulfill({ body: 'notice' }));
    const [request] = await Promise.all([
      page.waitForRequest('https://shop.example/**'),
      page.getByRole('link', { name: /How we use your data/ }).click(),
    ]);
    expect(request.headers()).not.toHaveProperty('referer');
    expect(server.asked).toHaveLength(1);
  });

  it('sends no token with the form but in its own address', async () => {
    const { page, server } = await open();
    await page.getByRole('button', { name: 'Save my choices' }).click();
    await page.getByRole('status').waitFor();
    const [, post] = server.asked;
    expect(post).toMatchObject({ method: 'POST', path: `/preferences/${tokenOf()}` });
    expect(post?.headers.referer).toBeUndefined();
    expect(post?.headers.cookie).toBeUndefined();
  });

  it('takes Global Privacy Control of the browser as a reason to explain, and changes nothing by it', async () => {
    const { page, told } = await open(undefined, { extraHTTPHeaders: { 'Sec-GPC': '1' } });
    expect(await page.getByText('Global Privacy Control').count()).toBe(1);
    expect(told()).toEqual([]);
  });
});

describe('chromiumPath', () => {
  it('says what to install where there is no browser', () => {
    expect(() => chromiumPath('/nowhere')).toThrow('Debian: apt-get install chromium');
  });
});
