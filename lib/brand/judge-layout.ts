import type { LayoutFile, Theme, Voice } from '../../contracts/brand';
import { type Piece, SLOTS } from '../../contracts/layout';
import { type Said, say } from '../messages';
import { paleWords } from './layout-colours';
import { allNodes, isElement, type MarkupNode, markupProblems, parseMarkup } from './layout-markup';
import { misplacedSlots } from './layout-slots';
import { namesIn, parseLayout } from './layout-syntax';
import { linkProblems } from './links';
import { notInTheme, ownColours, withThemeInPlace } from './theme';

/** What is wrong with a layout, and where it stands in its text. */
export interface LayoutRemark extends Said {
  readonly code: Extract<Said['code'], `layout.${string}` | `copy.${string}`>;
  readonly index: number;
}

/** What layouts are judged by. */
export interface LayoutRules {
  readonly voice: Voice;
  readonly theme: Theme;
  /** Languages that some team speaks: every word of a layout is needed in each. */
  readonly languages: readonly string[];
  /** Whether messages of the layout's channel go to an e-mail address, and so need a way out. */
  readonly isEmail: boolean;
}

/** Room for any layout of ours; mail programs cut messages at 102 KB. */
const LONGEST = 60_000;

/** Everything that is wrong with one file of a layout. */
export const judgeLayout = (file: LayoutFile, rules: LayoutRules): readonly LayoutRemark[] => {
  if (file.text.length > LONGEST)
    return [{ ...say('layout.tooLong', { length: file.text.length, most: LONGEST }), index: 0 }];
  const { pieces, problems } = parseLayout(withThemeInPlace(file.text, rules.theme));
  return [
    ...problems.map(({ problem, found, index }) => ({
      ...say(`layout.slot.${problem}`, { found, allowed: Object.keys(SLOTS) }),
      index,
    })),
    ...notInTheme(file.text, rules.theme).map(({ name, index }) => ({
      ...say('layout.theme.unknown', {
        name,
        allowed: [...Object.keys(rules.theme.colours), ...Object.keys(rules.theme.fonts)],
      }),
      index,
    })),
    ...judgeNeeds(file, pieces, rules),
    ...(file.kind === 'txt' ? judgeWords(file.text) : judgeMarkup(file.text, rules)),
  ];
};

/** What every message of a channel must have, whatever the offer. */
const judgeNeeds = (
  { channel, text }: LayoutFile,
  pieces: readonly Piece[],
  rules: LayoutRules,
): readonly LayoutRemark[] => {
  const always = namesIn(
    pieces.filter((piece) => typeof piece === 'string' || !('when' in piece) || NEEDED.has(piece.when)),
  );
  const has = (...slots: readonly string[]): boolean => always.some((name) => slots.includes(name));
  const words = [...new Set(namesIn(pieces))].flatMap((name) => (name.startsWith('word.') ? [name.slice(5)] : []));
  const { words: known, footers } = rules.voice;
  return [
    ...(Object.hasOwn(footers, channel) && !has('footer', 'line')
      ? [{ ...say('layout.needs.footer', { channel }), index: 0 }]
      : []),
    ...(rules.isEmail && !has('unsubscribe') ? [{ ...say('layout.needs.unsubscribe'), index: 0 }] : []),
    ...words.flatMap((word) => {
      const missing = rules.languages.filter((language) => known[language]?.[word] === undefined);
      return missing.length === 0
        ? []
        : [{ ...say('layout.word', { word, missing }), index: text.indexOf(`word.${word}`) }];
    }),
  ];
};

/** Sections that stand in every message that needs them. */
const NEEDED: ReadonlySet<string> = new Set(['footer', 'unsubscribe']);

/** Words alone are read as they are: a tag in them would be shown. */
const judgeWords = (text: string): readonly LayoutRemark[] => {
  const found = /<\/?[a-z!][^<>]{0,80}>?/i.exec(text);
  return found === null ? [] : [{ ...say('layout.markup.inWords', { found: found[0] }), index: found.index }];
};

const judgeMarkup = (text: string, { theme, voice }: LayoutRules): readonly LayoutRemark[] => {
  const nodes = parseMarkup(withThemeInPlace(text, theme));
  return [
    ...markupProblems(nodes, text).map(({ problem, name, index }) => ({
      ...say(`layout.markup.${problem}`, { name }),
      index,
    })),
    ...misplacedSlots(nodes).map(({ found, index }) => ({ ...say('layout.slot.misplaced', { found }), index })),
    ...ownColours(text).map(({ colour, index }) => ({ ...say('layout.theme.own', { colour }), index })),
    ...paleWords(nodes).map(({ index, ...pale }) => ({ ...say('layout.contrast', pale), index })),
    ...addresses(nodes).flatMap(({ to, index }) => linkProblems(to, voice.links).map((one) => ({ ...one, index }))),
  ];
};

/** Addresses that are the layout's own. */
const addresses = (nodes: readonly MarkupNode[]): readonly { readonly to: string; readonly index: number }[] =>
  allNodes(nodes)
    .filter(isElement)
    .flatMap(({ attribs, startIndex }) =>
      [attribs.href, attribs.src].flatMap((to) =>
        to === undefined || /\{[{%]/.test(to) ? [] : [{ to, index: startIndex ?? 0 }],
      ),
    );
