import { isMap, isScalar, parseDocument, visit } from 'yaml';

/** Something that a copied launch still says of the old one. */
export interface ToChange {
  /** 1-based. */
  readonly line: number;
  readonly message: string;
}

export interface Copied {
  readonly text: string;
  readonly toChange: readonly ToChange[];
}

const DATE = /\b\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?\b/;
const DAY_IN_WORDS =
  /\b\d{1,2}(?:st|nd|rd|th)? (?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}\b/i;
const SEASONS =
  /\b(?:spring|summer|autumn|fall|winter|christmas|thanksgiving|easter|halloween|black friday|new year)\b/i;
const COPY = new Set(['headline', 'body', 'label', 'alt', 'summary']);

/** The manifest of another launch under a new name, comments and all, and every place that still speaks of the old one. */
export const copyLaunch = (text: string, from: string, to: string, now: Date): Copied => {
  const copied = text.replace(/^(launch:\s*)(["']?)[\w-]+\2/m, `$1${to}`);
  const doc = parseDocument(copied);
  const toChange: ToChange[] = [];
  const lineAt = (offset: number): number => copied.slice(0, offset).split('\n').length;
  visit(doc, {
    Pair: (_, { key, value }) => {
      if (!isScalar(key)) return;
      const name = String(key.value);
      if (name === 'pool' && isScalar(value))
        note(value.range?.[0], `code pool "${String(value.value)}" is the old launch's: name a new one`);
      if (name === 'fixed' && isScalar(value))
        note(value.range?.[0], `code "${String(value.value)}" is the old launch's`);
      if (!isScalar(value) || value.range == null || isMap(value)) return;
      const words = String(value.value);
      if (COPY.has(name)) for (const said of oldWords(words, from)) note(value.range[0], `the copy says "${said}"`);
      else if (isPast(words, now)) note(value.range[0], `${name} ${words} is past`);
    },
  });
  return { text: copied, toChange: toChange.sort((a, b) => a.line - b.line) };

  function note(offset: number | undefined, message: string): void {
    if (offset !== undefined) toChange.push({ line: lineAt(offset), message });
  }
};

const isPast = (text: string, now: Date): boolean => {
  const date = DATE.exec(text)?.[0];
  return date === text && Date.parse(`${date.slice(0, 10)}T23:59:59Z`) < now.getTime();
};

/** Days, seasons and words of the old launch's name. */
const oldWords = (text: string, from: string): readonly string[] => {
  const names = from.split('-').filter((word) => word.length > 3);
  const named = names.length === 0 ? undefined : new RegExp(`\\b(?:${names.join('|')})\\b`, 'i').exec(text)?.[0];
  const found = [DAY_IN_WORDS.exec(text)?.[0], SEASONS.exec(text)?.[0], named];
  return [...new Set(found.filter((one) => one !== undefined))];
};
