import type { Voice } from '../../contracts/brand';
import type { LaunchManifest } from '../../contracts/launch';
import { type Amount, amountsIn, CURRENCIES } from './amounts';
import { linkProblem, linksIn } from './links';
import { characters, readingGrade, smsSize } from './measure';
import { findWord, type Said, sentenceAt } from './words';

type Offer = LaunchManifest['offers'][number];
export type Copy = Offer['copy'][string];

/** What is wrong with a piece of copy: a finding but for its place in a file. */
export interface Remark {
  readonly code:
    | 'voice.banned'
    | 'voice.preferred'
    | 'voice.claim'
    | 'voice.reading'
    | 'copy.tooLong'
    | 'copy.gives'
    | 'copy.link'
    | 'copy.alt';
  /** Keys from the copy down. */
  readonly part: readonly string[];
  readonly message: string;
  readonly fix: string;
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
  ...voice.banned.flatMap(({ words, why, say }) =>
    said(text, words, (found) => ({
      code: 'voice.banned',
      part,
      message: `we do not say "${found.word}" (${why}): "${found.sentence}"`,
      fix: say === undefined ? 'Say it without.' : `Say ${say}.`,
    })),
  ),
  ...voice.preferred.flatMap(({ not, say }) =>
    said(text, [not], (found) => ({
      code: 'voice.preferred',
      part,
      message: `"${found.word}" is not our word: "${found.sentence}"`,
      fix: `Say "${say}".`,
    })),
  ),
  ...voice.claims
    .filter(({ proof }) => proof === undefined || asOf.getTime() >= Date.parse(proof.expires))
    .flatMap(({ words, needs, proof }) =>
      said(text, words, (found) => ({
        code: 'voice.claim',
        part,
        message: `"${found.word}" needs ${needs}${proof === undefined ? '' : `; ${proof.ref} ended on ${proof.expires}`}: "${found.sentence}"`,
        fix: 'Leave the claim out, or have its proof put into brand/voice.yaml.',
      })),
    ),
];

const said = (text: string, words: readonly string[], remark: (found: Said) => Remark): readonly Remark[] => {
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
  const all = given.length === 0 ? 'nothing' : given.map(spelt).join(', at most ');
  return [
    ...wrong.map(
      ({ part, text, one }): Remark => ({
        code: 'copy.gives',
        part,
        message: `the copy says ${one.text}, the offer gives ${all}: "${sentenceAt(allWords(text), one.index)}"`,
        fix: 'Make the copy and "gives" say the same.',
      }),
    ),
    ...silent.map(
      (own): Remark => ({
        code: 'copy.gives',
        part: ['body'],
        message: `the offer gives ${spelt(own)} and the copy does not say so`,
        fix: `Say ${spelt(own)} in the headline or the body.`,
      }),
    ),
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

const spelt = ({ value, unit }: Pick<Amount, 'value' | 'unit'>): string =>
  unit === '%' ? `${value}%` : `${value} ${unit}`;

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
  const message = `${length} characters; ${channel} shows ${most}`;
  return [{ code: 'copy.tooLong', part: [part], message, fix: `Make it ${length - most} characters shorter.` }];
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
  const because =
    encoding === 'UCS-2' ? `, because ${odd.map((one) => `"${one}"`).join(' ')} halve what fits in one` : '';
  const message = `${segments} segments as ${channel}; at most ${most}${because}`;
  const fix = encoding === 'UCS-2' ? 'Replace these characters, or make the text shorter.' : 'Make the text shorter.';
  return [{ code: 'copy.tooLong', part: ['body'], message, fix }];
};

const judgeReading = ({ headline, body }: Copy, { voice, language, plain }: Judging): readonly Remark[] => {
  if (voice.readingGrade === undefined || !/^en\b/.test(language)) return [];
  const text = [plain(headline), plain(body)].filter((one) => one !== undefined).join('.\n');
  const grade = readingGrade(text);
  if (grade === undefined || grade <= voice.readingGrade) return [];
  const message = `reads like grade ${grade.toFixed(1)}; we write for grade ${voice.readingGrade}`;
  return [{ code: 'voice.reading', part: ['body'], message, fix: 'Use shorter sentences and shorter words.' }];
};

const judgeLinks = (copy: Copy, { links }: Voice): readonly Remark[] =>
  [
    ...(copy.link === undefined ? [] : [{ part: ['link', 'to'], to: copy.link.to }]),
    ...partsOf(copy).flatMap(({ part, text }) => linksIn(text).map((to) => ({ part, to }))),
  ].flatMap(({ part, to }) => {
    const problem = linkProblem(to, links);
    if (problem === undefined) return [];
    return [
      { code: 'copy.link', part, message: `"${to}" ${problem}`, fix: 'Use an address of brand/voice.yaml.' } as const,
    ];
  });

/** Who cannot see the image gets its words instead, and a file's name says nothing. */
const judgeAlt = ({ image }: Copy): readonly Remark[] => {
  if (image === undefined || (image.alt.trim() !== '' && image.alt !== image.file)) return [];
  const message =
    image.alt.trim() === '' ? 'the image has no words' : 'the words of the image are the name of its file';
  return [{ code: 'copy.alt', part: ['image', 'alt'], message, fix: 'Say what the image shows.' }];
};
