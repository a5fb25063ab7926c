import type { ChannelUse, DecisionTrigger, LaunchDefinition, LiveLaunch } from '../../contracts/decision';
import { withSampleCodes } from './pool-codes';
import { windowOf } from './window';

/** Nothing is kept under these ids. */
const NOWHERE = 'rehearsal';

/** A launch as it would be, were it under way from one instant to another (ISO 8601), whatever its own window, with codes in all pools. */
export const asIfLive = (
  definition: LaunchDefinition,
  from: string,
  until: string,
  ceilings: Omit<LiveLaunch, 'definition' | 'state'> = { full: false },
): LiveLaunch => {
  const { window } = definition;
  const isWithin = window.startsAt <= from && until <= window.endsAt;
  return withSampleCodes({
    definition: isWithin
      ? definition
      : {
          ...definition,
          window: {
            ...window,
            startsAt: earliest(window.startsAt, from),
            endsAt: latest(window.endsAt, until),
            redeemUntil: latest(window.redeemUntil, until),
          },
        },
    state: 'live',
    ...ceilings,
  });
};

const earliest = (a: string, b: string): string => (Date.parse(a) <= Date.parse(b) ? a : b);
const latest = (a: string, b: string): string => (Date.parse(a) >= Date.parse(b) ? a : b);

/** A channel of a launch, as if the launch used no other, with a trigger that it answers to. */
export interface OneChannel {
  readonly use: ChannelUse;
  readonly live: LiveLaunch;
  readonly trigger: DecisionTrigger;
}

/** The channels of a launch, each by itself. */
export const oneByOne = (live: LiveLaunch): readonly OneChannel[] =>
  live.definition.channels.use.map((use) => ({
    use,
    live: { ...live, definition: { ...live.definition, channels: { reach: 'first', use: [use] } } },
    trigger: use.kind === 'pull' ? askOf(use.channel) : runOf(live.definition),
  }));

const askOf = (channel: string): DecisionTrigger => ({ kind: 'ask', channel, slot: NOWHERE, limit: 1 });
const runOf = ({ launch }: LaunchDefinition): DecisionTrigger => ({
  kind: 'at',
  launch,
  run: NOWHERE,
  oldestStrand: NOWHERE,
});

/** Every trigger by which a launch comes up for choice, with the others of that moment. */
export const triggersOf = (definition: LaunchDefinition): readonly DecisionTrigger[] => {
  const { trigger, channels } = definition;
  const pushes = channels.use.some(({ kind }) => kind === 'push');
  return [
    ...(trigger.kind === 'event' && pushes ? [{ ...trigger, itemKey: NOWHERE }] : []),
    ...(trigger.kind === 'at' && pushes ? [runOf(definition)] : []),
    ...channels.use.filter(({ kind }) => kind === 'pull').map(({ channel }) => askOf(channel)),
  ];
};

/** Whether two launches are under way at one time, from an instant (epoch milliseconds) on. */
export const overlaps = (one: LaunchDefinition, other: LaunchDefinition, from: number): boolean => {
  const [a, b] = [windowOf(one), windowOf(other)];
  return Math.max(a.startsAt, b.startsAt, from) <= Math.min(a.endsAt, b.endsAt);
};
