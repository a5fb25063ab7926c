import { fleschKincaid } from 'flesch-kincaid';
import { SegmentedMessage } from 'sms-segments-calculator';
import { syllable } from 'syllable';
import { remembered } from '../workspace/remembered';

/** What a short message costs: segments, and the alphabet that decides how many characters fit in one. */
export interface SmsSize {
  readonly segments: number;
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Characters that force UCS-2, each once. */
  readonly odd: readonly string[];
}

/** Size of a text as a short message (3GPP TS 23.038: 160 or 153 septets a segment, 70 or 67 of UCS-2). */
export const smsSize = (text: string): SmsSize => {
  const message = new SegmentedMessage(text, 'auto');
  return {
    segments: message.segmentsCount,
    encoding: message.encodingName === 'UCS-2' ? 'UCS-2' : 'GSM-7',
    odd: [...new Set(message.getNonGsmCharacters())],
  };
};

const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });
const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Below this a grade says more about one long name than about the text. */
const FEWEST_WORDS = 20;

/** Texts are different, their words mostly not. */
const syllablesOf = remembered(syllable);

/** Flesch-Kincaid grade of an English text; undefined where it is too short to have one. */
export const readingGrade = (text: string): number | undefined => {
  const words = text.match(/\p{L}[\p{L}'’-]{0,60}/gu) ?? [];
  if (words.length < FEWEST_WORDS) return undefined;
  const sentences = [...SENTENCES.segment(text)];
  return fleschKincaid({
    word: words.length,
    sentence: Math.max(1, sentences.filter(({ segment }) => /\p{L}/u.test(segment)).length),
    syllable: words.reduce((sum, word) => sum + syllablesOf(word), 0),
  });
};

/** Letters and signs that never join with a neighbour; most copy has no others, and segmenting takes a hundred times as long. */
const PLAIN = /^[\x20-\x7e\n\u00a0-\u02ff\u2010-\u2027\u20ac]*$/;

/** Characters as a reader counts them: an emoji with all its parts is one. */
export const characters = (text: string): number =>
  PLAIN.test(text) ? text.length : [...GRAPHEMES.segment(text)].length;
