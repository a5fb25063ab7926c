import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageSize } from 'image-size';
import { pictures } from '../../.github/scripts/pictures';
import { fakeStage, runTandem } from '../support/fake-stage';
import { ROOT } from '../support/shipped-platform';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'tandem-pictures-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const silent = { say: () => undefined };

describe('pictures of previews', () => {
  it('show each page whole, beside it', async () => {
    await runTandem(ROOT, ['preview', 'win-back', '--out', folder], fakeStage());
    expect(await pictures(silent, folder)).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['win-back.html', 'win-back.png']);
    const { width, height, type } = imageSize(readFileSync(join(folder, 'win-back.png')));
    expect({ width, type }).toEqual({ width: 1280, type: 'png' });
    // Longer than a screen: the page to its end.
    expect(height).toBeGreaterThan(1010);
  });

  it('are none where no launch was shown, and need no browser then', async () => {
    expect(await pictures(silent, join(folder, 'nothing'))).toBe(0);
  });
});
