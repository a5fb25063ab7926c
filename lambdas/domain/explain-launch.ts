import type {
  ChannelUse,
  DecisionInputs,
  DecisionTrigger,
  LaunchDefinition,
  LiveLaunch,
} from '../../contracts/decision';
import type { CapTruth, ChannelTruth, LaunchExplanation, Outlook } from '../../contracts/explanation';
import type { QuietTimes } from '../../contracts/quiet-times';
import { consentFor, latestRecord } from './consent';
import { decide } from './decide';
import { explainCondition } from './explain-condition';
import { factsOfView } from './facts';
import { armOf } from './holdout';
import { sendsWithin } from './ledger';
import { mayAddress, reachable } from './permission';
import { withSampleCodes } from './pool-codes';
import { quietUntil } from './quiet-time';
import { own } from './record';
import { windowOf } from './window';

/** What an explanation is read from: a decision's inputs without a trigger, for every trigger of the launch is tried. */
export type ExplainInputs = Omit<DecisionInputs, 'decisionId' | 'trigger'> & { readonly quiet: QuietTimes };

/**
 * Why a person would get an offer of a launch now, or not. The outlook is what `decide` itself says with the launch live
 * beside all others; everything else shows each gate by itself. Pure, and nothing comes of it.
 */
export const explainLaunch = (definition: LaunchDefinition, inputs: ExplainInputs): LaunchExplanation => {
  const { person, ledger, policy, now, launches } = inputs;
  const { launch, hash, purpose, audience, limits } = definition;
  const at = Date.parse(now);
  const facts = factsOfView(person);
  const truth = (condition: Parameters<typeof explainCondition>[0]) => explainCondition(condition, facts, at / 1000);
  const deployed = launches.find((one) => one.definition.launch === launch);
  const { startsAt, endsAt } = windowOf(definition);
  const exposure = own(ledger.exposures, launch);
  return {
    at: now,
    launch,
    hash,
    ...(deployed !== undefined &&
      deployed.state !== 'ended' && { deployed: { state: deployed.state, same: deployed.definition.hash === hash } }),
    window: {
      startsAt: definition.window.startsAt,
      endsAt: definition.window.endsAt,
      open: startsAt <= at && at <= endsAt,
    },
    restricted: person.restricted === true,
    purpose,
    include: audience.include.map(truth),
    exclude: audience.exclude.map(truth),
    channels: definition.channels.use.map((use) => channelTruth(use, definition, inputs)),
    offers: definition.offers.map(({ id, for: condition }) => {
      if (condition === undefined) return { offer: id, fits: true };
      const explained = truth(condition);
      return { offer: id, for: explained, fits: explained.holds };
    }),
    caps: {
      launch: capTruth(inputs, limits, launch),
      person: capTruth(inputs, policy.perPerson),
    },
    full: deployed?.full === true && exposure === undefined,
    arm: { arm: armOf(definition, person, ledger, policy.holdoutSalt), drawn: exposure !== undefined },
    outlook: triggersOf(definition, person.person).map((trigger) => outlook(definition, trigger, inputs)),
  };
};

const channelTruth = (
  { channel, kind, vendor }: ChannelUse,
  { purpose, team, window }: LaunchDefinition,
  { person, policy, now, quiet }: ExplainInputs,
): ChannelTruth => {
  const at = Date.parse(now);
  const zone = own(person.traits, 'timezone')?.value;
  const customerZone = typeof zone === 'string' ? zone : undefined;
  const sending = { channel, team, launchZone: window.timezone, customerZone, at, notAfter: Date.parse(window.endsAt) };
  const waits = kind === 'push' ? quietUntil(quiet, sending) : undefined;
  const since = latestRecord(person, purpose, channel)?.at;
  const hasAddress = own(person.traits, own(policy.reachableBy, channel) ?? '') !== undefined;
  const isReached = kind === 'pull' || reachable(person, channel, policy.reachableBy);
  return {
    channel,
    kind,
    ...(vendor !== undefined && { vendor }),
    consent: consentFor(person, purpose, channel, { at, seconds: own(policy.consentSeconds, purpose) }),
    ...(since !== undefined && { since }),
    allowed: mayAddress(person, { purpose, channel, at }, policy),
    reach: isReached ? 'ok' : hasAddress ? 'bounced' : 'no-address',
    ...(waits !== undefined && { quietUntil: new Date(waits).toISOString() }),
  };
};

const capTruth = (
  { ledger, now }: ExplainInputs,
  { messages, perSeconds }: LaunchDefinition['limits'],
  launch?: string,
): CapTruth => ({ sent: sendsWithin(ledger, Date.parse(now), perSeconds, launch), messages, perSeconds });

/** Nothing is kept under these ids. */
const NOWHERE = 'why';

const triggersOf = (
  { launch, trigger, channels }: LaunchDefinition,
  oldestStrand: string,
): readonly DecisionTrigger[] => [
  ...(trigger.kind === 'event' ? [{ ...trigger, itemKey: NOWHERE }] : []),
  ...(trigger.kind === 'at' ? [{ kind: 'at' as const, launch, run: NOWHERE, oldestStrand }] : []),
  ...channels.use
    .filter(({ kind }) => kind === 'pull')
    .map(({ channel }) => ({ kind: 'ask' as const, channel, slot: NOWHERE, limit: 1 })),
];

const nameOf = (trigger: DecisionTrigger): string => {
  switch (trigger.kind) {
    case 'event':
      return trigger.segment === undefined ? trigger.event : `${trigger.event}: ${trigger.segment}`;
    case 'at':
      return trigger.launch;
    case 'ask':
      return trigger.channel;
  }
};

const outlook = (definition: LaunchDefinition, trigger: DecisionTrigger, inputs: ExplainInputs): Outlook => {
  const { launch } = definition;
  const others = inputs.launches.filter((one) => one.definition.launch !== launch);
  const deployed = inputs.launches.find((one) => one.definition.launch === launch);
  const { full = false, spent } = deployed ?? {};
  // Nothing is known of the pools of a launch that is not live: they are taken to have codes.
  const { codes } = deployed?.state === 'live' ? deployed : withSampleCodes({ definition, state: 'live', full });
  const itself: LiveLaunch = { definition, state: 'live', full, ...(spent && { spent }), ...(codes && { codes }) };
  const { quiet: _, ...deciding } = inputs;
  const { decision } = decide({ ...deciding, decisionId: NOWHERE, trigger, launches: [...others, itself] });
  const excluded = decision.excluded.find((one) => one.launch === launch);
  return {
    trigger: { kind: trigger.kind, name: nameOf(trigger) },
    chosen: decision.chosen.filter((one) => one.launch === launch).map(({ offer, channel }) => ({ offer, channel })),
    ...(excluded !== undefined && {
      excluded: { reason: excluded.reason, ...(excluded.detail !== undefined && { detail: excluded.detail }) },
    }),
  };
};
