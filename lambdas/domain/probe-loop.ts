import type { DecisionPolicy } from '../../contracts/decision';
import type { ProbeMark, Proof } from '../../contracts/probe';
import type { PublishEvents } from './ports/bus';
import type { Clock, WallClock } from './ports/clocks';
import type { LoadDefinition } from './ports/launches';
import type { SaveProof } from './ports/probes';
import { isLate } from './probe';
import { decideProbe, probeRequests } from './probe-decision';
import { publishAll } from './publish-all';

export interface ProveDeps {
  readonly policy: DecisionPolicy;
  readonly clock: Clock;
  readonly wallClock: WallClock;
  readonly loadDefinition: LoadDefinition;
  readonly publishEvents: PublishEvents;
  readonly saveProof: SaveProof;
}

/** Decides for nobody what a probe is about, asks the gateway for the messages, and says that the probe came here. */
export type Prove = (mark: ProbeMark, trace: string) => Promise<'proven' | 'late'>;

/**
 * The part of a probe where customers' events are decided. It reads no person and keeps no decision, and looks at no launch but its
 * own, whose state does not count: most have none yet.
 */
export const createProve = (deps: ProveDeps, step: Proof['step']): Prove => {
  const publish = publishAll(deps.publishEvents);
  return async (mark, trace) => {
    if (isLate(mark, deps.wallClock)) return 'late';
    const { launch, hash, run } = mark;
    const [definition, now] = await Promise.all([deps.loadDefinition(launch, hash), deps.clock()]);
    const say = (reason?: string) => deps.saveProof(run, { step, id: run, ...(reason !== undefined && { reason }) });
    if (definition === undefined) {
      await say('definition-missing');
      return 'proven';
    }
    const probed = decideProbe(definition, mark, { policy: deps.policy, now });
    if (probed.refused === undefined) await publish(probeRequests(probed.messages, mark, trace));
    await say(probed.refused);
    return 'proven';
  };
};
