import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Layouts } from '../../../contracts/layout';
import { dressMessage, type Message, type Undressed } from '../../../lambdas/domain/layout';
import type { Content } from '../../../lambdas/domain/offer-words';
import { compileLayouts, LayoutError } from '../../../lib/brand/compile-layouts';
import { contrast } from '../../../lib/brand/contrast';
import { readLayoutFiles } from '../../../lib/workspace/layout-files';
import { readFiles } from '../../../lib/workspace/read';
import { attribute, colouredWords, elementsIn, skeletonOf, treeOf, wordsOf } from '../../support/html-tree';

const ROOT = join(__dirname, '../../..');
const { layouts: files } = readLayoutFiles(ROOT);
const all = [...new Set(files.map(({ channel, name }) => `${channel}/${name}`))];
const emails = all.filter((one) => one.startsWith('email/'));
const withHtml = all.filter((one) =>
  files.some(({ channel, name, kind }) => `${channel}/${name}` === one && kind !== 'txt'),
);

const required = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('brand/ cannot be read.');
  return value;
};
const brand = () => {
  const { voice, theme } = readFiles(ROOT);
  return {
    platform: { organisation: 'Harvest & Lane' },
    // Also of channels that no vendor serves yet.
    channels: [...new Set(files.map(({ channel }) => channel))].map((channel) => ({ channel, kind: 'push' as const })),
    voice: required(voice.data),
    theme: required(theme.data),
    layouts: files,
  };
};

let layouts: Layouts;
beforeAll(async () => {
  layouts = (await compileLayouts(brand())).push;
}, 60_000);

const WAY_OUT = 'https://preferences.example/p/token';
const FULL: Content = {
  headline: 'Dinner, planned for you',
  body: 'Three dishes.\n\nMade from what you looked at.',
  code: 'TEN',
  link: { label: 'See the dishes', to: 'app://recipes' },
  image: { file: 'bread.png', alt: 'Two loaves' },
};
const dress = (layout: string, content: Content, more: Partial<Undressed> = {}): Message => {
  const [channel = '', name = ''] = layout.split('/');
  const dressed = dressMessage(layouts, {
    channel,
    layout: name,
    language: 'en',
    content,
    unsubscribe: WAY_OUT,
    ...more,
  });
  if (!dressed.ok) throw new Error(`${layout} does not take the message: ${dressed.detail}`);
  return dressed.message;
};

/** Letters that end or begin something in HTML, in attributes, in styles, in comments, in layouts or in Liquid. */
const hostile = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'<>"\'&=/ \n\0`{}%-!ab;:()'), maxLength: 40 }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    '--><b>',
    '<![endif]--><b>',
    '</title><b>',
    '</style><b>',
    '{{ unsubscribe }}',
    '{% if code %}',
    '&lt;b&gt;&quot;',
    '\u2028<b>',
  ),
);
const words = hostile.map((one) => `x${one}`);
const content = fc.record(
  {
    headline: words,
    body: words,
    code: words,
    link: fc.record({ label: words, to: hostile.map((one) => `app://x/${one}`) }),
    image: fc.record({ file: words, alt: words }),
  },
  { requiredKeys: ['headline', 'body'] },
) as fc.Arbitrary<Content>;

/** The same message with words that do nothing, as many paragraphs of them; a line of control characters alone is a blank one. */
const harmless = ({ body, code, link, image }: Content): Content => ({
  headline: 'x',
  body: body
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .split(/\n\s*\n/)
    .map((one) => one.replace(/\S+/g, 'x'))
    .join('\n\n'),
  ...(code !== undefined && { code: 'x' }),
  ...(link && { link: { label: 'x', to: 'app://x/' } }),
  ...(image && { image: { file: 'x', alt: 'x' } }),
});

describe.each(withHtml)('the layout %s', (layout) => {
  it('takes any words without an element or attribute more', () => {
    fc.assert(
      fc.property(content, (given) => {
        const shown = treeOf(dress(layout, given).html ?? '');
        expect(skeletonOf(shown)).toEqual(skeletonOf(treeOf(dress(layout, harmless(given)).html ?? '')));
        for (const element of elementsIn(shown)) {
          const to = attribute(element, 'href') ?? attribute(element, 'src');
          expect(to ?? 'https:').toMatch(/^(?:https|app):/);
        }
      }),
    );
  });

  it('shows the words as they were written', () => {
    const shown = treeOf(dress(layout, { ...FULL, headline: 'Bread & <butter>', body: '"Yours", & more' }).html ?? '');
    expect(wordsOf(shown)).toContain('Bread & <butter>');
    expect(wordsOf(shown)).toContain('"Yours", & more');
  });

  it('can be read: its words have the contrast of WCAG AA', () => {
    const shown = colouredWords(treeOf(dress(layout, FULL).html ?? ''));
    expect(shown.map(({ words: one }) => one)).toContain(FULL.headline);
    for (const { color, background, size } of shown) {
      expect(contrast(color, background)).toBeGreaterThanOrEqual(Number.parseFloat(size) >= 24 ? 3 : 4.5);
    }
  });
});

describe.each(all)('the words alone of %s', (layout) => {
  it('have no markup and nothing that was not filled in', () => {
    const { text } = dress(layout, FULL);
    expect(text).toContain('Three dishes.');
    expect(text).not.toMatch(/[<>{}]|undefined|&amp;|\n{3}/);
    expect(dress(layout, { headline: FULL.headline, body: FULL.body }).text).not.toMatch(/[<>{}]|undefined|TEN|: *$/m);
  });
});

describe.each(emails)('every message of %s', (layout) => {
  it.each(['nothing', 'image', 'link', 'code'])(
    'with everything but %s has the way out and the footer of the country',
    (but) => {
      const given = Object.fromEntries(Object.entries(FULL).filter(([part]) => part !== but)) as unknown as Content;
      const { html = '', text } = dress(layout, given, { country: 'CA' });
      const shown = treeOf(html);
      const links = elementsIn(shown).filter((one) => one.tagName === 'a' && attribute(one, 'href') === WAY_OUT);
      expect(links.map(wordsOf)).toEqual(['No more e-mails like this']);
      expect(wordsOf(shown)).toContain('+1 860 555 0100');
      expect(text).toContain(WAY_OUT);
      expect(text).toContain('+1 860 555 0100');
    },
  );
});

describe('compileLayouts', () => {
  const compiled = (text: string) =>
    compileLayouts({
      ...brand(),
      layouts: [{ file: 'a.mjml', channel: 'email', name: 'standard', kind: 'mjml', text }],
    });

  it('gives the same bytes for the same files', async () => {
    expect(JSON.stringify((await compileLayouts(brand())).push)).toBe(JSON.stringify(layouts));
  });

  it('gives a channel without layouts words alone', async () => {
    const { pull } = await compileLayouts({ ...brand(), channels: [{ channel: 'kiosk', kind: 'pull' }], layouts: [] });
    const dressed = dressMessage(pull, { channel: 'kiosk', language: 'en', content: FULL });
    expect(dressed).toMatchObject({
      ok: true,
      message: { text: expect.stringContaining('See the dishes: app://recipes') },
    });
    expect(dressed).not.toHaveProperty('message.html');
  });

  it('says what MJML has against a layout', async () => {
    await expect(compiled('<mjml><mj-body><mj-text>x</mj-text></mj-body></mjml>')).rejects.toThrow(LayoutError);
    await expect(compiled('<mjml><mj-body><mj-nothing /></mj-body></mjml>')).rejects.toThrow(/^a\.mjml: /);
  });

  it('reads no other file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tandem-include-'));
    writeFileSync(join(folder, 'other.mjml'), '<mj-text>of another file</mj-text>');
    const include = `<mj-section><mj-column><mj-include path="${folder}/other.mjml" /></mj-column></mj-section>`;
    const { push } = await compiled(`<mjml><mj-body>${include}</mj-body></mjml>`);
    rmSync(folder, { recursive: true });
    expect(JSON.stringify(push)).not.toContain('of another file');
  });
});
