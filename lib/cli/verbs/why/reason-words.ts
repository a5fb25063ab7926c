import type { ExcludedReason } from '../../../../contracts/decision';

/** Why a launch is not chosen, for people who do not know the codes. */
export const REASON_WORDS: Readonly<Record<ExcludedReason, string>> = {
  'not-live': 'the launch is not live',
  'outside-window': 'it is not the time of the launch',
  'budget-spent': 'the budget is used up, and the launch pauses',
  'channel-not-used': 'the launch does not use this channel',
  restricted: "the customer's data may only be stored",
  'audience-not-met': 'a condition of the audience does not hold',
  'audience-excluded': 'the audience leaves this customer out',
  'no-consent': 'the customer has not agreed',
  unreachable: 'there is no address to reach the customer by',
  'no-offer-fits': 'no offer is for this customer',
  'pool-empty': 'no one-use code is left',
  'launch-cap': 'the customer has had as many messages of this launch as one may',
  'person-cap': 'the customer has had as many messages as one may',
  'audience-full': 'the launch has reached as many people as it may',
  'held-out': 'the customer is held out, to measure what the launch does',
  outranked: 'another launch comes first',
};
