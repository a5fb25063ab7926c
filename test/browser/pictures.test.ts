import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageSize } from 'image-size';
import { parse } from 'yaml';
import { pictureOf } from '../../.github/scripts/picture-file';
import { pictures } from '../../.github/scripts/pictures';
import { isPng } from '../../.github/scripts/png';
import { fakeStage, runTandem } from '../support/fake-stage';
import { ROOT } from '../support/shipped-platform';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'tandem-pictures-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const silent = { say: () => undefined };

describe('pictures of previews', () => {
  it('show each page whole, beside it, and every message of its first person alone', async () => {
    await runTandem(ROOT, ['preview', 'win-back', '--out', join(folder, 'preview')], fakeStage());
    expect(await pictures(silent, folder)).toBe(0);
    expect(readdirSync(join(folder, 'preview')).sort()).toEqual(['win-back.html', 'win-back.png']);
    const whole = imageSize(readFileSync(join(folder, 'preview/win-back.png')));
    expect(whole).toMatchObject({ width: 1280, type: 'png' });
    // Longer than a screen: the page to its end.
    expect(whole.height).toBeGreaterThan(1010);

    const names = readdirSync(join(folder, 'pictures'));
    const { offers, channels } = shown();
    const of = names.map((name) => pictureOf(name));
    expect([...new Set(of.map((one) => one?.offer))].sort()).toEqual([...offers].sort());
    expect([...new Set(of.map((one) => one?.channel))].sort()).toEqual([...channels].sort());
  });

  it('are what the next job takes for pictures', () => {
    const names = readdirSync(join(folder, 'pictures'));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const bytes = readFileSync(join(folder, 'pictures', name));
      expect([name, isPng(bytes, 10_000), bytes.length < 1_000_000]).toEqual([name, true, true]);
    }
  });

  it('are none where no launch was shown, and need no browser then', async () => {
    expect(await pictures(silent, join(folder, 'nothing'))).toBe(0);
  });
});

/** What the launch has, as its author wrote it. */
const shown = () => {
  const launch = parse(readFileSync(join(ROOT, 'launches/win-back.yaml'), 'utf8')) as {
    readonly offers: readonly { readonly id: string }[];
    readonly channels: { readonly use: readonly { readonly channel: string }[] };
  };
  return { offers: launch.offers.map(({ id }) => id), channels: launch.channels.use.map(({ channel }) => channel) };
};
