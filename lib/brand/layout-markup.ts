import { DomUtils, parseDocument } from 'htmlparser2';

export type MarkupNode = ReturnType<typeof parseDocument>['children'][number];
export type MarkupElement = Extract<MarkupNode, { readonly attribs: unknown }>;

/** Elements that MJML compiles; the others of it read files, run scripts or move. */
const MJML = new Set(
  'mjml mj-head mj-title mj-preview mj-attributes mj-all mj-class mj-breakpoint mj-body mj-wrapper mj-section mj-group mj-column mj-text mj-button mj-image mj-divider mj-spacer mj-table mj-raw'.split(
    ' ',
  ),
);
const HTML = new Set(
  'article section header footer main div h1 h2 h3 h4 p span strong em b i small br hr ul ol li a img table thead tbody tr td th'.split(
    ' ',
  ),
);
/** Attributes of HTML that only say how something looks or what it is. */
const HTML_ATTRIBUTES = new Set(
  'style lang dir align valign href src alt title role aria-label aria-hidden width height colspan rowspan border cellpadding cellspacing'.split(
    ' ',
  ),
);
/** Attributes of MJML that bring something in from elsewhere. */
const CLOSED_MJML_ATTRIBUTES = new Set(['background-url', 'srcset', 'path', 'css-class', 'owa', 'usemap']);
const VOID = new Set(['br', 'hr', 'img']);

/** The parts of a layout, in their order. */
export const parseMarkup = (text: string): readonly MarkupNode[] =>
  parseDocument(text, {
    recognizeSelfClosing: true,
    lowerCaseTags: false,
    lowerCaseAttributeNames: false,
    withStartIndices: true,
    withEndIndices: true,
  }).children;

export const isElement = (node: MarkupNode): node is MarkupElement => DomUtils.isTag(node);
/** Whether the element is one of MJML's own. */
export const isMjml = ({ name }: MarkupElement): boolean => name === 'mjml' || name.startsWith('mj-');
/** The element around a node. */
export const elementAround = ({ parent }: MarkupNode): MarkupElement | undefined =>
  parent !== null && isElement(parent as MarkupNode) ? (parent as MarkupElement) : undefined;

/** Every node with all that are in it, in the order of the file. */
export const allNodes = (nodes: readonly MarkupNode[]): readonly MarkupNode[] =>
  nodes.flatMap((node) => [node, ...('children' in node ? allNodes(node.children) : [])]);

/** What of a layout's markup may not be in one. */
export interface MarkupProblem {
  readonly problem: 'element' | 'attribute' | 'unclosed' | 'noAlt';
  readonly name: string;
  readonly index: number;
}

/** Elements and attributes that layouts may not have, images without words, and what is not closed. */
export const markupProblems = (nodes: readonly MarkupNode[], text: string): readonly MarkupProblem[] =>
  allNodes(nodes).flatMap((node): readonly MarkupProblem[] => {
    const index = node.startIndex ?? 0;
    if (node.type === 'directive' || node.type === 'cdata') return [{ problem: 'element', name: 'data', index }];
    if (!isElement(node)) return [];
    const { name } = node;
    if (!MJML.has(name) && !HTML.has(name)) return [{ problem: 'element', name, index }];
    return [
      ...Object.entries(node.attribs).flatMap(([attribute, value]): readonly MarkupProblem[] =>
        mayHave(node, attribute, value) ? [] : [{ problem: 'attribute', name: attribute, index }],
      ),
      ...(isClosed(node, text) ? [] : [{ problem: 'unclosed', name, index } as const]),
      ...(isWordless(node) ? [{ problem: 'noAlt', name, index } as const] : []),
    ];
  });

const mayHave = (element: MarkupElement, attribute: string, value: string): boolean =>
  (isMjml(element)
    ? !CLOSED_MJML_ATTRIBUTES.has(attribute) && !attribute.startsWith('on')
    : HTML_ATTRIBUTES.has(attribute)) && !(attribute === 'style' && /url\s*\(|@import|expression\s*\(/i.test(value));

const isClosed = ({ name, startIndex, endIndex }: MarkupElement, text: string): boolean => {
  const end = text.slice(startIndex ?? 0, (endIndex ?? 0) + 1).slice(-(name.length + 3));
  return VOID.has(name) || end.endsWith('/>') || end === `</${name}>`;
};

const isWordless = ({ name, attribs, parent }: MarkupElement): boolean =>
  (name === 'img' || name === 'mj-image') &&
  attribs.alt === undefined &&
  (parent as MarkupElement | null)?.name !== 'mj-attributes';
