import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openChromium } from './chromium';

/** A page as people open it, from disk. */
export interface OpenedPage {
  readonly page: Page;
  /** What it asked the network for; nothing is answered. */
  readonly asked: readonly string[];
  /** What it complained of: console and errors of scripts, refusals of its policy among them. */
  readonly said: readonly string[];
}

/** One browser for the tests of a file: opened before them, closed after them. */
export const testBrowser = () => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await openChromium();
  });
  afterAll(() => browser?.close());

  const newContext = (options: BrowserContextOptions = {}) => {
    if (browser === undefined) throw new Error('The browser opens before the first test, not before that.');
    return browser.newContext(options);
  };
  const openFile = async (file: string, options: BrowserContextOptions = {}): Promise<OpenedPage> => {
    const context = await newContext(options);
    const asked: string[] = [];
    await context.route(/^https?:/, (route) => {
      asked.push(route.request().url());
      return route.abort();
    });
    const page = await context.newPage();
    const said = saidOn(page);
    await page.goto(pathToFileURL(file).href);
    return { page, asked, said };
  };
  return { newContext, openFile };
};

/** What a page complains of from now on. */
export const saidOn = (page: Page): readonly string[] => {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  return said;
};
