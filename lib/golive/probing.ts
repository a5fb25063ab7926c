import { randomUUID } from 'node:crypto';
import type { LaunchDefinition } from '../../contracts/decision';
import type { ProbeAnswer, ProbeTask, ProofsAnswer } from '../../contracts/probe';
import { type ProbeVerdict, probeVerdict } from './probe-verdict';

/** Calls `send-test` of the stage. */
export type AskProbe = <Answer>(task: ProbeTask) => Promise<Answer>;

export interface ProbingPorts {
  readonly ask: AskProbe;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** How often it looks, and how many times: a minute and a half, in which functions can start and a busy queue empties. */
const LOOK_MS = 300;
const LOOKS = 300;

/** Sends a probe of a kept definition on its way, and waits until all of it has arrived, something has not passed, or nothing more comes. */
export const probeLaunch = async ({ ask, wait }: ProbingPorts, definition: LaunchDefinition): Promise<ProbeVerdict> => {
  const run = randomUUID();
  const { launch, hash } = definition;
  const sent = await ask<ProbeAnswer>({ task: 'probe', run, launch, hash });
  if (sent.refused !== undefined) {
    return { passed: false, proven: [], why: `the stage does not find the definition: ${sent.refused}`, waits: false };
  }
  let verdict = probeVerdict(sent.plan, sent.proofs);
  for (let look = 0; verdict.waits && look < LOOKS; look += 1) {
    await wait(LOOK_MS);
    const { proofs } = await ask<ProofsAnswer>({ task: 'proofs', run });
    verdict = probeVerdict(sent.plan, [...sent.proofs, ...proofs]);
  }
  return verdict;
};
