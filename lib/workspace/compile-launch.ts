import type { Budget, ChannelUse, Copy, Gives, LaunchDefinition, Offer, Trigger } from '../../contracts/decision';
import { durationSeconds } from '../../contracts/duration';
import type { LaunchManifest } from '../../contracts/launch';
import { PLATFORM_EVENT } from '../../contracts/names';
import { type Prices, sendingPrice } from '../../contracts/prices';
import { compileCondition, type Names, namesOf } from './conditions';
import { withPlainWords } from './copy-engine';
import { type FullManifest, withDefaults } from './defaults';
import { definitionHash } from './hash';
import { instantOf, lastInstantOf, utcText } from './times';
import { compileWhere } from './where';
import { headcount, money, share } from './words';
import type { Workspace } from './workspace';

/** The parts of a workspace that a launch is compiled with. */
export type CompileWith = Pick<
  Workspace,
  'policy' | 'channels' | 'goals' | 'audiences' | 'computedTraits' | 'teams' | 'prices'
>;

/** The definition of a launch. The manifest must be free of errors: what cannot be resolved throws. */
export const compileLaunch = (manifest: LaunchManifest, workspace: CompileWith): LaunchDefinition => {
  const full = withDefaults(manifest, workspace);
  const names = namesOf(workspace);
  const definition = {
    launch: full.launch,
    team: full.team,
    purpose: full.purpose,
    ...(full.supports === undefined ? {} : { supports: full.supports }),
    rank: workspace.goals.find((goal) => goal.goal === full.supports)?.weight ?? 0,
    window: compileWindow(full),
    audience: {
      include: full.audience.include.map((one) => compileCondition(one, names)),
      exclude: full.audience.exclude.map((one) => compileCondition(one, names)),
      holdout: share(full.audience.holdout),
      atMost: headcount(full.audience.atMost),
    },
    trigger: compileTrigger(full),
    channels: { reach: full.channels.reach, use: full.channels.use.map((use) => channelUse(use, workspace.prices)) },
    offers: full.offers.map((offer) => compileOffer(offer, names)),
    limits: {
      messages: full.limits.perPerson.messages,
      perSeconds: durationSeconds(full.limits.perPerson.per),
    },
    ...(full.budget === undefined ? {} : { budget: compileBudget(full.budget) }),
    ...(full.goal === undefined ? {} : { goal: compileGoal(full.goal) }),
  };
  return { ...definition, hash: definitionHash(definition) };
};

const compileWindow = ({ when }: FullManifest): LaunchDefinition['window'] => ({
  startsAt: utcText(required(instantOf(when.starts, when.timezone), when.starts)),
  endsAt: utcText(required(lastInstantOf(when.ends, when.timezone), when.ends)),
  redeemUntil: utcText(required(lastInstantOf(when.redeemUntil, when.timezone), when.redeemUntil)),
  timezone: when.timezone,
});

const compileTrigger = ({ trigger, when }: FullManifest): Trigger => {
  if (trigger === undefined) return { kind: 'ask' };
  if ('event' in trigger) return { kind: 'event', event: trigger.event };
  if ('enters' in trigger) return { kind: 'event', event: PLATFORM_EVENT.segmentEntered, segment: trigger.enters };
  if ('leaves' in trigger) return { kind: 'event', event: PLATFORM_EVENT.segmentLeft, segment: trigger.leaves };
  return { kind: 'at', at: utcText(required(instantOf(trigger.at, when.timezone), trigger.at)), clock: trigger.clock };
};

const channelUse = (use: FullManifest['channels']['use'][number], prices: Prices): ChannelUse => {
  const price = use.vendor === undefined ? undefined : sendingPrice(prices, use.vendor, use.channel);
  return {
    channel: use.channel,
    kind: use.kind,
    ...(use.vendor === undefined ? {} : { vendor: use.vendor }),
    ...(use.layout === undefined ? {} : { layout: use.layout }),
    ...(price === undefined ? {} : { price }),
  };
};

const compileBudget = ({ sending, discounts, whenSpent }: NonNullable<FullManifest['budget']>): Budget => ({
  ...(sending === undefined ? {} : { sending: money(sending) }),
  ...(discounts === undefined ? {} : { discounts: money(discounts) }),
  whenSpent,
});

const compileOffer = (offer: LaunchManifest['offers'][number], names: Names): Offer => ({
  id: offer.id,
  ...(offer.for === undefined ? {} : { for: compileCondition(offer.for, names) }),
  ...(offer.gives === undefined ? {} : { gives: compileGives(offer.gives) }),
  ...(offer.code === undefined ? {} : { code: offer.code }),
  copy: Object.fromEntries(
    Object.entries(offer.copy).map(([language, copy]) => [language, withPlainWords(copy as Copy)]),
  ),
});

const compileGives = (gives: NonNullable<LaunchManifest['offers'][number]['gives']>): Gives => ({
  ...(gives.percentOff === undefined ? {} : { percentOff: gives.percentOff }),
  ...(gives.amountOff === undefined ? {} : { amountOff: money(gives.amountOff) }),
  ...(gives.of === undefined ? {} : { of: gives.of }),
  ...(gives.atMost === undefined ? {} : { atMost: money(gives.atMost) }),
});

const compileGoal = (goal: NonNullable<LaunchManifest['goal']>): NonNullable<LaunchDefinition['goal']> => ({
  event: goal.event,
  where: compileWhere(goal.where),
  withinSeconds: durationSeconds(goal.within),
  ...(goal.target === undefined ? {} : { target: share(goal.target) }),
});

const required = <T>(value: T | undefined, text: string): T => {
  if (value === undefined) throw new Error(`"${text}" is no time in the launch's zone: check the workspace first.`);
  return value;
};
