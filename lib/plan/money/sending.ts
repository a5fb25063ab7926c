import type { SendingPrice } from '../../../contracts/decision';
import type { Rehearsal } from '../../../contracts/rehearsal';
import type { Between } from '../messages';
import type { MoneyFacts } from '../money';
import type { Planned } from '../parts/used';
import { type MoneyRange, rangeOf, stretch, totals } from './range';

/** What sending over one channel costs. */
export interface ChannelCost {
  readonly channel: string;
  readonly vendor: string;
  /** Undefined where the list of prices has none. */
  readonly price?: (SendingPrice & { readonly asOf: string; readonly source: string }) | undefined;
  /** One message to each whom it reaches. */
  readonly once: { readonly messages: Between; readonly cost?: MoneyRange | undefined };
  /** As often as past days would have come to, over the whole launch; undefined without a history or where it has none. */
  readonly asBefore?: { readonly messages: Between; readonly cost?: MoneyRange | undefined } | undefined;
}

export interface SendingCost {
  readonly channels: readonly ChannelCost[];
  /** Whether people were counted; if not, these are the most that the launch may reach. */
  readonly counted: boolean;
  readonly once: readonly MoneyRange[];
  readonly asBefore?: readonly MoneyRange[] | undefined;
}

/** Costs of sending by channel and in total. A channel without a price adds nothing to a total, and is told. */
export const sendingCost = (planned: Planned, { timing, history }: MoneyFacts): SendingCost => {
  const channels = timing.map(({ channel, vendor, people }): ChannelCost => {
    const price = priceOf(planned, channel, vendor);
    const before = history?.known === true ? projected(planned, history.value, channel) : undefined;
    return {
      channel,
      vendor,
      price,
      once: { messages: { low: people.low, high: people.high }, cost: costOf(people, price) },
      asBefore: before && { messages: before, cost: costOf(before, price) },
    };
  });
  const before = channels.flatMap(({ asBefore }) => asBefore?.cost ?? []);
  return {
    channels,
    counted: timing.every(({ people }) => people.counted),
    once: totals(channels.flatMap(({ once }) => once.cost ?? [])),
    asBefore: history?.known === true ? totals(before) : undefined,
  };
};

/** The price as it was compiled into the definition, with the day and the place that the list gives for it. */
const priceOf = ({ workspace, definition }: Planned, channel: string, vendor: string): ChannelCost['price'] => {
  const price = definition.channels.use.find((use) => use.channel === channel)?.price;
  const row = workspace.prices.sending.find((one) => one.channel === channel && one.vendor === vendor);
  return price && row && { ...price, asOf: row.asOf, source: row.source };
};

const costOf = ({ low, high }: Between, price: SendingPrice | undefined): MoneyRange | undefined =>
  price && rangeOf((low * price.perThousand) / 1000, (high * price.perThousand) / 1000, price.currency);

/** Messages of past days, stretched to the launch's own time; undefined where past days had too few to be told. */
const projected = ({ definition }: Planned, history: Rehearsal, channel: string): Between | undefined => {
  const days = history.messages.filter((one) => one.channel === channel);
  if (days.length === 0 || days.every(({ count }) => count.total === undefined)) return undefined;
  const times = stretch(definition, history);
  const sum = (bound: 'low' | 'high'): number => days.reduce((total, { count }) => total + (count[bound] ?? 0), 0);
  return { low: Math.floor(sum('low') * times), high: Math.ceil(sum('high') * times) };
};
