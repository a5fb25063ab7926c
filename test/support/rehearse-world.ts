import type { Decision, LaunchDefinition } from '../../contracts/decision';
import type { BusEvent } from '../../contracts/event';
import type { StrandId } from '../../contracts/profile';
import type { Reach, Rehearsal, RehearseAnswer, RehearseTask } from '../../contracts/rehearsal';
import { applyEvent } from '../../lambdas/domain/apply-event';
import { askSlot, itemKey } from '../../lambdas/domain/ids';
import { markPresented } from '../../lambdas/domain/mark-presented';
import type { ProfileRules } from '../../lambdas/domain/profile-rules';
import { eventKeyOf } from '../../lambdas/domain/strand';
import { createRehearseLaunch, type RehearseLaunchDeps } from '../../lambdas/handlers/rehearse-launch/handler';
import { createSealer } from '../../lambdas/stores/sealed-text';
import { definitionHash } from '../../lib/workspace/hash';
import { launch, policy } from './decision-fixtures';
import { createDecisionWorld, decideForWith, rules as worldRules } from './decision-world';

/** A launch as the compiler makes it: its hash is its content's. */
export const hashed = (id: string, over: Partial<LaunchDefinition> = {}): LaunchDefinition => {
  const definition = launch(id, over);
  return { ...definition, hash: definitionHash(definition) };
};

/** Nothing is quiet. */
export const NO_QUIET: RehearseLaunchDeps['quiet'] = { hours: [], blackouts: [] };

/** Customers, launches that are live, and `rehearse-launch` beside them, all in memory. */
export const createRehearseWorld = (over: Partial<RehearseLaunchDeps> = {}) => {
  const world = createDecisionWorld();
  const { profiles, engagement, control, time, log, count } = world;
  const rules: ProfileRules = over.rules ?? worldRules;
  const decideFor = decideForWith(world.ports, over.policy);

  /** An event arrives: it is applied, and decided for as the event queue would. */
  const arrive = async (event: BusEvent): Promise<void> => {
    time.now = event.detail.receivedAt;
    const ports = { ...profiles, sleep: async () => undefined, clock: async () => new Date(time.now) };
    if ((await applyEvent(ports, rules, event)).outcome !== 'applied') return;
    const key = eventKeyOf(event, rules);
    await decideFor({
      strand: key.strand,
      triggerOf: () => ({ kind: 'event', event: event.detailType, itemKey: itemKey(key) }),
    });
  };
  /** A channel asks what to show to somebody, and shows it. */
  const ask = async (strand: StrandId, channel: string, at: string): Promise<void> => {
    time.now = at;
    const decided = await decideFor({
      strand,
      triggerOf: (_, now) => ({ kind: 'ask', channel, slot: askSlot(now), limit: 1 }),
    });
    if (decided === undefined || decided.madeAgo !== undefined) return;
    const { view, decision } = decided;
    const stored = await engagement.loadLedgers(view.members);
    const root = stored.find((one) => one.strand === view.person);
    if (root === undefined) return;
    const ledger = markPresented(decision, { outcome: 'presented', at }, root.ledger, at);
    if (ledger !== undefined) await engagement.saveLedger({ ...root, ledger });
  };

  const deps: RehearseLaunchDeps = {
    listPersons: profiles.listPersons,
    listMembers: profiles.listMembers,
    loadPersons: profiles.loadPersons,
    readStrand: profiles.readStrand,
    loadLedgers: engagement.loadLedgers,
    readEngaged: engagement.readEngaged,
    readDecisions: engagement.readDecisions,
    rules,
    rulesDigest: 'rules',
    policy: { ...policy, ...over.policy },
    quiet: NO_QUIET,
    liveLaunches: control.liveLaunches,
    clock: async () => new Date(time.now),
    ...createSealer(async () => 'rehearsal-key-of-the-tests', 'rehearsal-key'),
    elapsed: () => 0,
    log,
    count,
    ...over,
  };
  const rehearse = createRehearseLaunch(deps);

  /** Every slice of a rehearsal, to its result. */
  const bring = async (task: RehearseTask): Promise<Reach | Rehearsal> => {
    let answer = await rehearse(task, 'trace');
    while (answer.refused === undefined && answer.continuation !== undefined) {
      answer = await rehearse({ ...task, continuation: answer.continuation }, 'trace');
    }
    if (answer.refused !== undefined || answer.result === undefined) throw new Error('The rehearsal has no result.');
    return answer.result;
  };
  return {
    ...world,
    deps,
    arrive,
    ask,
    rehearse: (task: RehearseTask): Promise<RehearseAnswer<Reach | Rehearsal>> => rehearse(task, 'trace'),
    reach: async (definition: LaunchDefinition) => (await bring({ task: 'reach', definition })) as Reach,
    history: async (definition: LaunchDefinition, days: number) =>
      (await bring({ task: 'history', definition, days })) as Rehearsal,
  };
};
export type RehearseWorld = ReturnType<typeof createRehearseWorld>;

/** What a decision chose and left out, without words. */
export const choicesOf = ({ at, chosen, excluded, exposures }: Decision) => ({
  at,
  chosen: chosen.map(({ launch: id, offer, channel }) => `${id} ${offer} ${channel}`),
  excluded: excluded.map(({ launch: id, reason }) => `${id} ${reason}`),
  exposures: exposures.map(({ launch: id, arm }) => `${id} ${arm}`),
});
