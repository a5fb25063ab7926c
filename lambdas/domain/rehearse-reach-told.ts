import { EXCLUDED, type ExcludedReason } from '../../contracts/decision';
import type { Approximation, ChannelReach, Estimate, Reach, Sample } from '../../contracts/rehearsal';
import { bestFirst } from './rank';
import { asIfLive } from './rehearse-launch';
import { beside, NOT_ASKED, REACHED, type ReachTask } from './rehearse-reach';
import { sumsOf, type Tally } from './rehearse-tally';
import { estimate, estimates, isTold, type Sampled } from './rehearse-told';

type Counted = (name: string) => number;
type Reasons = Reach['notReachable'];

/** What is told of those who were judged. */
export const toldReach = (task: ReachTask, tally: Tally, sampled: Sampled, sample: Sample): Reach => {
  const { definition, now } = task;
  const count: Counted = (name) => sumsOf(tally, name)[0];
  const asked = split(REACHED.qualify, NOT_ASKED, REACHED.notQualify, count, sampled);
  const reached = split(REACHED.reachable, GATES, REACHED.notReachable, count, sampled, !isTold(asked.yes));
  const isVague = !isTold(reached.yes);
  const arms = estimates({ heldOut: count(REACHED.heldOut), treated: count(REACHED.treated) }, sampled, isVague);
  const offers = definition.offers.map(({ id }) => [id, count(REACHED.offer(id))] as const);
  const byOffer = estimates(Object.fromEntries(offers), sampled, !isTold(arms.treated));
  return {
    at: now,
    launch: definition.launch,
    hash: definition.hash,
    sample,
    qualify: asked.yes,
    notQualify: asked.no,
    reachable: reached.yes,
    notReachable: reached.no,
    ...arms,
    outranked: within(count(REACHED.outranked), count(REACHED.treated), sampled, !isTold(arms.treated)),
    offers: offers.map(([offer, treated]) => ({ offer, treated: byOffer[offer] ?? estimate(treated, sampled) })),
    channels: definition.channels.use.map((use) => channelReach(use, count, sampled, !isTold(asked.yes))),
    overlap: overlapOf(task, count, sampled, isVague),
    approximated: approximatedIn(task, sample),
  };
};

/** The gates after the audience's. */
const GATES = EXCLUDED.filter((reason) => !NOT_ASKED.some((one) => one === reason));

/** Those of whom something is true, and the others by reason; reasons that nobody has are left out. */
const split = (
  yes: string,
  reasons: readonly ExcludedReason[],
  nameOf: (reason: ExcludedReason) => string,
  count: Counted,
  sampled: Sampled,
  isWholeHidden = false,
): { readonly yes: Estimate; readonly no: Reasons } => {
  const found = reasons.filter((reason) => count(nameOf(reason)) > 0);
  const parts = Object.fromEntries([yes, ...found.map(nameOf)].map((name) => [name, count(name)]));
  const told = estimates(parts, sampled, isWholeHidden);
  const of = (name: string): Estimate => told[name] ?? estimate(0, sampled);
  return { yes: of(yes), no: Object.fromEntries(found.map((reason) => [reason, of(nameOf(reason))])) };
};

/** A part of a whole; what is not part of it must not give it away. */
const within = (part: number, whole: number, sampled: Sampled, isWholeHidden: boolean): Estimate =>
  estimates({ part, rest: whole - part }, sampled, isWholeHidden).part;

const channelReach = (
  { channel, kind, vendor }: ReachTask['definition']['channels']['use'][number],
  count: Counted,
  sampled: Sampled,
  isWholeHidden: boolean,
): ChannelReach => {
  const notBy = (reason: ExcludedReason): string => REACHED.notByChannel(channel, reason);
  const { yes, no } = split(REACHED.channel(channel), GATES, notBy, count, sampled, isWholeHidden);
  const [waits, all] = [count(REACHED.quiet(channel)), count(REACHED.channel(channel))];
  return {
    channel,
    kind,
    ...(vendor !== undefined && { vendor }),
    reachable: yes,
    notReachable: no,
    ...(kind === 'push' && { quiet: within(waits, all, sampled, !isTold(yes)) }),
  };
};

const overlapOf = (task: ReachTask, count: Counted, sampled: Sampled, isVague: boolean): Reach['overlap'] => {
  const { definition, now } = task;
  const ranked = bestFirst([...beside(task), asIfLive(definition, now, now)]).map((live) => live.definition.launch);
  const turn = ranked.indexOf(definition.launch);
  return ranked.flatMap((launch, at): Reach['overlap'] => {
    if (at === turn) return [];
    const both = within(count(REACHED.both(launch)), count(REACHED.reachable), sampled, isVague);
    return [{ launch, both, first: at < turn ? 'other' : 'this' }];
  });
};

const approximatedIn = ({ definition, now }: ReachTask, { from }: Sample): readonly Approximation[] => [
  ...(asIfLive(definition, now, now).definition === definition ? [] : (['window-moved'] as const)),
  ...(from.kind === 'everybody' ? [] : (['segment-index'] as const)),
];
