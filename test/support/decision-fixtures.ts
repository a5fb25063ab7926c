import type { Condition } from '../../contracts/condition';
import type {
  ChosenOffer,
  Decision,
  DecisionInputs,
  DecisionPolicy,
  Exposure,
  LaunchDefinition,
  LedgerSend,
  LiveLaunch,
  MessageRequest,
} from '../../contracts/decision';
import type { PersonView } from '../../contracts/profile';
import type { Vendor } from '../../contracts/vendor';
import type { Outbound } from '../../contracts/vendor-outbound';
import type { SendingVendor } from '../../lambdas/domain/vendor-call';

/** Instant of every decision that a test does not place elsewhere. */
export const NOW = '2026-11-27T12:00:00.000Z';

const stamp = { at: '2026-11-20T00:00:00.000Z', key: 'shop#1' };

/** A customer with an e-mail address, who wants personalised offers everywhere. */
export const person = (over: Partial<PersonView> = {}): PersonView => ({
  person: 'user_id:tok_a',
  members: ['user_id:tok_a', 'email:tok_b'],
  traits: { email: { ...stamp, value: 'tok_0123456789abcdefghijAB' }, household_size: { ...stamp, value: 3 } },
  consent: Object.fromEntries(
    ['app', 'pos', 'email', 'sms'].map((channel) => [
      `personalised-offers/${channel}`,
      { ...stamp, status: 'granted' },
    ]),
  ),
  lists: ['loyal'],
  digests: [],
  ...over,
});

/** A launch for everybody, started by `Store Entered`, over app and e-mail, without holdout. */
export const launch = (id: string, over: Partial<LaunchDefinition> = {}): LaunchDefinition => ({
  launch: id,
  hash: `hash-of-${id}`,
  team: 'retail-marketing',
  purpose: 'personalised-offers',
  rank: 10,
  window: {
    startsAt: '2026-11-23T05:00:00.000Z',
    endsAt: '2026-11-30T04:59:59.999Z',
    redeemUntil: '2026-12-07T04:59:59.999Z',
    timezone: 'America/New_York',
  },
  audience: { include: [], exclude: [], holdout: 0 },
  trigger: { kind: 'event', event: 'Store Entered' },
  channels: {
    reach: 'first',
    use: [
      { channel: 'app', kind: 'pull' },
      { channel: 'email', kind: 'push', vendor: 'mailhub' },
    ],
  },
  offers: [{ id: 'ten-off', copy: { en: { headline: 'Ten off', body: 'For you.' } } }],
  limits: { messages: 1, perSeconds: 7 * 86_400 },
  ...over,
});

export const live = (definition: LaunchDefinition, over: Partial<LiveLaunch> = {}): LiveLaunch => ({
  definition,
  state: 'live',
  full: false,
  ...over,
});

export const policy: DecisionPolicy = {
  perPerson: { messages: 3, perSeconds: 7 * 86_400 },
  holdoutSalt: 'salt',
  withoutConsent: ['customer-care'],
  consentSeconds: {},
  reachableBy: { email: 'email', sms: 'phone' },
};

export const storeEntered = { kind: 'event', event: 'Store Entered', itemKey: 'S#a/EVT#store#1' } as const;
export const ask = (channel: string, limit = 1) =>
  ({ kind: 'ask', channel, slot: 'minute:2026-11-27T12:00', limit }) as const;

/** Inputs of a decision over the given launches, all live unless said otherwise. */
export const inputs = (
  launches: readonly (LaunchDefinition | LiveLaunch)[],
  over: Partial<DecisionInputs> = {},
): DecisionInputs => ({
  decisionId: 'dec_0123456789abcdefghijAB',
  trigger: storeEntered,
  now: NOW,
  person: person(),
  ledger: { sends: [], exposures: {} },
  launches: launches.map((one) => ('definition' in one ? one : live(one))),
  policy,
  ...over,
});

export const chosenOffer = (over: Partial<ChosenOffer> = {}): ChosenOffer => ({
  launch: 'coats',
  definitionHash: 'hash-of-coats',
  offer: 'ten-off',
  channel: 'email',
  kind: 'push',
  vendor: 'mailhub',
  purpose: 'personalised-offers',
  notAfter: '2026-11-30T04:59:59.999Z',
  reasons: [],
  ...over,
});

export const decisionOf = (over: Partial<Decision> = {}): Decision => ({
  decisionId: 'dec_0123456789abcdefghijAB',
  person: 'user_id:tok_a',
  at: NOW,
  trigger: storeEntered,
  chosen: [chosenOffer()],
  excluded: [],
  exposures: [],
  ...over,
});

export const messageRequest = (over: Partial<MessageRequest> = {}): MessageRequest => ({
  messageId: 'msg_0123456789abcdefghijAB',
  decisionId: 'dec_0123456789abcdefghijAB',
  launch: 'coats',
  definitionHash: 'hash-of-coats',
  offer: 'ten-off',
  channel: 'email',
  vendor: 'mailhub',
  person: 'user_id:tok_a',
  purpose: 'personalised-offers',
  requestedAt: NOW,
  notAfter: '2026-11-30T04:59:59.999Z',
  ...over,
});

export const vendor = (over: Partial<Vendor> = {}): Vendor => ({
  vendor: 'mailhub',
  approval: { by: 'it-security', ticket: 'SEC-412', date: '2026-10-01', expires: '2027-10-01' },
  agreement: { ref: 'DPA-2026-17', residency: ['US'] },
  channels: ['email'],
  purposes: ['personalised-offers'],
  fields: ['email', 'first_name'],
  outbound: {
    url: 'https://api.mailhub.example/send',
    auth: { header: 'Authorization', secret: 'mailhub/api-key' },
    sign: 'standard-webhooks-v1',
    rate: '50/s',
    timeout: '10 seconds',
  },
  inbound: {
    scheme: 'standard-webhooks-v1',
    secret: 'mailhub/webhook',
    mode: 'enforce',
    events: { delivered: 'Message Receipt', opened: 'Message Opened', unsubscribed: 'Consent Withdrawn' },
  },
  ...over,
});

/** The vendor with another way of sending to it. */
export const outboundVendor = (over: Partial<Outbound>, rest: Partial<Vendor> = {}): SendingVendor => {
  const { outbound, ...known } = vendor(rest);
  if (outbound === undefined) throw new Error('The fixture is a vendor that is sent to.');
  return { ...known, outbound: { ...outbound, ...over } };
};

export const onList = (list: string): Condition => ({ kind: 'list', list });
export const audience = (over: Partial<LaunchDefinition['audience']>): LaunchDefinition['audience'] => ({
  include: [],
  exclude: [],
  holdout: 0,
  ...over,
});
export const email = { channel: 'email', kind: 'push', vendor: 'mailhub' } as const;
export const sms = { channel: 'sms', kind: 'push', vendor: 'textly' } as const;
export const app = { channel: 'app', kind: 'pull' } as const;
/** Channels of which the first allowed is used. */
export const firstOf = (...use: LaunchDefinition['channels']['use']): LaunchDefinition['channels'] => ({
  reach: 'first',
  use,
});

export const sent = (id: string, at = '2026-11-26T12:00:00.000Z', channel = 'email'): LedgerSend => ({
  launch: id,
  channel,
  at,
  id: `msg_${id}_${channel}_${at}`,
});
export const exposed = (arm: Exposure['arm'], over: Partial<Exposure> = {}): Exposure => ({
  arm,
  at: '2026-11-24T12:00:00.000Z',
  decisionId: 'dec_before',
  ...over,
});
