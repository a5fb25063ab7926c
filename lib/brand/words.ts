/** Where a word stands in a text. */
export interface Found {
  /** As the text has it. */
  readonly word: string;
  /** The sentence around it, cut to what fits on a line. */
  readonly sentence: string;
}

const LONGEST_SENTENCE = 90;

/** Finds the first of the words that a text says: as a whole word, in any case, with any white space between its parts. */
export const wordFinder = (words: readonly string[]): ((text: string) => Found | undefined) => {
  const pattern = patternOf(words);
  return (text) => {
    const found = pattern.exec(text);
    return found === null ? undefined : { word: found[0], sentence: sentenceAt(text, found.index) };
  };
};

/** Letters and digits on either side would make it another word; a `%` at its end may be followed by anything. */
const patternOf = (words: readonly string[]): RegExp => {
  const ways = [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.split(/\s+/).map(literal).join('\\s+'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${ways.join('|')})(?![\\p{L}\\p{N}])`, 'iu');
};

/** Quotes come straight and curly. */
const literal = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/['’]/g, "['’]");

/** How far around a word its sentence is looked for. */
const AROUND = 500;
const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The sentence of a text that holds a position. */
export const sentenceAt = (text: string, index: number): string => {
  const start = Math.max(0, index - AROUND);
  const sentences = [...segmenter.segment(text.slice(start, index + AROUND))];
  const around = sentences.findLast((one) => start + one.index <= index)?.segment ?? text;
  const sentence = around.replace(/\s+/g, ' ').trim();
  return sentence.length <= LONGEST_SENTENCE ? sentence : `${sentence.slice(0, LONGEST_SENTENCE - 1)}…`;
};
