import type { Decision } from '../../contracts/decision';
import { syntheticPerson } from '../panel/person';
import type { Step } from '../panel/script';
import type { Answered } from '../replay/ask-offers';
import type { VendorMessage } from '../vendor-stand-in';
import type { Journey } from './model';

type Moment = Journey['moments'][number];

/** A message that reached a vendor, and when by the business clock. */
export interface MessageSeen {
  readonly household: number;
  readonly at: number;
  readonly message: VendorMessage;
}

export interface JourneyFacts {
  readonly steps: () => Iterable<Step>;
  readonly answered: readonly Answered[];
  readonly messages: readonly MessageSeen[];
  readonly decisions: ReadonlyMap<string, Decision>;
}

/** The household whose week shows most: looked, was offered something, took it, and bought. */
export const tellJourney = (facts: JourneyFacts): Journey | undefined => {
  const household = bestHousehold(facts);
  if (household === undefined) return undefined;
  const moments = [
    ...[...facts.steps()].flatMap((step) => ownStep(step, household)),
    ...facts.answered.filter(({ ask }) => ask.household === household).flatMap((one) => offered(one, facts.decisions)),
    ...facts.messages.filter((one) => one.household === household).map(messageMoment),
  ];
  const told = together(moments.sort((a, b) => a.at - b.at)).map(
    ({ at, ...rest }): Moment => ({ at: new Date(at).toISOString(), ...rest }),
  );
  return { household, name: syntheticPerson(household).firstName, moments: told };
};

interface Timed extends Omit<Moment, 'at'> {
  readonly at: number;
}

/** Looks at one product after the other are told as one moment. */
const together = (moments: readonly Timed[]): Timed[] => {
  const told: Timed[] = [];
  for (const moment of moments) {
    const last = told.at(-1);
    const [, seen] = /^looks at (.*) online$/.exec(moment.text) ?? [];
    if (last !== undefined && seen !== undefined && /^looks at .* online$/.test(last.text)) {
      told[told.length - 1] = { ...last, text: last.text.replace(/ online$/, `; ${seen} online`) };
    } else told.push(moment);
  }
  return told;
};

const bestHousehold = ({ steps, answered, messages }: JourneyFacts): number | undefined => {
  const scores = new Map<number, Set<string>>();
  const score = (household: number, what: string): void => {
    scores.set(household, (scores.get(household) ?? new Set()).add(what));
  };
  for (const step of steps()) {
    if (step.kind !== 'call') continue;
    const { event, type } = step.call.call;
    if (event === 'Product Viewed' || event === 'Order Completed' || event === 'Coupon Redeemed')
      score(step.call.household, event);
    if (type === 'identify' && step.call.source === 'web-shop') score(step.call.household, 'log-in');
  }
  for (const { ask, outcome } of answered) {
    if (outcome !== undefined) score(ask.household, `offer on ${ask.channel}`);
    if (outcome === 'accepted') score(ask.household, 'accepted');
  }
  for (const { household } of messages) score(household, 'message');
  const [best] = [...scores].sort(([a, x], [b, y]) => y.size - x.size || a - b);
  return best?.[0];
};

const ownStep = (step: Step, household: number): Timed[] => {
  if (step.kind === 'mention') {
    const { mention } = step;
    return mention.household === household
      ? [{ at: step.at, text: 'complains in public; the mention arrives through a signed webhook', synthetic: true }]
      : [];
  }
  if (step.kind !== 'call' || step.call.household !== household) return [];
  const text = callText(step.call.call);
  return text === undefined ? [] : [{ at: step.at, text, synthetic: step.call.call.context?.synthetic === true }];
};

type Call = Extract<Step, { kind: 'call' }>['call']['call'];

const callText = ({ event, type, properties, userId, messageId }: Call): string | undefined => {
  switch (event) {
    case 'Product Viewed':
      return `looks at ${lower(properties?.name)} online${userId === undefined ? ', still a stranger' : ''}`;
    case 'Store Entered':
      return `enters ${properties?.store_id} with the app`;
    case 'Order Completed':
      return `buys ${things(lines(properties?.products))} for ${Number(properties?.total).toFixed(2)} USD`;
    case 'Coupon Redeemed':
      return `redeems a coupon of the retailer's campaign ${properties?.campaign_id}`;
    case 'Call Answered':
      return 'calls us';
  }
  return type === 'identify' && messageId.startsWith('login-')
    ? 'logs in: browser and customer become one profile'
    : undefined;
};

const offered = ({ ask, at, offers, outcome, decisionId }: Answered, decisions: JourneyFacts['decisions']): Timed[] =>
  offers.map(({ launch, offer }) => {
    const chosen = decisions.get(decisionId ?? '')?.chosen.find((one) => one.launch === launch);
    const because = chosen?.reasons[0] === undefined ? '' : ` (because: ${chosen.reasons.join('; ')})`;
    return { at, text: `${CHANNEL[ask.channel]} "${offer}"${because}: ${outcome}`, synthetic: true };
  });

const CHANNEL = { app: 'the app shows', pos: 'the till shows', 'call-centre': 'the call centre offers' } as const;

const messageMoment = ({ at, message }: MessageSeen): Timed => ({
  at,
  text: `${message.channel} "${message.offer}" reaches the vendor, signed`,
  synthetic: true,
});

const things = (number: number): string => (number === 1 ? 'one thing' : `${number} things`);
const lines = (products: unknown): number => (Array.isArray(products) ? products.length : 0);
const lower = (name: unknown): string => String(name).toLowerCase().replace(/[:/]/g, ', ');
