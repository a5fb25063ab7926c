import { SLOTS, type SlotKind } from '../../contracts/layout';
import { allNodes, elementAround, isElement, type MarkupNode } from './layout-markup';

/** Attributes that a value may be the whole of, each with the kinds that fit. */
const ATTRIBUTES: Readonly<Record<string, SlotKind>> = {
  href: 'href',
  src: 'src',
  alt: 'text',
  title: 'text',
  'aria-label': 'text',
  lang: 'tag',
  dir: 'tag',
};
const SLOT = /^\{\{\s*([a-z._]+)\s*\}\}$/;

/** A value that stands where it could become something else than a value. */
export interface MisplacedSlot {
  readonly found: string;
  readonly index: number;
}

/** Slots outside words and whole attributes: inside a style, a comment, a name, or beside other text of an attribute. */
export const misplacedSlots = (nodes: readonly MarkupNode[]): readonly MisplacedSlot[] =>
  allNodes(nodes).flatMap((node): readonly MisplacedSlot[] => {
    const index = node.startIndex ?? 0;
    if (isElement(node)) {
      return Object.entries(node.attribs).flatMap(([name, value]) =>
        isMarked(name) || (isMarked(value) && !fits(name, value)) ? [{ found: `${name}="${value}"`, index }] : [],
      );
    }
    if (node.type === 'text') {
      const inWords = elementAround(node)?.name !== 'mj-style';
      return slotsIn(node.data)
        .filter((slot) => !inWords || kindOf(slot) !== 'text')
        .map((slot) => ({ found: `{{ ${slot} }}`, index }));
    }
    return 'data' in node && isMarked(node.data) ? [{ found: node.data.trim(), index }] : [];
  });

const isMarked = (text: string): boolean => /\{[{%]/.test(text);
const fits = (attribute: string, value: string): boolean => {
  const slot = SLOT.exec(value)?.[1];
  return slot !== undefined && kindOf(slot) === ATTRIBUTES[attribute];
};

const slotsIn = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{\s*([a-z._]+)\s*\}\}/g)]
    .map(([, slot = '']) => slot)
    .filter((slot) => kindOf(slot) !== undefined);

const kindOf = (slot: string): SlotKind | undefined => {
  if (slot.startsWith('word.')) return 'text';
  return Object.hasOwn(SLOTS, slot) ? SLOTS[slot as keyof typeof SLOTS] : undefined;
};
