import { isScalar, type Node, Scalar } from 'yaml';
import { COPY_WORDS } from '../checks/copy-quotes';
import type { YamlFile } from '../yaml-file';
import { type Edit, quoted } from './edit';

/** Puts plain text in quotes, as the file has it: `007` stays 007. Nothing where YAML may have cut it at a comment. */
export const quoteScalar = ({ text }: YamlFile, node: Node | undefined): Edit | undefined => {
  if (!isScalar(node) || node.type !== Scalar.PLAIN || node.value === null || node.range == null) return undefined;
  const [from, to] = node.range;
  if (/^[^\S\n]*#/.test(text.slice(to))) return undefined;
  const source = text.slice(from, to).replace(/\s*\n\s*/g, ' ');
  return { from, to, text: quoted(source) };
};

const LINE = new RegExp(`^(?<key>[^\\S\\n]*(?:- )?(?:${COPY_WORDS.join('|')}): +)(?<value>\\S.*?)[^\\S\\n]*$`);
/** Starts that YAML takes for something else than text, and a colon that it takes for a key. */
const MISREAD = /^[{![%@*&`]|: /;

/** Puts the rest of a line of copy in quotes that YAML cannot read as text, or reads as something else. */
export const quoteLine = ({ text }: YamlFile, line: number): Edit | undefined => {
  const lines = text.split('\n');
  const from = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const found = LINE.exec((lines[line - 1] ?? '').replace(/\r$/, ''))?.groups;
  const { key = '', value = '' } = found ?? {};
  if (!MISREAD.test(value) || /^["'|>]/.test(value) || / #/.test(value)) return undefined;
  return { from: from + key.length, to: from + key.length + value.length, text: quoted(value) };
};
