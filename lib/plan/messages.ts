import { DateTime } from 'luxon';
import type { ChannelUse, LaunchDefinition } from '../../contracts/decision';
import { quietEnd } from '../../contracts/quiet-times';
import type { Reach } from '../../contracts/rehearsal';
import { quietTimesOf } from './parts/rules';
import { type Planned, vendorsUsed } from './parts/used';
import type { Known } from './plan';

/** Between how many and how many. */
export interface Between {
  readonly low: number;
  readonly high: number;
}

/** When the first and the last message of a channel leave, at the vendor's rate. Instants are ISO 8601. */
export interface ChannelTiming {
  readonly channel: string;
  readonly vendor: string;
  /** Requests a second; one message in each. */
  readonly rate: number;
  /** `at-once`: to all when the launch's time comes. `as-it-happens`: to each when what it waits for happens. `never`: only asked for. */
  readonly kind: 'at-once' | 'as-it-happens' | 'never';
  /** People who get one, were it now; `counted` false: nobody could count them, and these are the most the launch may reach. */
  readonly people: Between & { readonly counted: boolean };
  /** Of the first and the last that are possible; undefined where none is sent. */
  readonly first?: string;
  readonly last?: string;
  /** Whether the first or the last waits for the end of quiet hours or a blackout, by the launch's clock. */
  readonly waits: boolean;
  /** Messages that would be too late, because the launch ends before the vendor has taken them. */
  readonly late: number;
}

const HOUR_MS = 3_600_000;
/** Clocks on Earth go from 14 hours before UTC's to 12 behind. */
const [FIRST_ZONE, LAST_ZONE] = [14 * HOUR_MS, 12 * HOUR_MS];

/** When messages leave, for each channel that a vendor serves. */
export const timingsOf = (planned: Planned, reach: Known<Reach>): readonly ChannelTiming[] => {
  const counts = peopleByChannel(planned.definition, reach);
  return planned.definition.channels.use.flatMap((use): readonly ChannelTiming[] => {
    const vendor = vendorsUsed(planned).find((one) => one.vendor === use.vendor);
    const people = counts.get(use.channel);
    if (vendor?.outbound === undefined || people === undefined) return [];
    const rate = Number.parseInt(vendor.outbound.rate, 10);
    const common = { channel: use.channel, vendor: vendor.vendor, rate, people };
    return [{ ...common, ...spanOf(planned, use, { rate, people: people.high }) }];
  });
};

type Span = Pick<ChannelTiming, 'kind' | 'first' | 'last' | 'waits' | 'late'>;

const spanOf = (planned: Planned, use: ChannelUse, load: { readonly rate: number; readonly people: number }): Span => {
  const { trigger, window } = planned.definition;
  if (trigger.kind === 'ask') return { kind: 'never', waits: false, late: 0 };
  const end = Date.parse(window.endsAt);
  const at = trigger.kind === 'at' ? Date.parse(trigger.at) : Date.parse(window.startsAt);
  const byCustomer = trigger.kind === 'at' && trigger.clock === 'customer';
  const wall = at + offset(at, window.timezone);
  const planFirst = byCustomer ? wall - FIRST_ZONE : at;
  const first = byCustomer ? planFirst : afterQuiet(planned, use, at);
  const waits = first !== planFirst;
  if (trigger.kind === 'event') {
    return { kind: 'as-it-happens', first: text(first), last: text(end), waits, late: 0 };
  }
  const taken = Math.max(0, load.people - 1) * (1000 / load.rate);
  const last = byCustomer ? wall + LAST_ZONE + taken : first + taken;
  const inTime = first > end ? 0 : Math.floor(((end - first) * load.rate) / 1000) + 1;
  return {
    kind: 'at-once',
    first: text(first),
    last: text(Math.min(last, Math.max(end, first))),
    waits,
    late: Math.max(0, load.people - inTime),
  };
};

/** The first instant, from one on, at which the channel is not silent by the launch's own clock. */
const afterQuiet = (planned: Planned, { channel }: ChannelUse, instant: number): number => {
  const { timezone } = planned.definition.window;
  const times = quietTimesOf(planned);
  let at = instant;
  // Quiet hours may end inside a blackout, and the other way round.
  for (let turn = 0; turn < 4; turn += 1) {
    const until = quietEnd(times, { channel, team: planned.definition.team }, at + offset(at, timezone));
    if (until === undefined) return at;
    at = DateTime.fromMillis(until, { zone: 'UTC' }).setZone(timezone, { keepLocalTime: true }).toMillis();
  }
  return at;
};

const offset = (instant: number, zone: string): number => DateTime.fromMillis(instant, { zone }).offset * 60_000;

const text = (instant: number): string => new Date(instant).toISOString();

/** How many people a message leaves to over each push channel, were each spoken to once. */
const peopleByChannel = (
  { audience, channels, trigger }: LaunchDefinition,
  reach: Known<Reach>,
): ReadonlyMap<string, ChannelTiming['people']> => {
  const pushed = channels.use.filter(({ kind }) => kind === 'push');
  const most = audience.atMost ?? Number.POSITIVE_INFINITY;
  if (trigger.kind === 'ask')
    return new Map(pushed.map(({ channel }) => [channel, { low: 0, high: 0, counted: true }]));
  if (!reach.known) return new Map(pushed.map(({ channel }) => [channel, { low: 0, high: most, counted: false }]));
  const { treated, channels: reached } = reach.value;
  let left = Math.min(treated.high, most);
  return new Map(
    pushed.map(({ channel }, at) => {
      const own = reached.find((one) => one.channel === channel)?.reachable ?? { low: 0, high: 0 };
      const share = 1 - audience.holdout;
      const high = Math.min(Math.ceil(own.high * share), left);
      // Whom an earlier channel reaches the later ones leave alone, and nobody knows how many of theirs that are.
      const low = channels.reach === 'first' && at > 0 ? 0 : Math.min(Math.floor(own.low * share), high);
      if (channels.reach === 'first') left -= low;
      return [channel, { low, high, counted: true }];
    }),
  );
};
