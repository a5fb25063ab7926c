import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { anchorsPath, anchorsText, EVIDENCE } from './evidence-branch';
import { type Ports, StepError } from './ports';
import { commitTo } from './side-branch';

const NAME = /^([a-z][a-z0-9-]{0,19})\.json$/;
const MOST_BYTES = 1_000_000;
const anchorsSchema = z.strictObject({
  stage: z.string(),
  anchors: z.array(
    z.strictObject({
      sequence: z.number().int().min(1),
      hash: z.string().regex(/^[0-9a-f]{64}$/),
      at: z.iso.datetime(),
    }),
  ),
});

/**
 * Commits files of anchors to the branch of evidence. What another job made is data: only a list of anchors that goes on where the
 * branch's own ends is taken.
 */
export const keepAnchors = async ({ git, say }: Ports, from: string): Promise<number> => {
  const stages = (existsSync(from) ? readdirSync(from) : []).sort().map((name) => stageOf(join(from, name), name));
  if (stages.length === 0) {
    say('There is no anchor.');
    return 0;
  }
  const isNew = commitTo(git, EVIDENCE, (tip) => {
    for (const stage of stages)
      goesOn(readFileSync(join(from, `${stage}.json`), 'utf8'), anchorsText(git, stage, tip), stage);
    return {
      message: `chore(evidence): where the trail ends: ${stages.join(', ')}`,
      put: new Map(stages.map((stage) => [anchorsPath(stage), join(from, `${stage}.json`)])),
    };
  });
  say(isNew ? `The branch ${EVIDENCE.name} has what is new.` : 'Nothing is new since the last time.');
  return 0;
};

const stageOf = (file: string, name: string): string => {
  const [, stage] = NAME.exec(name) ?? [];
  const stat = lstatSync(file);
  if (stage !== undefined && stat.isFile() && stat.size <= MOST_BYTES) return stage;
  throw new StepError("A file of the artefact is no stage's list of anchors.");
};

/** Throws where a list is none, or does not begin with all that was kept before. */
const goesOn = (text: string, before: string | undefined, stage: string): void => {
  const { anchors } = listIn(text, stage);
  const kept = before === undefined ? [] : listIn(before, stage).anchors;
  if (JSON.stringify(anchors.slice(0, kept.length)) !== JSON.stringify(kept)) {
    throw new StepError(`The anchors of ${stage} are not those that were kept before, and more.`);
  }
};

const listIn = (text: string, stage: string): z.infer<typeof anchorsSchema> => {
  const { data } = anchorsSchema.safeParse(parsed(text));
  if (data?.stage === stage) return data;
  throw new StepError(`The anchors of ${stage} are no list of anchors.`);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};
