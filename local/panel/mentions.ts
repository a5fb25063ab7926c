import { draw, pick } from './draw';
import { userIdOf } from './orders';
import { syntheticPerson } from './person';
import type { SourceCall } from './shapes';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;

/** Share of households with a handle that speak up in a week, and of those that then call us. */
const MENTIONS = 0.15;
const CALLS = 0.75;
const NOTED_CARD = 0.15;

const TEXTS = [
  'Forty minutes in the queue again before Thanksgiving. Half the tills were closed.',
  'Drove there for nothing: cranberries sold out, and nobody could say when they come back.',
  'The rolls I bought this morning were stale. Not what I want on the table on Thursday.',
  'Delivery came two hours late and one missing bag. Who do I talk to?',
  'Best pumpkin pie in town, thank you to the bakery team!',
] as const;

/** A made-up public mention; it reaches us only through the listening vendor's webhook. */
export interface Mention {
  readonly id: string;
  readonly at: number;
  readonly handle: string;
  readonly text: string;
  /** Whose handle it is; absent for strangers, whom no identify links to anybody. */
  readonly household?: number;
}

/** Mentions of a week by households that have a handle. */
export const mentionInWeek = (household: number, monday: number, week: number): Mention | undefined => {
  const { handle } = syntheticPerson(household);
  if (handle === undefined || draw(household, `mention-${week}`) >= MENTIONS) return undefined;
  return {
    id: `mention-${household}-${week}`,
    at: monday + Math.floor(draw(household, `mention_at-${week}`) * 0.8 * WEEK),
    handle,
    text: pick(TEXTS, household, `mention_text-${week}`),
    household,
  };
};

/** Mentions by people who are nobody's customer, as far as we know. */
export const strangersInWeek = (monday: number, week: number): Mention[] =>
  [1, 2, 3].map((stranger) => ({
    id: `mention-stranger-${stranger}-${week}`,
    at: monday + Math.floor(draw(-stranger, `mention_at-${week}`) * WEEK),
    handle: `@passer_by_${stranger}`,
    text: pick(TEXTS, -stranger, `mention_text-${week}`),
  }));

/** Most of those who complain in public also call, within a day. */
export const callAfter = (mention: Mention): SourceCall | undefined => {
  const { household } = mention;
  if (household === undefined || draw(household, `calls-${mention.id}`) >= CALLS) return undefined;
  const at = mention.at + HOUR + Math.floor(draw(household, `call_at-${mention.id}`) * 20 * HOUR);
  // Some agents note the card number they were told: it must never get past the edge.
  const noted =
    draw(household, `noted-${mention.id}`) < NOTED_CARD ? 'refund to card 4111 1111 1111 1111' : 'complaint';
  return {
    source: 'call-centre',
    at,
    household,
    call: {
      type: 'track',
      event: 'Call Answered',
      messageId: `call-${mention.id}`,
      timestamp: new Date(at).toISOString(),
      userId: userIdOf(household),
      properties: { call_id: `call-${mention.id}`, reason: noted },
      context: { synthetic: true },
    },
  };
};
