import type { LaunchDefinition } from '../../contracts/decision';
import type { Counters } from './counters';
import { type Estimate, wilson } from './statistics';

/**
 * What was counted of a channel, an offer or both: people first reached that way, what they were sent and shown, and how many of
 * them met the goal. Nobody is held out of a channel or an offer, so these rates say who meets the goal, not why.
 */
export interface Cell {
  readonly channel?: string;
  readonly offer?: string;
  readonly reached: number;
  readonly delivered: number;
  readonly presented: number;
  readonly accepted: number;
  readonly met: number;
  /** Absent where nobody was reached. */
  readonly rate?: Estimate;
}

const COUNTED = ['reached', 'delivered', 'presented', 'accepted', 'goal'] as const;
const OFFER = 'offer.';

type Place = Pick<Cell, 'channel' | 'offer'>;

/** Counts by channel, by offer and by both: of the definition in its order, then of what former definitions had. */
export const cells = (
  { offers, channels }: Pick<LaunchDefinition, 'offers' | 'channels'>,
  parts: Readonly<Record<string, Counters>>,
): { readonly byChannel: readonly Cell[]; readonly byOffer: readonly Cell[]; readonly byBoth: readonly Cell[] } => {
  const counted = Object.keys(parts).flatMap((part) => (part.startsWith(OFFER) ? [part.slice(OFFER.length)] : []));
  const offerIds = [...new Set([...offers.map(({ id }) => id), ...counted.sort()])];
  const used = counted.flatMap((offer) => Object.keys(parts[`${OFFER}${offer}`] ?? {}).map(channelOf));
  const channelIds = [...new Set([...channels.use.map(({ channel }) => channel), ...used.sort()])];
  const cell = (place: Place, among: readonly string[], over: readonly string[]): Cell => {
    const sum = (name: string): number =>
      among.reduce(
        (all, offer) =>
          all + over.reduce((some, channel) => some + (parts[`${OFFER}${offer}`]?.[`${name}.${channel}`] ?? 0), 0),
        0,
      );
    const [reached = 0, delivered = 0, presented = 0, accepted = 0, goal = 0] = COUNTED.map(sum);
    const met = Math.min(reached, goal);
    return {
      ...place,
      reached,
      delivered,
      presented,
      accepted,
      met,
      ...(reached > 0 && { rate: wilson({ people: reached, met }) }),
    };
  };
  return {
    byChannel: channelIds.map((channel) => cell({ channel }, offerIds, [channel])),
    byOffer: offerIds.map((offer) => cell({ offer }, [offer], channelIds)),
    byBoth: offerIds
      .flatMap((offer) => channelIds.map((channel) => cell({ channel, offer }, [offer], [channel])))
      .filter(({ reached, delivered, presented }) => reached + delivered + presented > 0),
  };
};

const channelOf = (counter: string): string => counter.slice(counter.indexOf('.') + 1);
