import { fillText, inLanguage, linesOf, paragraphsOf } from '../../contracts/fill-layout';
import { SAMPLE_CODE } from '../../contracts/pool-codes';
import { say } from '../messages';
import type { Copy, CopyChannel, Judging, Offer, Readings, Remark } from './copy';
import { characters, smsSize } from './measure';

/** What the copy needs on each channel: no part is cut off, and no message takes more segments than it may, whoever gets it. */
export const judgeLengths = (copy: Copy, code: Offer['code'], judging: Judging): readonly Remark[] => {
  const [headline, body] = [judging.read(copy.headline), judging.read(copy.body)];
  if (headline === undefined || body === undefined) return [];
  return judging.channels.flatMap((use) => {
    const most = judging.voice.lengths[use.channel];
    if (most === undefined) return [];
    const words = { headline, body, link: copy.link, code };
    return [
      ...tooLong('headline', headline, most.headline, use),
      ...tooLong('body', body, most.body, use),
      ...tooManySegments(words, most.smsSegments, use, judging),
    ];
  });
};

const tooLong = (
  part: string,
  { plain, longest }: Readings,
  most: number | undefined,
  { channel, personal }: CopyChannel,
): readonly Remark[] => {
  if (most === undefined) return [];
  const texts = new Set(personal ? [plain, longest] : [plain]);
  const length = Math.max(...[...texts].map((text) => characters(text.trim())));
  return length <= most ? [] : [{ ...say('copy.tooLong', { channel, length, most }), part: [part] }];
};

interface MessageWords {
  readonly headline: Readings;
  readonly body: Readings;
  readonly link: Copy['link'];
  readonly code: Offer['code'];
}

/** Counted as it is sent: with code, link and footer, in the country with the longest one. */
const tooManySegments = (
  words: MessageWords,
  most: number | undefined,
  use: CopyChannel,
  judging: Judging,
): readonly Remark[] => {
  if (most === undefined) return [];
  const { channel, personal } = use;
  const plain = largest('plain', words, use, judging);
  if (plain.segments > most) {
    const odd = plain.encoding === 'UCS-2' ? plain.odd : [];
    return [{ ...say('copy.tooLong.segments', { channel, segments: plain.segments, most, odd }), part: ['body'] }];
  }
  const { segments } = personal ? largest('longest', words, use, judging) : plain;
  return segments <= most
    ? []
    : [{ ...say('copy.tooLong.segmentsKnown', { channel, segments, most }), part: ['body'] }];
};

const largest = (reading: keyof Readings, words: MessageWords, use: CopyChannel, judging: Judging) => {
  const footers = use.footers.length === 0 ? [''] : use.footers;
  const sizes = footers.map((footer) => smsSize(messageText(reading, words, footer, use, judging)));
  return sizes.reduce((most, one) => (one.segments > most.segments ? one : most));
};

const messageText = (
  reading: keyof Readings,
  { headline, body, link, code }: MessageWords,
  footer: string,
  { text }: CopyChannel,
  { voice, language }: Judging,
): string =>
  fillText(text, {
    values: {
      headline: headline[reading],
      body: body[reading],
      language,
      ...(footer !== '' && { footer }),
      ...(code !== undefined && { code: 'fixed' in code ? code.fixed : SAMPLE_CODE }),
      ...(link && { 'link.label': link.label, 'link.href': link.to }),
    },
    lists: { body: paragraphsOf(body[reading]), footer: linesOf(footer) },
    words: inLanguage(voice.words, language) ?? {},
  });
