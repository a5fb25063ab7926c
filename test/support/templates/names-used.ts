import { parseSync } from '@swc/core';
import { isNode, nodesIn, type SyntaxNode } from '../syntax-nodes';

const parsed = (code: string): readonly SyntaxNode[] =>
  nodesIn(parseSync(code, { syntax: 'ecmascript', target: 'es2022' }));

const namesIn = (nodes: readonly SyntaxNode[]): readonly string[] =>
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
      return ((node.arguments ?? []) as readonly { readonly expression: SyntaxNode }[]).flatMap(({ expression }) => {
        if (expression.type === 'Identifier') return [String(expression.value)];
        const { property } = expression;
        if (expression.type !== 'MemberExpression' || !isNode(property)) return [];
        return property.type === 'Identifier' ? [String(property.value)] : textsIn(property);
      });
    }),
  );
