import type { LaunchDefinition } from '../../contracts/decision';
import type { Estimate, Figure, Reach, Rehearsal } from '../../contracts/rehearsal';

/** People counted, where all were looked at. */
export const people = (count: number): Estimate => ({ sampled: count, people: count, low: count, high: count });
/** Something that each of so many people did as often. */
export const figure = (count: number, each = 1): Figure => ({
  people: people(count),
  total: count * each,
  low: count * each,
  high: count * each,
});

type Named = Pick<LaunchDefinition, 'launch' | 'hash'>;

/** Of 500 people 120 qualify, 100 can be reached, 10 are held out. */
export const reachOf = ({ launch, hash }: Named, over: Partial<Reach> = {}): Reach => ({
  at: '2026-11-20T12:00:00.000Z',
  launch,
  hash,
  sample: { from: { kind: 'everybody' }, population: 500, sampled: 500, complete: true },
  qualify: people(120),
  notQualify: { 'audience-not-met': people(370), 'audience-excluded': people(10) },
  reachable: people(100),
  notReachable: { 'no-consent': people(15), 'launch-cap': people(5) },
  heldOut: people(10),
  treated: people(90),
  outranked: people(0),
  offers: [],
  channels: [
    {
      channel: 'email',
      kind: 'push',
      vendor: 'mailhub',
      reachable: people(80),
      notReachable: { 'no-consent': people(35), 'launch-cap': people(5) },
      quiet: people(20),
    },
  ],
  overlap: [],
  approximated: ['window-moved'],
  ...over,
});

/** In 14 days 60 moments of as many people: 40 offers, 20 times no consent. */
export const rehearsalOf = ({ launch, hash }: Named, over: Partial<Rehearsal> = {}): Rehearsal => ({
  launch,
  hash,
  from: '2026-11-06T12:00:00.000Z',
  until: '2026-11-20T12:00:00.000Z',
  days: 14,
  sample: { from: { kind: 'everybody' }, population: 500, sampled: 500, complete: true },
  moments: figure(60),
  offers: [],
  excluded: { 'no-consent': figure(20) },
  held: [{ channel: 'email', waited: figure(8), expired: figure(0) }],
  messages: [{ day: '2026-11-18', channel: 'email', count: figure(40) }],
  orders: [],
  approximated: ['values-replaced', 'others-as-now', 'sent-at-once'],
  ...over,
});
