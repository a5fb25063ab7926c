import { isMap, isNode, isScalar, isSeq, type Node } from 'yaml';
import type { z } from 'zod';
import type { Finding } from '../../../contracts/finding';
import { audienceSchema, launchSchema } from '../../../contracts/launch';
import { isCut } from '../checks/copy-quotes';
import type { Path } from '../locate';
import { parseYaml, type YamlFile } from '../yaml-file';
import { applyEdits, type Edit } from './edit';
import { quoteLine, quoteScalar } from './quote';
import { renameKey, respell } from './rewrite';

/** Marketing's files; IT's are not mended by a guess. */
const SCHEMAS: readonly (readonly [folder: string, schema: z.ZodType])[] = [
  ['launches/', launchSchema],
  ['audiences/', audienceSchema],
];

export interface Mended {
  readonly text: string;
  /** Findings that an edit was made for. */
  readonly findings: readonly Finding[];
}

/**
 * Mends what can be mended without a guess about meaning: quotes, spellings of units, misspelt keys. Everything else of
 * the text stays as it is, comments included.
 */
export const mend = (file: string, text: string, findings: readonly Finding[]): Mended => {
  const schema = SCHEMAS.find(([folder]) => file.startsWith(folder))?.[1];
  if (schema === undefined) return { text, findings: [] };
  const yaml = parseYaml(file, text);
  const edits = new Map<Finding, Edit>();
  for (const finding of findings) {
    const edit = editFor(yaml, schema, finding);
    if (edit !== undefined && ![...edits.values()].some((one) => one.from < edit.to && edit.from < one.to))
      edits.set(finding, edit);
  }
  return { text: applyEdits(text, [...edits.values()]), findings: [...edits.keys()] };
};

const editFor = (yaml: YamlFile, schema: z.ZodType, { code, path: text, line }: Finding): Edit | undefined => {
  if (code === 'file.syntax') return quoteLine(yaml, line);
  const path = pathOf(text);
  const at = nodesAt(yaml, path);
  switch (code) {
    case 'copy.unquoted':
      return isCut(at.parent) ? undefined : (quoteLine(yaml, line) ?? quoteScalar(yaml, at.value));
    case 'schema.type':
      return quoteLine(yaml, line) ?? respell(schema, path, at.value, yaml.text) ?? quoteScalar(yaml, at.value);
    case 'schema.format':
      return respell(schema, path, at.value, yaml.text);
    case 'schema.unknownKey':
      return at.key === undefined || !isMap(at.parent) || isCut(at.parent)
        ? undefined
        : renameKey(schema, path.slice(0, -1), at.key, at.parent.toJSON() as Record<string, unknown>);
    default:
      return undefined;
  }
};

/** The path of a finding's text, as `pathText` wrote it. */
const pathOf = (text: string): Path =>
  [...text.matchAll(/\[(\d+)\]|"((?:[^"\\]|\\.)*)"|([\w-]+)/g)].map(([, index, name, word]) =>
    index === undefined ? (word ?? (JSON.parse(`"${name}"`) as string)) : Number(index),
  );

interface At {
  readonly parent?: Node | undefined;
  readonly key?: Node | undefined;
  readonly value?: Node | undefined;
}

const nodesAt = (yaml: YamlFile, path: Path): At => {
  let at: At = { value: yaml.tree().doc?.contents ?? undefined };
  for (const step of path) at = into(at.value, step);
  return at;
};

const into = (parent: Node | undefined, step: string | number): At => {
  if (isSeq(parent) && typeof step === 'number') return { parent, value: nodeOr(parent.items[step]) };
  if (!isMap(parent)) return {};
  const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  return { parent, key: nodeOr(pair?.key), value: nodeOr(pair?.value) };
};

const nodeOr = (value: unknown): Node | undefined => (isNode(value) ? value : undefined);
