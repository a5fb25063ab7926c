import { type DefaultTreeAdapterMap, parse } from 'parse5';

type Node = DefaultTreeAdapterMap['node'];
export type HtmlElement = DefaultTreeAdapterMap['element'];

const isElement = (node: Node): node is HtmlElement => 'tagName' in node;
const childrenOf = (node: Node): readonly Node[] => ('childNodes' in node ? node.childNodes : []);

/** What a browser makes of a page. */
export const treeOf = (html: string): Node => parse(html);

/** Every element of a tree with what is around it, the nearest first, in the order of the page. */
export const elementsIn = (node: Node): readonly HtmlElement[] =>
  childrenOf(node).flatMap((child) => [...(isElement(child) ? [child] : []), ...elementsIn(child)]);

export const attribute = ({ attrs }: HtmlElement, name: string): string | undefined =>
  attrs.find((one) => one.name === name)?.value;

/** All words of a tree, but for styles. */
export const wordsOf = (node: Node): string =>
  'value' in node
    ? node.value
    : isElement(node) && node.tagName === 'style'
      ? ''
      : childrenOf(node).map(wordsOf).join('');

/** Attributes whose values a message brings along. */
const FILLED = new Set(['href', 'src', 'alt', 'aria-label']);

/** What stands in a tree but for a message's own words: elements, attributes, and the values of those that are the layout's. */
export const skeletonOf = (node: Node): unknown => {
  if (!isElement(node))
    return childrenOf(node)
      .map(skeletonOf)
      .filter((one) => !Array.isArray(one) || one.length > 0);
  const attributes = node.attrs.map(({ name, value }) => (FILLED.has(name) ? name : `${name}=${value}`));
  return [node.tagName, attributes, ...childrenOf(node).filter(isElement).map(skeletonOf)];
};

/** Words of a page with the colours of the nearest elements around them that have some. */
export const colouredWords = (
  node: Node,
  look: Readonly<Record<'color' | 'background' | 'size', string>> = {
    color: '#000000',
    background: '#ffffff',
    size: '16px',
  },
): readonly {
  readonly words: string;
  readonly color: string;
  readonly background: string;
  readonly size: string;
}[] => {
  if ('value' in node) return node.value.trim() === '' ? [] : [{ words: node.value.trim(), ...look }];
  if (!isElement(node)) return childrenOf(node).flatMap((child) => colouredWords(child, look));
  const style = attribute(node, 'style') ?? '';
  if (['style', 'title', 'head'].includes(node.tagName) || /display:\s*none/.test(style)) return [];
  const own = (name: string): string | undefined =>
    new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`).exec(style)?.[1]?.trim();
  const background = [own('background-color'), own('background'), attribute(node, 'bgcolor')].find((one) =>
    one?.startsWith('#'),
  );
  const next = {
    color: own('color') ?? look.color,
    background: background ?? look.background,
    size: own('font-size') ?? look.size,
  };
  return childrenOf(node).flatMap((child) => colouredWords(child, next));
};
