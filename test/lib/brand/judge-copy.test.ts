import { voiceSchema } from '../../../contracts/brand';
import { amountsIn, numbersIn } from '../../../lib/brand/amounts';
import type { Copy } from '../../../lib/brand/copy';
import { allWords } from '../../../lib/brand/copy';
import { judgeCopy } from '../../../lib/brand/judge-copy';
import { parseLayout } from '../../../lib/brand/layout-syntax';
import { linksIn } from '../../../lib/brand/links';
import { textLayouts } from '../../../lib/brand/text-layouts';
import { wordFinder } from '../../../lib/brand/words';

const voice = voiceSchema.parse({
  tone: 'Warm',
  banned: [{ words: ['act now', "don't miss out"], why: 'it pushes', say: 'until when it is there' }],
  preferred: [{ not: 'utilise', say: 'use' }],
  claims: [
    { words: ['organic'], needs: 'a certificate', proof: { ref: 'ORG-1', expires: '2026-12-01' } },
    { words: ['healthy'], needs: 'an authorised claim' },
  ],
  readingGrade: 8,
  lengths: { app: { headline: 20 }, sms: { smsSegments: 1 } },
  links: { schemes: ['app'], hosts: ['shop.example'] },
});
const sms = { file: 'a.txt', channel: 'sms', name: 'standard', kind: 'txt' } as const;
const layouts = textLayouts([{ ...sms, text: '{{ headline }}\n{{ body }}{% if link %}\n{{ link.href }}{% endif %}' }]);
const judge = (
  copy: Partial<Copy>,
  gives = {},
  { asOf = '2026-11-23', channels = ['email'] } = {},
): readonly string[] =>
  judgeCopy(
    { headline: 'Dinner', body: 'Three dishes.', ...copy },
    { gives },
    {
      voice,
      channels: channels.map((channel) => ({ channel, personal: true, text: layouts.textOf(channel), footers: [] })),
      language: 'en',
      asOf: new Date(asOf),
      read: (text) => ({ plain: text, longest: text }),
    },
  ).map(({ code, part, message }) => `${code} ${part.join('.')}: ${message}`);

describe('copy and the voice', () => {
  it('passes when it says nothing that it should not', () => {
    expect(judge({})).toEqual([]);
  });

  it('shows the sentence that says what we never say, whatever its case, quotes and breaks', () => {
    expect(judge({ body: 'We cook. Don’t  miss\nout, friends! Bye.' })).toEqual([
      'voice.banned body: we do not say "Don’t miss out" (it pushes): "Don’t miss out, friends!"',
    ]);
  });

  it('finds words whole only', () => {
    expect(judge({ body: 'The inorganic compact nowhere.' })).toEqual([]);
  });

  it('looks into every branch and every default of the Liquid', () => {
    expect(judge({ body: "{% if first_name %}Act now{% endif %} {{ last_name | default: 'utilise' }}" })).toEqual([
      expect.stringMatching(/^voice\.banned body: we do not say "Act now"/),
      expect.stringMatching(/^voice\.preferred body: "utilise" is not our word/),
    ]);
  });

  it('lets a claim stand while its proof does, and not after', () => {
    const copy = { body: 'Organic milk.' };
    expect(judge(copy)).toEqual([]);
    expect(judge(copy, {}, { asOf: '2026-12-01' })).toEqual([
      'voice.claim body: "Organic" needs a certificate; ORG-1 ended on 2026-12-01: "Organic milk."',
    ]);
    expect(judge({ body: 'Healthy milk.' })).toEqual([
      'voice.claim body: "Healthy" needs an authorised claim: "Healthy milk."',
    ]);
  });

  it('judges the words of links and images too, and asks images for words', () => {
    expect(judge({ link: { label: 'Act now', to: 'app://x' }, image: { file: 'coat.jpg', alt: 'coat.jpg' } })).toEqual([
      expect.stringMatching(/^voice\.banned link\.label/),
      'copy.alt image.alt: the words of the image are the name of its file',
    ]);
  });

  it('says how hard an English text is to read', () => {
    const stiff =
      'Notwithstanding considerable organisational complications, our administration endeavours to facilitate individually personalised nutritional recommendations for every participating household of our communities.';
    expect(judge({ body: stiff })).toEqual([expect.stringMatching(/^voice\.reading body: reads like grade \d/)]);
  });
});

describe('copy and what the offer gives', () => {
  it('agree', () => {
    expect(judge({ body: '20% off any coat, at most 80 USD.' }, { percentOff: 20, atMost: '80 USD' })).toEqual([]);
    expect(judge({ headline: 'Take $5', body: 'Off.' }, { amountOff: '5 USD' })).toEqual([]);
  });

  it('refuses another share, and one that nothing gives', () => {
    expect(judge({ body: '25% off any coat.' }, { percentOff: 20 })).toEqual([
      'copy.gives body: the copy says 25%, the offer gives 20%: "25% off any coat."',
      'copy.gives body: the offer gives 20% and the copy does not say so',
    ]);
    expect(judge({ body: '25% off.' })).toEqual([
      'copy.gives body: the copy says 25%, the offer gives nothing: "25% off."',
    ]);
  });

  it('refuses another sum in the currency of what is given, and lets other prices be told', () => {
    expect(judge({ body: '10 USD off, not 15 USD.' }, { amountOff: '10 USD' })).toEqual([
      'copy.gives body: the copy says 15 USD, the offer gives 10 USD: "10 USD off, not 15 USD."',
    ]);
    expect(judge({ body: 'Coats from 80 USD: 20% off.' }, { percentOff: 20 })).toEqual([]);
  });
});

describe('copy and its channels', () => {
  it('fits the screen of each', () => {
    const headline = 'Dinner, planned for you';
    expect(judge({ headline }, {}, { channels: ['email', 'app'] })).toEqual([
      'copy.tooLong headline: 23 characters; app shows 20',
    ]);
    expect(judge({ headline }, {}, { channels: ['email'] })).toEqual([]);
  });

  it('takes no more short messages than allowed, and names the character that makes it two', () => {
    const body = `${'Come by. '.repeat(12)}It’s warm.`;
    expect(judge({ body }, {}, { channels: ['sms'] })).toEqual([
      'copy.tooLong body: 2 segments as sms; at most 1, because "’" halve what fits in one',
    ]);
    expect(judge({ body: body.replace('’', "'") }, {}, { channels: ['sms'] })).toEqual([]);
  });

  it('leads only where we send people', () => {
    const to = (link: string) => judge({ link: { label: 'See', to: link } });
    expect(to('https://www.shop.example/coats')).toEqual([]);
    expect(to('app://coats')).toEqual([]);
    expect(to('http://shop.example')).toEqual([
      'copy.link link.to: "http://shop.example" has the scheme "http"; allowed: https, app',
    ]);
    expect(to('https://shop.example.evil.test')).toEqual([
      'copy.link link.to: "https://shop.example.evil.test" leads to "shop.example.evil.test"; allowed: shop.example',
    ]);
    expect(to('//shop.example')).toEqual(['copy.link link.to: "//shop.example" is not a whole address']);
    expect(judge({ body: 'See www.evil.test.' })).toEqual([
      'copy.link body: "https://www.evil.test" leads to "www.evil.test"; allowed: shop.example',
    ]);
  });
});

describe('what a short message costs', () => {
  const text = '{{ headline }}\n{{ body }}{% if code %}\n{{ word.code }}: {{ code }}{% endif %}\n{{ footer }}';
  const layout = textLayouts([{ ...sms, text }]).textOf('sms');
  const cost = (
    body: string,
    more: { footers?: readonly string[]; code?: string; longest?: string; personal?: boolean },
  ) =>
    judgeCopy(
      { headline: 'Dinner', body },
      { code: more.code === undefined ? undefined : { fixed: more.code } },
      {
        voice: { ...voice, words: { en: { code: 'Your code' } } },
        channels: [{ channel: 'sms', personal: more.personal ?? true, text: layout, footers: more.footers ?? [] }],
        language: 'en',
        asOf: new Date('2026-11-23'),
        read: (one) => ({ plain: one, longest: one === 'Dinner' ? (more.longest ?? one) : one }),
      },
    ).map(({ message }) => message);
  const fits = 'Come by. '.repeat(15).trim(); // with the headline, 141 of 160 letters

  it('counts the footer of the country with the longest one', () => {
    expect(cost(fits, { footers: ['STOP ends it'] })).toEqual([]);
    expect(cost(fits, { footers: ['STOP ends it', 'Answer STOP to end these messages'] })).toEqual([
      '2 segments as sms; at most 1',
    ]);
  });

  it('counts the code with the words before it', () => {
    expect(cost(fits, { code: 'TEN' })).toEqual([]);
    expect(cost(fits, { code: 'TENTENTEN' })).toEqual(['2 segments as sms; at most 1']);
  });

  it('counts a long name in other letters, where the channel speaks of the customer', () => {
    expect(cost(fits, { longest: 'Łucja, dinner' })).toEqual([
      '3 segments as sms for a customer with a long name in other letters; at most 1',
    ]);
    expect(cost(fits, { longest: 'Łucja, dinner', personal: false })).toEqual([]);
  });
});

/** Texts of a million letters, each of which some search goes over and over unless it is bounded. */
const HOSTILE = [
  '{%',
  '{{',
  "{{ '",
  '\n',
  '\n ',
  ' ',
  "'",
  '1',
  '1.',
  '1,1',
  '$',
  '10% ',
  'www.',
  'https://',
  'https://x.....',
  'act ',
  'act  now',
  'a',
  '…',
].map((part) => part.repeat(Math.ceil(1_000_000 / part.length)));

describe('copy of a million letters', () => {
  it.each(HOSTILE.map((text) => [text.slice(0, 14), text]))(
    'is gone through once: %j',
    (_start, text) => {
      // That it ends is the test: looking at every letter again for every letter would take hours.
      const words = allWords(text);
      expect(words.length).toBeLessThanOrEqual(text.length);
      expect(linksIn(`${text}x`).join('').length).toBeLessThanOrEqual(2 * text.length);
      expect(amountsIn(text).length).toBeLessThanOrEqual(text.length);
      expect(numbersIn(text).length).toBeLessThanOrEqual(text.length);
      expect(wordFinder(['act now', 'boosts your immune system'])(words)?.word ?? 'act  now').toMatch(/^act\s+now$/);
      expect(parseLayout(text).pieces.length).toBeGreaterThan(0);
    },
    600_000,
  );
});
