import type { Voice } from '../../contracts/brand';
import type { LaunchManifest } from '../../contracts/launch';
import { type Said, say } from '../messages';
import { type Amount, amountsIn, CURRENCIES } from './amounts';
import { linkProblems, linksIn } from './links';
import { characters, readingGrade, smsSize } from './measure';
import { type Found, findWord, sentenceAt } from './words';

type Offer = LaunchManifest['offers'][number];
export type Copy = Offer['copy'][string];

/** What is wrong with a piece of copy: a finding but for its place in a file. */
export interface Remark extends Said {
  readonly code: Extract<Said['code'], `voice.${string}` | `copy.${string}`>;
  /** Keys from the copy down. */
  readonly part: readonly string[];
}

export interface Judging {
  readonly voice: Voice;
  /** Channels that the launch uses. */
  readonly channels: readonly string[];
  readonly language: string;
  /** Proofs of claims are judged as of this moment. */
  readonly asOf: Date;
  /** What a customer reads of whom nothing is known; undefined where the copy's Liquid does not render. */
  readonly plain: (text: string) => string | undefined;
}

/** Everything that brand and channels have against one offer's copy in one language. */
export const judgeCopy = (copy: Copy, gives: Offer['gives'], judging: Judging): readonly Remark[] => [
  ...partsOf(copy).flatMap(({ part, text }) => judgeWords(part, allWords(text), judging)),
  ...judgeGives(copy, gives),
  ...judgeLengths(copy, judging),
  ...judgeReading(copy, judging),
  ...judgeLinks(copy, judging.voice),
  ...judgeAlt(copy),
];

interface Part {
  readonly part: readonly string[];
  readonly text: string;
}

const partsOf = ({ headline, body, link, image }: Copy): readonly Part[] => [
  { part: ['headline'], text: headline },
  { part: ['body'], text: body },
  ...(link === undefined ? [] : [{ part: ['link', 'label'], text: link.label }]),
  ...(image === undefined ? [] : [{ part: ['image', 'alt'], text: image.alt }]),
];

/** All that a text may ever say: every branch of its Liquid, and the words that stand in for what is not known. Lines of a paragraph are one. */
export const allWords = (text: string): string =>
  text
    .replace(/\{%.*?%\}/gs, ' ')
    .replace(/\{\{(.*?)\}\}/gs, (_, inner: string) =>
      [...inner.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, one, two]) => one ?? two).join(' '),
    )
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n(?!\s*\n) ?/g, ' ');

const judgeWords = (part: readonly string[], text: string, { voice, asOf }: Judging): readonly Remark[] => [
  ...voice.banned.flatMap(({ words, why, say: instead }) =>
    said(text, words, (found) => ({ ...say('voice.banned', { ...found, why, say: instead }), part })),
  ),
  ...voice.preferred.flatMap(({ not, say: instead }) =>
    said(text, [not], (found) => ({ ...say('voice.preferred', { ...found, say: instead }), part })),
  ),
  ...voice.claims
    .filter(({ proof }) => proof === undefined || asOf.getTime() >= Date.parse(proof.expires))
    .flatMap(({ words, needs, proof }) =>
      said(text, words, (found) => ({ ...say('voice.claim', { ...found, needs, proof }), part })),
    ),
];

const said = (text: string, words: readonly string[], remark: (found: Found) => Remark): readonly Remark[] => {
  const found = findWord(text, words);
  return found === undefined ? [] : [remark(found)];
};

/** What the till takes off and what the customer reads are one number. */
const judgeGives = (copy: Copy, gives: Offer['gives']): readonly Remark[] => {
  const promised = partsOf(copy).flatMap(({ part, text }) =>
    amountsIn(allWords(text)).map((one) => ({ part, text, one })),
  );
  const given = givenBy(gives);
  const owed = given.filter(({ must }) => must);
  const wrong = promised.filter(
    ({ one }) =>
      (one.unit === '%' || owed.some(({ unit }) => unit === one.unit)) && !given.some((own) => same(own, one)),
  );
  const silent = owed.filter((own) => !promised.some(({ one }) => same(own, one)));
  return [
    ...wrong.map(({ part, text, one }) => {
      const sentence = sentenceAt(allWords(text), one.index);
      return { ...say('copy.gives.otherwise', { said: one.text, given, sentence }), part };
    }),
    ...silent.map((own) => ({ ...say('copy.gives.unsaid', own), part: ['body'] })),
  ];
};

interface Given extends Pick<Amount, 'value' | 'unit'> {
  /** Whether the copy has to say it: a ceiling may stay in the small print. */
  readonly must: boolean;
}

/** Money that is none is another check's to say. */
const givenBy = (gives: Offer['gives']): readonly Given[] =>
  [
    ...(gives?.percentOff === undefined ? [] : [{ value: gives.percentOff, unit: '%', must: true }]),
    ...(gives?.amountOff === undefined ? [] : [{ ...moneyOf(gives.amountOff), must: true }]),
    ...(gives?.atMost === undefined ? [] : [{ ...moneyOf(gives.atMost), must: false }]),
  ].filter(({ unit }) => unit === '%' || CURRENCIES.has(unit));

const moneyOf = (text: string): Pick<Amount, 'value' | 'unit'> => {
  const [value = '', unit = ''] = text.split(' ');
  return { value: Number(value), unit };
};

const same = (a: Pick<Amount, 'value' | 'unit'>, b: Pick<Amount, 'value' | 'unit'>): boolean =>
  a.value === b.value && a.unit === b.unit;

const judgeLengths = (copy: Copy, { voice, channels, plain }: Judging): readonly Remark[] =>
  channels.flatMap((channel) => {
    const most = voice.lengths[channel];
    if (most === undefined) return [];
    return [
      ...(['headline', 'body'] as const).flatMap((part) => tooLong(part, plain(copy[part]), most[part], channel)),
      ...tooManySegments(copy, plain, most.smsSegments, channel),
    ];
  });

const tooLong = (
  part: string,
  text: string | undefined,
  most: number | undefined,
  channel: string,
): readonly Remark[] => {
  if (text === undefined || most === undefined) return [];
  const length = characters(text.trim());
  if (length <= most) return [];
  return [{ ...say('copy.tooLong', { channel, length, most }), part: [part] }];
};

const tooManySegments = (
  { headline, body, link }: Copy,
  plain: Judging['plain'],
  most: number | undefined,
  channel: string,
): readonly Remark[] => {
  const words = [plain(headline), plain(body), link?.to].filter((one) => one !== undefined);
  if (most === undefined) return [];
  const { segments, encoding, odd } = smsSize(words.join('\n').trim());
  if (segments <= most) return [];
  const forcing = encoding === 'UCS-2' ? odd : [];
  return [{ ...say('copy.tooLong.segments', { channel, segments, most, odd: forcing }), part: ['body'] }];
};

const judgeReading = ({ headline, body }: Copy, { voice, language, plain }: Judging): readonly Remark[] => {
  if (voice.readingGrade === undefined || !/^en\b/.test(language)) return [];
  const text = [plain(headline), plain(body)].filter((one) => one !== undefined).join('.\n');
  const grade = readingGrade(text);
  if (grade === undefined || grade <= voice.readingGrade) return [];
  return [{ ...say('voice.reading', { grade, most: voice.readingGrade }), part: ['body'] }];
};

const judgeLinks = (copy: Copy, { links }: Voice): readonly Remark[] =>
  [
    ...(copy.link === undefined ? [] : [{ part: ['link', 'to'], to: copy.link.to }]),
    ...partsOf(copy).flatMap(({ part, text }) => linksIn(text).map((to) => ({ part, to }))),
  ].flatMap(({ part, to }) => linkProblems(to, links).map((problem) => ({ ...problem, part })));

/** Who cannot see the image gets its words instead, and a file's name says nothing. */
const judgeAlt = ({ image }: Copy): readonly Remark[] => {
  if (image === undefined) return [];
  const part = ['image', 'alt'];
  if (image.alt.trim() === '') return [{ ...say('copy.alt.missing'), part }];
  return image.alt === image.file ? [{ ...say('copy.alt.fileName'), part }] : [];
};
