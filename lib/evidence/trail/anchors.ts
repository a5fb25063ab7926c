import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { TrailHead } from '../../../contracts/trail';

const anchorSchema = z.strictObject({
  sequence: z.number().int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** When it was written down; ISO 8601. */
  at: z.string(),
});
const fileSchema = z.strictObject({ stage: z.string(), anchors: z.array(anchorSchema) });
export type TrailAnchor = z.infer<typeof anchorSchema>;

/** Where the heads of a stage's trail are written down, in the repository: a branch that the account cannot reach. */
export const anchorsFile = (stage: string): string => `evidence/anchors/${stage}.json`;

/** A file of anchors that is none, or of another stage. */
export class AnchorsError extends Error {
  public override readonly name = 'AnchorsError';
}

/** Anchors of a stage, oldest first; none where there is no file. Throws where they are not in order. */
export const readAnchors = (path: string, stage: string): readonly TrailAnchor[] => {
  if (!existsSync(path)) return [];
  const parsed = fileSchema.safeParse(jsonIn(path));
  if (!parsed.success || parsed.data.stage !== stage) {
    throw new AnchorsError(`${path} is no list of anchors of stage ${stage}.`);
  }
  const { anchors } = parsed.data;
  const inOrder = anchors.every(({ sequence }, index) => sequence > (anchors[index - 1]?.sequence ?? 0));
  if (!inOrder) throw new AnchorsError(`${path}: anchors are added at the end, each further than the one before.`);
  return anchors;
};

const jsonIn = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** Adds where the trail ends; false where that stands there already. What is there is never changed. */
export const addAnchor = (path: string, stage: string, head: TrailHead, at: string): boolean => {
  const anchors = readAnchors(path, stage);
  if (head.sequence <= (anchors.at(-1)?.sequence ?? 0)) return false;
  mkdirSync(dirname(path), { recursive: true });
  const { sequence, hash } = head;
  writeFileSync(path, `${JSON.stringify({ stage, anchors: [...anchors, { sequence, hash, at }] }, undefined, 2)}\n`);
  return true;
};
