import { type ByLanguage, LISTS, type ListSlot, type Piece, SECTIONS, type Slot } from './layout';

/** Values by slot; a section or slot without one is left out. */
export type SlotValues = Readonly<Partial<Record<Slot, string>>>;

export interface Filling {
  readonly values: SlotValues;
  readonly lists: Readonly<Record<ListSlot, readonly string[]>>;
  /** The brand's own words in the language spoken. */
  readonly words: Readonly<Record<string, string>>;
  /** Makes a value fit for what it stands in. */
  readonly encode: (value: string) => string;
}

/** A layout with its slots filled: what is the layout's stays as it is, every value is encoded. */
export const fillLayout = (pieces: readonly Piece[], filling: Filling): string =>
  pieces.map((piece) => fillPiece(piece, filling)).join('');

const fillPiece = (piece: Piece, filling: Filling): string => {
  const { values, lists, words, encode } = filling;
  if (typeof piece === 'string') return piece;
  if ('slot' in piece) return encode(values[piece.slot] ?? '');
  if ('word' in piece) return encode(Object.hasOwn(words, piece.word) ? (words[piece.word] ?? '') : '');
  if ('when' in piece) return values[SECTIONS[piece.when]] === undefined ? '' : fillLayout(piece.pieces, filling);
  return lists[piece.each]
    .map((one) => fillLayout(piece.pieces, { ...filling, values: { ...values, [LISTS[piece.each]]: one } }))
    .join('');
};

/** A layout's words alone. Sections that are left out leave no blank lines behind. */
export const fillText = (pieces: readonly Piece[], filling: Omit<Filling, 'encode'>): string =>
  fillLayout(pieces, { ...filling, encode: (value) => value })
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** Paragraphs of a text: what blank lines part. */
export const paragraphsOf = (text: string): readonly string[] => parts(text.split(/\n[^\S\n]*\n/));
/** Lines of a text that have something on them. */
export const linesOf = (text: string): readonly string[] => parts(text.split('\n'));
const parts = (texts: readonly string[]): readonly string[] =>
  texts.map((one) => one.trim()).filter((one) => one !== '');

const primary = (tag: string): string => tag.split('-', 1)[0] ?? tag;

/** In this language, else in another form of it, else in the first there is. */
export const inLanguage = <T>(texts: ByLanguage<T>, language: string): T | undefined => {
  const all = Object.entries(texts);
  const found =
    all.find(([tag]) => tag === language) ?? all.find(([tag]) => primary(tag) === primary(language)) ?? all[0];
  return found?.[1];
};

/** Primary subtags of languages that are written from right to left. */
const RIGHT_TO_LEFT = new Set(['ar', 'dv', 'fa', 'he', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** In which direction a language is written. */
export const directionOf = (language: string): 'ltr' | 'rtl' => (RIGHT_TO_LEFT.has(primary(language)) ? 'rtl' : 'ltr');
