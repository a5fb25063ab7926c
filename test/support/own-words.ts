import { parseSync } from '@swc/core';
import { isNode, nodesIn } from './syntax-nodes';

/** Names under which a finding carries its words. */
const CARRIERS: ReadonlySet<unknown> = new Set(['message', 'fix', 'what']);

/** Texts that code writes itself where a finding's words belong, as `message: 'x'` or `const fix = 'x'`. */
export const ownWords = (code: string): readonly string[] =>
  nodesIn(parseSync(code, { syntax: 'typescript', target: 'es2022' })).flatMap((node) => {
    if (node.type === 'KeyValueProperty') return carries(node.key) ? textsIn(node.value) : [];
    return node.type === 'VariableDeclarator' && carries(node.id) ? textsIn(node.init) : [];
  });

const carries = (name: unknown): boolean => isNode(name) && name.type === 'Identifier' && CARRIERS.has(name.value);

/** What is handed to a function is no words of the finding: a key of the catalogue, an option. */
const textsIn = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const { type, value: text, cooked } = value as { type?: unknown; value?: unknown; cooked?: unknown };
  if (type === 'CallExpression' || type === 'NewExpression') return [];
  if (type === 'StringLiteral') return [String(text)];
  return type === 'TemplateElement' ? [String(cooked)] : Object.values(value).flatMap(textsIn);
};
