import { parseSync } from '@swc/core';

/** A node of the syntax tree, as far as names are looked for in it. */
interface Node {
  readonly type: string;
  readonly [part: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** All nodes below a value, itself included. */
const nodesIn = (value: unknown): readonly Node[] => {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(nodesIn);
  return isNode(value) ? [value, ...below] : below;
};

const parsed = (code: string): readonly Node[] => nodesIn(parseSync(code, { syntax: 'ecmascript', target: 'es2022' }));

const namesIn = (nodes: readonly Node[]): readonly string[] =>
  nodes.flatMap(({ type, value }) => (type === 'Identifier' ? [String(value)] : []));

/** Texts that a bracket or a quoted key may name: `x['name']`, `{ 'name': y }`, `x[is ? 'name' : 'other']`. */
const textsIn = (key: unknown): readonly string[] =>
  nodesIn(key).flatMap(({ type, value, cooked }) => {
    if (type === 'StringLiteral') return [String(value)];
    return type === 'TemplateElement' ? [String(cooked)] : [];
  });

const KEYED: ReadonlySet<string> = new Set(['KeyValueProperty', 'KeyValuePatternProperty', 'MethodProperty']);

/** Every name that code speaks of, as a variable or as a member however it is written; a text that is only a value is none. */
export const namesSpoken = (code: string): ReadonlySet<string> => {
  const nodes = parsed(code);
  const keys = nodes.flatMap(({ type, property, key }) => {
    if (type === 'MemberExpression' || type === 'SuperPropExpression') return textsIn(property);
    return KEYED.has(type) ? textsIn(key) : [];
  });
  return new Set([...namesIn(nodes), ...keys]);
};

/** Every name whose value code hands over as an argument, itself or as a member: `create(name)`, `create(ports.name)`. */
export const namesHanded = (code: string): ReadonlySet<string> =>
  new Set(
    parsed(code).flatMap((node) => {
      if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return [];
      return ((node.arguments ?? []) as readonly { readonly expression: Node }[]).flatMap(({ expression }) => {
        if (expression.type === 'Identifier') return [String(expression.value)];
        const { property } = expression;
        if (expression.type !== 'MemberExpression' || !isNode(property)) return [];
        return property.type === 'Identifier' ? [String(property.value)] : textsIn(property);
      });
    }),
  );
