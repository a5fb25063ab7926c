import { LISTS, type ListSlot, type Piece, SECTIONS, type Section, SLOTS, type Slot } from '../../contracts/layout';

/** What a layout asks for that nothing can be put into, and where it stands in the text. */
export interface SyntaxProblem {
  readonly problem: 'unknown' | 'notOpen' | 'notClosed' | 'outsideLoop';
  /** As the layout has it, for example `{{ first_name }}`. */
  readonly found: string;
  readonly index: number;
}

export interface ParsedLayout {
  readonly pieces: readonly Piece[];
  readonly problems: readonly SyntaxProblem[];
}

/** Blocks that begin and end, with what is in them so far. */
interface Open {
  readonly end: 'endif' | 'endfor';
  readonly found: string;
  readonly index: number;
  readonly each?: ListSlot;
  readonly close: (pieces: readonly Piece[]) => Piece;
  readonly pieces: Piece[];
}

/** No brace inside, so that a text of braces is read once. */
const MARK = /\{\{[^{}]*\}\}|\{%[^{}%]*%\}/g;

/** Takes a layout apart: `{{ slot }}`, `{{ word.name }}`, `{% if section %}`, `{% for paragraph in body %}` and nothing else. */
export const parseLayout = (text: string): ParsedLayout => {
  const problems: SyntaxProblem[] = [];
  const root: Piece[] = [];
  const open: Open[] = [];
  const add = (piece: Piece): void => {
    if (piece !== '') (open.at(-1)?.pieces ?? root).push(piece);
  };
  let from = 0;
  for (const { 0: found, index } of text.matchAll(MARK)) {
    add(text.slice(from, index));
    from = index + found.length;
    const mark = readMark(found.slice(2, -2).trim(), found.startsWith('{%'));
    if ('end' in mark) {
      const last = open.at(-1);
      if (last?.end !== mark.end) problems.push({ problem: 'notOpen', found, index });
      else {
        open.pop();
        add(last.close(last.pieces));
      }
    } else if ('opens' in mark) open.push({ ...mark.opens, found, index, pieces: [] });
    else if (mark.piece === undefined) problems.push({ problem: 'unknown', found, index });
    else if (needsLoop(mark.piece, open)) problems.push({ problem: 'outsideLoop', found, index });
    else add(mark.piece);
  }
  add(text.slice(from));
  for (const { found, index } of open) problems.push({ problem: 'notClosed', found, index });
  return { pieces: root, problems };
};

type Mark =
  | { readonly end: Open['end'] }
  | { readonly opens: Pick<Open, 'end' | 'each' | 'close'> }
  | { readonly piece: Piece | undefined };

const readMark = (words: string, isTag: boolean): Mark => {
  if (!isTag) return { piece: slotOf(words) };
  if (words === 'endif' || words === 'endfor') return { end: words };
  const [verb, one, link, all] = words.split(/\s+/);
  if (verb === 'if' && isSection(one) && link === undefined) {
    return { opens: { end: 'endif', close: (pieces) => ({ when: one, pieces }) } };
  }
  if (verb === 'for' && link === 'in' && isList(all) && LISTS[all] === one) {
    return { opens: { end: 'endfor', each: all, close: (pieces) => ({ each: all, pieces }) } };
  }
  return { piece: undefined };
};

const slotOf = (name: string): Piece | undefined => {
  if (Object.hasOwn(SLOTS, name)) return { slot: name as Slot };
  const word = /^word\.([a-z][a-z_]{0,39})$/.exec(name)?.[1];
  return word === undefined ? undefined : { word };
};

const isSection = (name: string | undefined): name is Section => name !== undefined && Object.hasOwn(SECTIONS, name);
const isList = (name: string | undefined): name is ListSlot => name !== undefined && Object.hasOwn(LISTS, name);

/** One paragraph is one only where all are gone through. */
const needsLoop = (piece: Piece, open: readonly Open[]): boolean =>
  typeof piece === 'object' &&
  'slot' in piece &&
  Object.entries(LISTS).some(([all, one]) => piece.slot === one && !open.some(({ each }) => each === all));

/** Every slot, word and section that pieces name, in their order, inner ones included. */
export const namesIn = (pieces: readonly Piece[]): readonly (Slot | `word.${string}`)[] =>
  pieces.flatMap((piece) => {
    if (typeof piece === 'string') return [];
    if ('slot' in piece) return [piece.slot];
    if ('word' in piece) return [`word.${piece.word}` as const];
    return namesIn(piece.pieces);
  });
