import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { saidFindings } from './check';
import { anchorsText } from './evidence-branch';
import type { Ports } from './ports';

export interface AnchorRequest {
  readonly stage: string;
  /** Folder for the stage's file of anchors. */
  readonly out: string;
}

/**
 * Checks a stage's audit trail against what was anchored before, adds where it ends now, and checks it against that. Ends with 1,
 * an annotation and no file where the trail does not hold.
 */
export const anchor = async (ports: Ports, { stage, out }: AnchorRequest): Promise<number> => {
  const { git, say, quote, tandem } = ports;
  const file = join(out, `${stage}.json`);
  const before = anchorsText(git, stage);
  mkdirSync(out, { recursive: true });
  if (before === undefined)
    say(`::warning title=trail::Nothing of ${stage} was anchored before, so only its hashes speak.`);
  else writeFileSync(file, before);
  for (const words of [['anchor'], ['--verify']]) {
    const given = ['--stage', stage, '--anchors', file, '--json'];
    const { code, out: answer, err } = await tandem('trail', ...words, ...given);
    if (code === 1) saidFindings({ say }, answer);
    if (code > 1) quote(`${err}${answer}`);
    if (code !== 0) return code;
  }
  say(`The trail of ${stage} holds.`);
  return 0;
};
