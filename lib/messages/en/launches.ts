import { listed, type Names, type Words } from './words';

/** What a launch is made of, beyond its team, its times and its copy. */
export const launchTexts = {
  'holdout.tooSmall': ({ holdout, least }: { holdout: string; least: string }): Words => ({
    message: `found ${holdout}; at least ${least}, or nobody can say what the launch did`,
    fix: `Use ${least} or more.`,
  }),
  'audience.tooMany': ({ people, most }: { people: string; most: string }): Words => ({
    message: `found ${people}; at most ${most}`,
    fix: `Use ${most} or fewer.`,
  }),
  'goal.event': ({ event, allowed }: { event: string; allowed: Names }): Words => ({
    message: `"${event}" is the event of no shared goal; allowed: ${listed(allowed)}`,
    fix: 'Use an event of platform/goals.yaml, or ask for a goal there.',
  }),
  'money.currency': ({ currency }: { currency: string }): Words => ({
    message: `"${currency}" is not a currency of ISO 4217`,
    fix: 'Use its three-letter code, for example USD.',
  }),
  'money.currency.decimals': ({ money, decimals }: { money: string; decimals: number }): Words => ({
    message: `"${money}" is finer than the currency's smallest unit; allowed: ${decimals} decimals`,
    fix: 'Round it.',
  }),
  'offer.unreachable': ({ offer, behind }: { offer: string; behind: number }): Words => ({
    message: `"${offer}" is never chosen: offers[${behind}] above it is for everybody`,
    fix: 'Put offers with "for" first.',
  }),
};
