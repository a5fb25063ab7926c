import type { LaunchDefinition } from '../../../contracts/decision';
import type { ProbeAnswer, ProbeMark, ProbeTask, Proof, ProofsAnswer } from '../../../contracts/probe';
import type { PublishEvents } from '../../domain/ports/bus';
import type { Clock, WallClock } from '../../domain/ports/clocks';
import type { LoadDefinition } from '../../domain/ports/launches';
import type { LoadProofs } from '../../domain/ports/probes';
import type { SendMessages } from '../../domain/ports/queues';
import { planProbe, probeEvent } from '../../domain/probe';
import { publishAll } from '../../domain/publish-all';
import type { Log } from '../../runtime/logger';

export interface SendProbeDeps {
  readonly clock: Clock;
  readonly wallClock: WallClock;
  readonly loadDefinition: LoadDefinition;
  readonly loadProofs: LoadProofs;
  readonly publishEvents: PublishEvents;
  /** Into the queue that schedules of launches send to. */
  readonly sendPage: SendMessages;
  /** Calls the offer API's function, past its gateway. */
  readonly askOfferApi: (task: { readonly probe: ProbeMark }) => Promise<readonly Proof[]>;
  readonly log: Log;
}

/** Longer than a probe takes where functions have to start first; what comes later is not waited for. */
const MINUTES = 2;

/**
 * Sends probes of definitions that `go-live` has put in place: the launch's own event on the bus, its page in the blast queue, its
 * question to the offer API. The request says only which definition: it can name nobody, and nothing to send.
 */
export const createSendProbe = (deps: SendProbeDeps) => {
  const publish = publishAll(deps.publishEvents);

  /** As the launch's rule, or its schedule, would. */
  const setOff = async (definition: LaunchDefinition, mark: ProbeMark, trace: string): Promise<void> => {
    const event = probeEvent(definition, mark, { now: await deps.clock(), trace });
    if (event !== undefined) return publish([event]);
    const { launch, trigger } = definition;
    if (trigger.kind === 'at') await deps.sendPage([{ launch, run: trigger.at, probe: mark }]);
  };

  const probe = async ({ run, launch, hash }: ProbeOrder, trace: string): Promise<ProbeAnswer> => {
    const definition = await deps.loadDefinition(launch, hash);
    if (definition === undefined) return { refused: 'definition-missing' };
    const until = new Date(deps.wallClock().getTime() + MINUTES * 60_000).toISOString();
    const mark: ProbeMark = { launch, hash, run, until };
    const plan = planProbe(definition, run);
    if (plan.messages.length > 0) await setOff(definition, mark, trace);
    const proofs = plan.offers.length > 0 ? await deps.askOfferApi({ probe: mark }) : [];
    deps.log.info('probe.sent', { launch, definitionHash: hash, run, count: plan.messages.length, trace });
    return { plan, proofs };
  };

  const proofs = async (run: string): Promise<ProofsAnswer> => ({ proofs: await deps.loadProofs(run) });
  return { probe, proofs };
};

type ProbeOrder = Extract<ProbeTask, { task: 'probe' }>;
