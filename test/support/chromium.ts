import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The installed browser's program. Throws, naming what to install, where there is none: nothing here downloads one. */
export const chromiumPath = (path = process.env.PATH ?? ''): string => {
  const places = path.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = places.find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new Error(
    'Chromium is not on the PATH; pages are tested in it. Install it (Debian: apt-get install chromium).',
  );
};

/** A browser without a window. In CI it runs as root, where Chromium needs to be told to do without its own sandbox. */
export const openChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath(),
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-dev-shm-usage'],
  });
