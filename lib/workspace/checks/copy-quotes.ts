import { isMap, isScalar, type Pair, Scalar, visit } from 'yaml';
import { say } from '../../messages';
import type { Draft } from '../draft';
import type { Path } from '../locate';
import type { YamlFile } from '../yaml-file';

/** Keys whose value is text for customers. */
export const COPY_WORDS = ['headline', 'body', 'label', 'alt'];
const WORDS = new Set(COPY_WORDS);
/**
 * One of the keys before something else than a quote or a block, or a backslash, by which a key can be spelt otherwise. Most
 * launches have neither, and going through them takes long.
 */
const MAYBE_PLAIN = new RegExp(`(?:${COPY_WORDS.join('|')})["']?\\s*:\\s*[^\\s"'|>]|\\\\`);

/** Copy outside quotes and blocks: there YAML cuts the text at " #" and reads codes as numbers, without a word. */
export const checkQuotes = (yaml: YamlFile): readonly Draft[] => {
  const drafts: Draft[] = [];
  const doc = MAYBE_PLAIN.test(yaml.text) ? yaml.tree().doc : undefined;
  if (doc === undefined) return drafts;
  visit(doc, {
    Pair: (_key, pair, ancestors) => {
      const word = isScalar(pair.key) ? String(pair.key.value) : '';
      if (!WORDS.has(word) || !isScalar(pair.value) || pair.value.type !== Scalar.PLAIN || pair.value.value === null)
        return;
      const path = [...pathOf(ancestors), word];
      if (!path.includes('copy')) return;
      drafts.push({ ...unquoted(word, yaml.text, pair.value, ancestors.at(-1)), path });
    },
  });
  return drafts;
};

/** What YAML made of it: what it cut, or what it would cut with the next word. */
const unquoted = (word: string, text: string, { range }: Scalar, parent: unknown): Omit<Draft, 'path'> => {
  if (isCut(parent)) return say('copy.unquoted.cut', { word });
  const comment = range == null ? undefined : /^[^\S\n]+(#.*)/.exec(text.slice(range[1]))?.[1];
  return comment === undefined
    ? say('copy.unquoted', { word })
    : say('copy.unquoted.lost', { word, lost: comment.trim() });
};

/** Whether the braces around a text have made two of it: a part then stands as a key without a value. */
export const isCut = (parent: unknown): boolean =>
  isMap(parent) && parent.flow === true && parent.items.some(({ value }) => value === null);

const pathOf = (ancestors: readonly unknown[]): Path =>
  ancestors.flatMap((ancestor, index): (string | number)[] => {
    const child = ancestors[index + 1];
    if (isPair(ancestor) && isScalar(ancestor.key)) return [String(ancestor.key.value)];
    if (isSeqLike(ancestor) && child !== undefined) return [ancestor.items.indexOf(child)];
    return [];
  });

const isPair = (node: unknown): node is Pair =>
  typeof node === 'object' && node !== null && 'key' in node && !isMap(node);
const isSeqLike = (node: unknown): node is { readonly items: readonly unknown[] } =>
  typeof node === 'object' && node !== null && 'items' in node && !isMap(node);
