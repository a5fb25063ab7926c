import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalTemplate } from './canonical-template';
import type { StageTemplates } from './stacks';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** `artifacts.json`: what is deployed, by its hashes. */
export const artifactsSchema = z.strictObject({
  templates: z.array(
    z.strictObject({
      stack: z.string(),
      file: z
        .string()
        .describe('Where the bundle has the template: canonical JSON, lists of policies that are sets in one order.'),
      resources: z.number().int(),
      sha256: sha256.describe('Of that file.'),
    }),
  ),
  bundles: z.array(
    z.strictObject({
      function: z.string(),
      bytes: z.number().int(),
      sha256: sha256.describe('Of index.js of dist/handlers/<function>.'),
    }),
  ),
});
export type Artifacts = z.infer<typeof artifactsSchema>;

/** SHA-256 in hex. */
export const hashOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** The text of every template as a bundle has it, by its file: canonical, so that its bytes are the same wherever it was made. */
export const templateFiles = ({ stacks }: StageTemplates): ReadonlyMap<string, string> =>
  new Map(stacks.map(({ stack, template }) => [templateFile(stack), canonicalTemplate(template)]));

/** Where a bundle has the template of a stack. */
export const templateFile = (stack: string): string => `build/templates/${stack}.json`;

/** Hashes of the templates and of the handlers' bundles in a folder. */
export const artifacts = (
  { stacks }: StageTemplates,
  files: ReadonlyMap<string, string>,
  handlers: string,
): Artifacts => ({
  templates: stacks.map(({ stack, template }) => ({
    stack,
    file: templateFile(stack),
    resources: Object.keys(template.Resources ?? {}).length,
    sha256: hashOf(files.get(templateFile(stack)) ?? ''),
  })),
  bundles: readdirSync(handlers)
    .sort()
    .map((name) => {
      const content = readFileSync(join(handlers, name, 'index.js'));
      return { function: name, bytes: content.byteLength, sha256: hashOf(content) };
    }),
});
