import { randomBytes } from 'node:crypto';
import type { AudienceDefinition } from '../contracts/audience';
import type { ComputedTrait } from '../contracts/computed-trait';
import type { Condition } from '../contracts/condition';
import type { BusEvent } from '../contracts/event';
import type { CatalogEntry } from '../contracts/platform-config';
import type { StrandId } from '../contracts/profile';
import { Loaded } from '../lambdas/domain/loaded';
import { withMembership } from '../lambdas/domain/membership-change';
import { planChange } from '../lambdas/domain/plan-change';
import type { StoredPerson } from '../lambdas/domain/ports/profiles';
import { compileProfileRules, type ProfileRules } from '../lambdas/domain/profile-rules';
import { decode, encode } from '../lambdas/stores/codec';
import { edgeEvent, identity } from '../test/support/profile-events';

const DAY_S = 86_400;
const NOW = Date.parse('2026-11-27T12:00:00.000Z') / 1000;
const STRAND: StrandId = 'user_id:bench';
const EVENTS = ['Product Viewed', 'Order Completed', 'Store Entered', 'Call Answered', 'Brand Mentioned'] as const;
const DEFINITIONS = 200;
const WARM_UP = 2000;
const ROUNDS = 7;

const entry = (name: string): CatalogEntry => ({
  schema: `${name}/1-0-0`,
  pii: {},
  sets: {},
  identifies: {},
  declared: [],
  remember: ['category'],
});
const catalog = {
  ...Object.fromEntries(EVENTS.map((name) => [name, entry(name)])),
  'Customer Identified': { ...entry('Customer Identified'), remember: undefined },
} as unknown as Readonly<Record<string, CatalogEntry>>;

const spend: ComputedTrait = {
  trait: 'spend',
  key: 'spend@1',
  compute: 'sum',
  event: 'Order Completed',
  where: {},
  of: 'total',
  days: 90,
};

/** Segments as marketing writes them: of two conditions each, over five events, forty traits and a computed trait. */
const definitions: readonly AudienceDefinition[] = Array.from({ length: DEFINITIONS }, (_, i) => {
  const event = EVENTS[i % EVENTS.length] ?? 'Product Viewed';
  const where = i % 2 === 0 ? {} : { category: [`category-${i % 8}`] };
  const did: Condition = { kind: 'did', event, where, atLeast: 1 + (i % 4), withinSeconds: (1 + (i % 30)) * DAY_S };
  const told: Condition = { kind: 'trait', name: `trait_${i % 40}`, test: { atLeast: i } };
  const { key, compute, days } = spend;
  const computed: Condition = { kind: 'trait', name: 'spend', test: { atLeast: i }, computed: { key, compute, days } };
  const of = i % 10 === 0 ? [computed, { kind: 'none' as const, of: [did] }] : [did, told];
  return { audience: `segment-${i}`, kind: 'segment', condition: { kind: i % 3 === 0 ? 'any' : 'all', of } };
});

const rulesOf = (all: readonly AudienceDefinition[]): ProfileRules =>
  compileProfileRules({
    identity,
    catalog,
    computedTraits: [spend],
    audiences: { hash: 'bench', definitions: all },
  });

/** One event applied to a person as it was read; the person as it then stands. */
const apply = (stored: StoredPerson, rules: ProfileRules, event: BusEvent): StoredPerson => {
  const loaded = new Loaded();
  const pointers = new Map(Object.keys(stored.state.strands).map((strand) => [strand, stored.person]));
  loaded.addSurroundings([STRAND], { pointers, persons: [stored], seen: false });
  const plan = planChange(event, [STRAND], loaded, rules);
  if (plan.kind !== 'change') throw new Error(`The bench meant to change a person, and got ${plan.kind}.`);
  const [saved] = withMembership(plan.change, loaded, rules.audiences, NOW)?.save ?? [];
  return saved === undefined ? stored : { ...saved, version: stored.version + 1 };
};

const eventAt = (id: number, event: string, properties = {}): BusEvent =>
  edgeEvent({
    id,
    event,
    at: new Date((NOW - DAY_S * 20 + id * 60) * 1000).toISOString(),
    by: [STRAND],
    properties,
  });

/** A person of about 2 KB as it is stored: forty traits that hardly deflate, and what it did on twenty days. */
const personOf = (rules: ProfileRules): StoredPerson => {
  const loaded = new Loaded();
  loaded.addPointers([STRAND], new Map());
  const traits = Object.fromEntries(
    Array.from({ length: 55 }, (_, i) => [`trait_${i}`, randomBytes(15).toString('base64url')]),
  );
  const first = planChange(eventAt(0, 'Customer Identified', traits), [STRAND], loaded, rules);
  if (first.kind !== 'change') throw new Error('The bench makes a person.');
  const [made] = withMembership(first.change, loaded, rules.audiences, NOW)?.save ?? [];
  if (made === undefined) throw new Error('The bench makes a person.');
  return Array.from({ length: 40 }, (_, i) => i + 1).reduce<StoredPerson>(
    (person, i) =>
      apply(
        person,
        rules,
        eventAt(i * 600, EVENTS[i % EVENTS.length] ?? '', { category: `category-${i % 8}`, total: i }),
      ),
    { ...made, version: 1 },
  );
};

/** Median of events a second of CPU time; every event is applied to the same person, so that the person stays as large as it is. */
const rateOf = (person: StoredPerson, rules: ProfileRules, events: readonly BusEvent[]): number => {
  for (let i = 0; i < WARM_UP; i += 1) apply(person, rules, events[i % events.length] as BusEvent);
  const rates = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    for (const event of events) apply(person, rules, event);
    const { user, system } = process.cpuUsage(before);
    return events.length / ((user + system) / 1e6);
  });
  return rates.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
};

/** What the bench of profiles measures. */
export interface ProfileFigures {
  /** Bytes of the profile as it is stored. */
  readonly bytes: number;
  /** Events a second and core that tell a trait, and that are remembered. */
  readonly told: number;
  readonly remembered: number;
  /** The same with all definitions evaluated. */
  readonly segments: number;
  /** The stored item read, changed and written. */
  readonly coded: number;
  /** The same for a person of 6,000 traits, and its bytes. */
  readonly heavy: { readonly bytes: number; readonly coded: number };
}

const measure = (): ProfileFigures => {
  const [plain, crowded] = [rulesOf([]), rulesOf(definitions)];
  const [person, member] = [personOf(plain), personOf(crowded)];
  const body = encode(person.state);
  const late = (i: number): number => 30_000 + (i % 5000);
  const told = Array.from({ length: 10_000 }, (_, i) =>
    eventAt(30_000 + i, 'Customer Identified', { trait_7: `v${i}` }),
  );
  const seen = Array.from({ length: 10_000 }, (_, i) =>
    eventAt(late(i), 'Product Viewed', { category: `category-${i % 8}` }),
  );
  const mixed = Array.from({ length: 5000 }, (_, i) =>
    i % 10 === 0
      ? eventAt(late(i), 'Customer Identified', { [`trait_${i % 40}`]: i })
      : eventAt(late(i), EVENTS[i % EVENTS.length] ?? '', { category: `category-${i % 8}`, total: 5 }),
  );
  const many = Object.fromEntries(Array.from({ length: 6000 }, (_, i) => [`trait_${i}`, `value-${i}`]));
  const heavy = encode(apply(person, plain, eventAt(29_000, 'Customer Identified', many)).state);
  return {
    bytes: body.byteLength,
    told: rateOf(person, plain, told),
    remembered: rateOf(person, plain, seen),
    segments: rateOf(member, crowded, mixed),
    coded: codedRate(body, plain, told.slice(0, 2000)),
    heavy: { bytes: heavy.byteLength, coded: codedRate(heavy, plain, told.slice(0, 100)) },
  };
};

const codedRate = (body: Uint8Array, rules: ProfileRules, events: readonly BusEvent[]): number => {
  const before = process.cpuUsage();
  for (const event of events) {
    encode(apply({ person: STRAND, version: 1, state: decode(body) }, rules, event).state);
  }
  const { user, system } = process.cpuUsage(before);
  return events.length / ((user + system) / 1e6);
};

process.stdout.write(JSON.stringify(measure()));
