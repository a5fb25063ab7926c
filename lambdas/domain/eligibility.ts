import type {
  ChannelUse,
  Decision,
  DecisionInputs,
  LaunchDefinition,
  LiveLaunch,
  Offer,
} from '../../contracts/decision';
import type { Holds } from './condition-memo';
import { conditionWords } from './condition-words';
import { sendsWithin } from './ledger';
import { oncePer } from './once-per';
import { mayAddress, reachable } from './permission';
import { hasCode, poolOf } from './pool-codes';
import { own } from './record';
import { windowOf } from './window';

/** Why a launch is not chosen for a person. */
export type Exclusion = Decision['excluded'][number];

/** A launch that may be chosen, with the channels it may use now and the first offer that fits. */
export interface Eligible {
  readonly live: LiveLaunch;
  readonly channels: readonly ChannelUse[];
  readonly offer: Offer;
  /** Messages that the launch's own cap still allows. */
  readonly left: number;
}

/** The channels a trigger can use: the one that asks, or every push channel, because a pull channel is served when it asks. */
export const channelsFor = ({ definition }: LiveLaunch, trigger: DecisionInputs['trigger']): readonly ChannelUse[] =>
  trigger.kind === 'ask'
    ? definition.channels.use.filter((use) => use.kind === 'pull' && use.channel === trigger.channel)
    : pushUses(definition);

const pushUses = oncePer(({ channels }: LaunchDefinition): readonly ChannelUse[] =>
  channels.use.filter((use) => use.kind === 'push' && use.vendor !== undefined),
);

/** Whether a launch may be chosen for the person, or the first reason why not, in the order of `EXCLUDED`. `at` is the decision's instant in epoch milliseconds. */
export const eligibility = (
  live: LiveLaunch,
  inputs: DecisionInputs,
  holds: Holds,
  at: number,
  personLeft: number,
): Eligible | Exclusion => {
  const { definition } = live;
  const { launch } = definition;
  const { ledger, person, policy } = inputs;
  if (live.state !== 'live') return { launch, reason: 'not-live', detail: live.state };
  if (!isOpen(definition, at)) return { launch, reason: 'outside-window' };
  if (live.spent !== undefined) return { launch, reason: 'budget-spent', detail: live.spent };
  const used = channelsFor(live, inputs.trigger);
  if (used.length === 0) return { launch, reason: 'channel-not-used' };
  if (person.restricted === true) return { launch, reason: 'restricted' };

  const missing = definition.audience.include.find((condition) => !holds(condition));
  if (missing !== undefined) return { launch, reason: 'audience-not-met', detail: conditionWords(missing) };
  const barring = definition.audience.exclude.find(holds);
  if (barring !== undefined) return { launch, reason: 'audience-excluded', detail: conditionWords(barring) };

  const { purpose } = definition;
  const allowed = used.filter(({ channel }) => mayAddress(person, { purpose, channel, at }, policy));
  if (allowed.length === 0) return { launch, reason: 'no-consent', detail: purpose };
  const channels = allowed.filter(
    ({ kind, channel }) => kind === 'pull' || reachable(person, channel, policy.reachableBy),
  );
  if (channels.length === 0) return { launch, reason: 'unreachable' };

  const isFor = (candidate: Offer): boolean => candidate.for === undefined || holds(candidate.for);
  const fitting = definition.offers.find(isFor);
  if (fitting === undefined) return { launch, reason: 'no-offer-fits' };
  // An offer that cannot be given stands in the way of no other.
  const offer = definition.offers.find((candidate) => isFor(candidate) && hasCode(candidate, live, ledger));
  if (offer === undefined) return { launch, reason: 'pool-empty', detail: poolOf(fitting) ?? fitting.id };

  const left = definition.limits.messages - sendsWithin(ledger, at, definition.limits.perSeconds, launch);
  if (left <= 0) return { launch, reason: 'launch-cap' };
  if (personLeft <= 0) return { launch, reason: 'person-cap' };
  // Whoever was reached before is one of those who fill it.
  if (live.full && own(ledger.exposures, launch) === undefined) return { launch, reason: 'audience-full' };
  return { live, channels, offer, left };
};

const isOpen = (definition: LiveLaunch['definition'], at: number): boolean => {
  const { startsAt, endsAt } = windowOf(definition);
  return startsAt <= at && at <= endsAt;
};
