import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadWorkspace } from '../../../lib/workspace';
import { AS_OF, FIXTURES, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

/** 1200 x 600 pixels, 36 KB. */
const BREAD = readFileSync(join(__dirname, '../../../brand/images/bread.png'));
const VOICE = readFileSync(join(FIXTURES, 'workspace/brand/voice.yaml'), 'utf8');
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"></svg>';

const found = (
  file: string,
  bytes: string | Uint8Array,
  { channel = 'email', voice = VOICE } = {},
): readonly string[] => {
  const text = `launch: plain\nteam: retail-marketing\npurpose: personalised-offers
when: { timezone: Europe/Berlin, starts: 2026-11-23 00:00, ends: 2026-11-29 23:59 }
channels: { use: [{ channel: ${channel} }] }
offers: [{ id: only, copy: { en: { headline: "Bread", body: "Two loaves.", image: { file: ${file}, alt: "Two loaves" } } } }]\n`;
  const files = { 'launches/plain.yaml': text, 'brand/images/bread.png': bytes, 'brand/voice.yaml': voice };
  return loadWorkspace(workspaceWith(files), { asOf: AS_OF })
    .findings.filter((one) => one.file === 'launches/plain.yaml')
    .map(({ code, line, column, message }) => `${code} ${line}:${column} ${message}`);
};

describe('the image of an offer', () => {
  it('passes where it is a picture that fits', () => {
    expect(found('bread.png', BREAD)).toEqual([]);
  });

  it.each([
    ['is not there', 'loaf.png', BREAD, 'copy.image 6:91 "loaf.png" is not in brand/images/'],
    ['leads elsewhere', '../voice.yaml', BREAD, 'copy.image 6:91 "../voice.yaml" is not in brand/images/'],
    [
      'is no picture',
      'bread.png',
      'bread',
      'copy.image 6:91 "bread.png" is no picture; everybody can show png, jpg, gif',
    ],
    [
      'is cut off',
      'bread.png',
      BREAD.subarray(0, 10),
      'copy.image 6:91 "bread.png" is no picture; everybody can show png, jpg, gif',
    ],
    ['is drawn', 'bread.png', SVG, 'copy.image 6:91 "bread.png" is of the kind svg; everybody can show png, jpg, gif'],
  ])('is a finding where it %s', (_case, file, bytes, finding) => {
    expect(found(file, bytes)).toEqual([finding]);
  });

  it.each([
    ['wide', 'width: 1199, height: 1200, kilobytes: 200'],
    ['high', 'width: 1200, height: 599, kilobytes: 200'],
    ['large', 'width: 1200, height: 1200, kilobytes: 35'],
  ])('is a finding where it is too %s for a channel, and not for another', (_case, most) => {
    const voice = VOICE.replace(/width: .*(?= \})/, most);
    expect(found('bread.png', BREAD, { voice })).toEqual([
      expect.stringMatching(
        /^copy\.image 6:91 "bread\.png" has 1200 x 600 pixels and 36 KB; at most \d+ x \d+ pixels and \d+ KB by email$/,
      ),
    ]);
    expect(found('bread.png', BREAD, { voice, channel: 'app' })).toEqual([]);
  });

  it('is a finding where nobody said where images are on the web', () => {
    const voice = VOICE.replace(/ {2}at: .*\n/, '');
    expect(found('bread.png', BREAD, { voice })).toEqual([
      expect.stringMatching(/^copy\.image 6:91 no image is shown/),
    ]);
  });
});
