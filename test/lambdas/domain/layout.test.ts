import fc from 'fast-check';
import type { Layouts, Piece } from '../../../contracts/layout';
import { dressMessage, type Undressed } from '../../../lambdas/domain/layout';

const html: readonly Piece[] = [
  '<h1>',
  { slot: 'headline' },
  '</h1>',
  { each: 'body', pieces: ['<p>', { slot: 'paragraph' }, '</p>'] },
  { when: 'image', pieces: ['<img src="', { slot: 'image.src' }, '" alt="', { slot: 'image.alt' }, '">'] },
  { when: 'link', pieces: ['<a href="', { slot: 'link.href' }, '">', { slot: 'link.label' }, '</a>'] },
  { each: 'footer', pieces: ['<small>', { slot: 'line' }, '</small>'] },
];
const text: readonly Piece[] = [
  { slot: 'headline' },
  '\n\n',
  { slot: 'body' },
  '\n\n',
  { when: 'code', pieces: [{ word: 'code' }, ': ', { slot: 'code' }, '\n'] },
  { when: 'link', pieces: [{ slot: 'link.href' }, '\n'] },
  '\n\n\n',
  { slot: 'footer' },
  { when: 'unsubscribe', pieces: ['\n', { word: 'unsubscribe' }, ' ', { slot: 'unsubscribe' }] },
];
const layouts: Layouts = {
  channels: {
    email: {
      layouts: { standard: { html, text }, wordy: { text: [{ slot: 'sender' }, ': ', { slot: 'headline' }] } },
      footers: {
        '*': { en: 'Harvest & Lane\nHartford', de: 'Harvest & Lane\nHamburg' },
        CA: { en: 'Harvest & Lane\nToronto' },
      },
    },
    pos: { layouts: {}, footers: {} },
  },
  sender: 'Harvest & Lane',
  words: { en: { code: 'Your code', unsubscribe: 'Unsubscribe:' }, de: { code: 'Ihr Code', unsubscribe: 'Abmelden:' } },
  schemes: ['app'],
  imagesAt: 'https://www.shop.example/brand/',
};
const message = (given: Partial<Undressed> & { readonly words?: Partial<Undressed['content']> }): Undressed => ({
  channel: 'email',
  language: 'en',
  ...given,
  content: { headline: 'Dinner', body: 'Three dishes.\n\nFor you.', ...given.words },
});
const dress = (given: Parameters<typeof message>[0]) => {
  const dressed = dressMessage(layouts, message(given));
  return dressed.ok ? dressed.message : dressed;
};

describe('dressMessage', () => {
  it('gives subject, HTML and words alone', () => {
    expect(dress({ words: { code: 'TEN' }, unsubscribe: 'https://p.example/t' })).toEqual({
      subject: 'Dinner',
      html: '<h1>Dinner</h1><p>Three dishes.</p><p>For you.</p><small>Harvest &amp; Lane</small><small>Hartford</small>',
      text: [
        'Dinner',
        'Three dishes.',
        'For you.',
        'Your code: TEN',
        'Harvest & Lane\nHartford\nUnsubscribe: https://p.example/t',
      ].join('\n\n'),
    });
  });

  it('shows image and link where there are some', () => {
    const words = { link: { label: 'See', to: 'app://x' }, image: { file: 'two loaves.png', alt: 'Two "loaves"' } };
    expect(dress({ words })).toMatchObject({
      html: expect.stringContaining(
        '<img src="https://www.shop.example/brand/two%20loaves.png" alt="Two &quot;loaves&quot;"><a href="app://x">See</a>',
      ),
    });
  });

  it('takes the footer of the country in the language spoken, and that of anywhere for other countries', () => {
    const lastLine = (country: string, language: string) => {
      const dressed = dress({ country, language });
      return 'text' in dressed ? dressed.text.split('\n').at(-1) : dressed;
    };
    expect(lastLine('CA', 'en-GB')).toBe('Toronto');
    expect(lastLine('CA', 'de')).toBe('Toronto');
    expect(lastLine('DE', 'de-AT')).toBe('Hamburg');
    expect(lastLine('constructor', 'fr')).toBe('Hartford');
  });

  it('takes the standard layout where the named one is not there', () => {
    expect(dress({ layout: 'wordy' })).toEqual({ subject: 'Dinner', text: 'Harvest & Lane: Dinner' });
    expect(dress({ layout: 'gone' })).toEqual(dress({}));
    expect(dress({ layout: 'constructor' })).toEqual(dress({}));
  });

  it.each([
    ['a channel without layouts', { channel: 'pos' }, 'layout'],
    ['a channel that nobody knows', { channel: 'fax' }, 'layout'],
    ['a link that runs something', { words: { link: { label: 'x', to: 'javascript:alert(1)' } } }, 'link.href'],
    ['a link without encryption', { words: { link: { label: 'x', to: 'http://shop.example' } } }, 'link.href'],
    ['a link that is none', { words: { link: { label: 'x', to: '/coats' } } }, 'link.href'],
    ['a way out that runs something', { unsubscribe: 'data:text/html,x' }, 'unsubscribe'],
  ])('shows nothing of a message with %s', (_case, given, detail) => {
    expect(dress(given)).toEqual({ ok: false, reason: 'render-failed', detail });
  });

  it('lets nothing of a value end a subject, an element or an attribute', () => {
    const hostile = fc.string({ unit: fc.constantFrom(...'<>"\'&=/ \n\r\t\0\u2028`{}%-ab!') });
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, (headline, body, label, path) => {
        const to = `app://${encodeURIComponent('x')}/${path}`;
        const dressed = dress({ words: { headline: `x${headline}`, body, link: { label, to } } });
        if (!('text' in dressed)) throw new Error('a safe link was refused');
        expect(dressed.subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        const { html: shown = '' } = dressed;
        expect(shown.replace(/<\/?(?:h1|p|small)>|<a href="[^"<>]*">|<\/a>/g, '')).not.toMatch(/[<>"']/);
      }),
    );
  });
});
