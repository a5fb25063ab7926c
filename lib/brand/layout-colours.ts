import { contrast, LEAST_CONTRAST, LEAST_FOR_LARGE } from './contrast';
import { allNodes, elementAround, isElement, isMjml, type MarkupElement, type MarkupNode } from './layout-markup';

/** Words that are hard to read on what they stand on. */
export interface PaleWords {
  readonly colour: string;
  readonly background: string;
  readonly ratio: number;
  readonly least: number;
  readonly index: number;
}

type Look = Readonly<Record<string, string>>;
/** What MJML and browsers do without being told. */
const DEFAULTS: Readonly<Record<string, Look>> = {
  'mj-text': { color: '#000000', 'font-size': '13px' },
  'mj-table': { color: '#000000', 'font-size': '13px' },
  'mj-button': { color: '#ffffff', background: '#414141', 'font-size': '13px' },
  a: { color: '#0000ee' },
};
const PAGE: Look = { color: '#000000', background: '#ffffff', 'font-size': '16px' };
const BACKGROUNDS = ['inner-background-color', 'container-background-color', 'background-color'];
const LARGE = 24;

/** Words whose contrast is less than WCAG AA asks for; each pair of colours once. The layout's theme is already in place. */
export const paleWords = (nodes: readonly MarkupNode[]): readonly PaleWords[] => {
  const attributes = attributesOf(nodes);
  const pale = allNodes(nodes).flatMap((node): readonly PaleWords[] => {
    const around = node.type === 'text' ? elementAround(node) : undefined;
    if (around === undefined || !isShown(node) || !hasWords(node)) return [];
    const [colour, background, size] = ['color', 'background', 'font-size'].map((what) =>
      inherited(around, what, attributes)?.trim(),
    );
    if (!isColour(colour) || !isColour(background)) return [];
    const least = Number.parseFloat(size ?? '') >= LARGE ? LEAST_FOR_LARGE : LEAST_CONTRAST;
    const ratio = contrast(colour, background);
    return ratio >= least ? [] : [{ colour, background, ratio, least, index: node.startIndex ?? 0 }];
  });
  return pale.filter((one, at) => pale.findIndex((other) => pairOf(other) === pairOf(one)) === at);
};

const pairOf = ({ colour, background }: PaleWords): string => `${colour} ${background}`;
const isColour = (value: string | undefined): value is string => value !== undefined && /^#[0-9a-f]{6}$/i.test(value);

/** Tags choose words and are none. */
const hasWords = (node: MarkupNode): boolean => 'data' in node && node.data.replace(/\{%[^{}%]*%\}/g, '').trim() !== '';

const isShown = (node: MarkupNode): boolean => {
  for (let around = elementAround(node); around !== undefined; around = elementAround(around)) {
    if (around.name === 'mj-head') return false;
  }
  return true;
};

/** Of the element itself or the nearest around it that says so. */
const inherited = (element: MarkupElement, what: string, attributes: Attributes): string | undefined => {
  for (let one: MarkupElement | undefined = element; one !== undefined; one = elementAround(one)) {
    const own = lookOf(one, attributes)[what];
    if (own !== undefined) return own;
  }
  return PAGE[what];
};

const lookOf = (element: MarkupElement, { all, byTag, byClass }: Attributes): Look => {
  if (!isMjml(element)) return { ...DEFAULTS[element.name], ...styleLook(element.attribs.style ?? '') };
  const classes = (element.attribs['mj-class'] ?? '').split(/\s+/).map((name) => byClass.get(name) ?? {});
  const given = Object.assign({}, all, byTag.get(element.name), ...classes, element.attribs) as Look;
  const names = element.name === 'mj-button' ? ['background-color'] : BACKGROUNDS;
  const background = names.map((name) => given[name]).find((one) => one !== undefined);
  return { ...DEFAULTS[element.name], ...given, ...(background !== undefined && { background }) };
};

/** Colours and sizes of a `style` attribute. */
const styleLook = (style: string): Look =>
  Object.fromEntries(
    style.split(';').flatMap((declaration) => {
      const [name = '', value = ''] = declaration.split(':', 2).map((part) => part.trim());
      return value === '' ? [] : [[name === 'background-color' ? 'background' : name, value]];
    }),
  );

interface Attributes {
  readonly all: Look;
  readonly byTag: ReadonlyMap<string, Look>;
  readonly byClass: ReadonlyMap<string, Look>;
}

/** What `mj-attributes` gives to all, to elements of a name and to those of a class. */
const attributesOf = (nodes: readonly MarkupNode[]): Attributes => {
  const given = allNodes(nodes)
    .filter(isElement)
    .filter((element) => elementAround(element)?.name === 'mj-attributes');
  return {
    all: given.find(({ name }) => name === 'mj-all')?.attribs ?? {},
    byTag: new Map(given.map(({ name, attribs }) => [name, attribs])),
    byClass: new Map(
      given.filter(({ name }) => name === 'mj-class').map(({ attribs }) => [attribs.name ?? '', attribs]),
    ),
  };
};
