import { isMap, isNode, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { YamlFile } from './yaml-file';

/** Keys and indexes from the document's root. */
export type Path = readonly (string | number)[];
/** Which part of a pair to point at. */
export type Part = 'key' | 'value';

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where a path stands in the file; of a path that is not there, the nearest part that is. */
export const locate = (yaml: YamlFile, path: Path, part: Part): Position => {
  let node: unknown = yaml.tree().doc?.contents;
  let found: Node | undefined;
  for (const step of path) {
    const pair = stepInto(node, step);
    if (pair === undefined) return positionOf(yaml, found);
    found = part === 'key' || !hasText(pair.value) ? (pair.key ?? pair.value) : pair.value;
    node = pair.value;
  }
  return positionOf(yaml, found);
};

/** The plain value at a path as the file has it; undefined where there is none. */
export const writtenAt = (yaml: YamlFile, path: Path): string | undefined => {
  const node = yaml.tree().doc?.getIn(path, true);
  return isScalar(node) ? node.source : undefined;
};

interface Step {
  readonly key?: Node | undefined;
  readonly value?: Node | undefined;
}

const stepInto = (node: unknown, step: string | number): Step | undefined => {
  if (isMap(node)) {
    const pair = (node.items as Pair[]).findLast(
      (item) => isScalar(item.key) && String(item.key.value) === String(step),
    );
    if (pair === undefined) return undefined;
    return { key: asNode(pair.key), value: asNode(pair.value) };
  }
  if (isSeq(node) && typeof step === 'number') return { value: asNode(node.items[step]) };
  return undefined;
};

const asNode = (value: unknown): Node | undefined => (isNode(value) ? value : undefined);

/** A key without a value has an empty node, which is nothing to point at. */
const hasText = (node: Node | undefined): boolean => node?.range != null && node.range[1] > node.range[0];

const positionOf = (yaml: YamlFile, node: Node | undefined): Position => {
  const start = node?.range?.[0];
  if (start === undefined) return { line: 1, column: 1 };
  const { line, col } = yaml.tree().lines.linePos(start);
  return { line, column: col };
};
