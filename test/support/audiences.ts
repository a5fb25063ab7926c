import type { AudienceDefinition, ProfileUpdate } from '../../contracts/audience';
import type { ComputedTrait } from '../../contracts/computed-trait';
import type { Condition } from '../../contracts/condition';
import type { BusEvent } from '../../contracts/event';
import { PLATFORM_EVENT, SHARDS } from '../../contracts/names';
import { canonicalJson } from '../../lambdas/domain/canonical';
import { compileProfileRules, PROFILE_LIMITS, type ProfileLimits } from '../../lambdas/domain/profile-rules';
import { reviewPerson } from '../../lambdas/domain/review-person';
import type { MemoryProfiles } from './memory-profiles';
import { catalog, identity } from './profile-events';

export const DAY = 86_400;

const computed = (trait: string, more: Omit<ComputedTrait, 'trait' | 'key' | 'event' | 'where'>): ComputedTrait => ({
  trait,
  key: `${trait}@1`,
  event: 'Order Completed',
  where: {},
  ...more,
});

export const computedTraits: readonly ComputedTrait[] = [
  computed('orders', { compute: 'count', days: 2 }),
  { ...computed('outerwear_orders', { compute: 'count', days: 6 }), where: { 'products[].category': ['Outerwear'] } },
  computed('spend', { compute: 'sum', of: 'total', days: 1 }),
  computed('last_order_at', { compute: 'last', days: 4 }),
  computed('first_order', { compute: 'first', of: 'order_id', days: 2 }),
  computed('different_orders', { compute: 'distinct', of: 'order_id', days: 1 }),
  computed('top_category', { compute: 'mostFrequent', of: 'products[].category', days: 3 }),
];

const trait = (name: string, test: Extract<Condition, { kind: 'trait' }>['test']): Condition => {
  const found = computedTraits.find((one) => one.trait === name);
  if (found === undefined) return { kind: 'trait', name, test };
  const { key, compute, days } = found;
  return { kind: 'trait', name, test, computed: { key, compute, days } };
};
const did = (event: string, atLeast: number, days: number, where = {}): Condition => ({
  kind: 'did',
  event,
  where,
  atLeast,
  withinSeconds: days * DAY,
});
const segment = (audience: string, condition: Condition): AudienceDefinition => ({
  audience,
  kind: 'segment',
  condition,
});

/** One audience for each kind of condition, and some of several. */
export const definitions: readonly AudienceDefinition[] = [
  segment('all-sorts', {
    kind: 'all',
    of: [did('Product Viewed', 1, 3), { kind: 'none', of: [{ kind: 'list', list: 'staff' }] }],
  }),
  segment('buyers', trait('orders', { atLeast: 2 })),
  segment('coat-buyers', trait('outerwear_orders', { atLeast: 1 })),
  segment('coat-watchers', did('Product Viewed', 2, 2, { category: ['Outerwear'] })),
  segment('english', trait('language', { in: ['en'] })),
  segment('explorers', trait('different_orders', { atLeast: 2 })),
  segment('lapsing', trait('last_order_at', { olderThanSeconds: 2 * DAY })),
  segment('long-known', trait('since', { olderThanSeconds: 4 * DAY })),
  segment('never-bought', trait('orders', { atMost: 0 })),
  segment('one-first', trait('first_order', { in: ['o1'] })),
  segment('shoe-lovers', trait('top_category', { in: ['Shoes'] })),
  segment('spenders', trait('spend', { atLeast: 5.755 })),
  { audience: 'vip', kind: 'list', condition: { kind: 'list', list: 'vip' } },
];

/** Rules of the tests with all of these. */
export const audienceRules = (limits: Partial<ProfileLimits> = {}, hash = 'one', all = definitions) =>
  compileProfileRules(
    { identity, catalog, computedTraits, audiences: { hash, definitions: all } },
    { ...PROFILE_LIMITS, ...limits },
  );

type Rules = ReturnType<typeof audienceRules>;

/** What the passes do until a time (epoch seconds): look at everybody whose time has come. */
export const passTime = async (store: MemoryProfiles, rules: Rules, until: number): Promise<void> => {
  const ports = { ...store, sleep: async () => undefined, clock: async () => new Date(until * 1000) };
  for (let shard = 0; shard < SHARDS; shard += 1) {
    for (;;) {
      const items = await store.listDue(shard, until, 2);
      if (items.length === 0) break;
      for (const item of items) await reviewPerson(ports, rules, item.person, item);
    }
  }
};

/** What a reader has who folds published changes by version, whatever their order and however often each came. */
export const foldPublished = (events: readonly BusEvent[]): string => {
  const ended = new Set<string>();
  const lives = new Map<string, Map<string, { readonly version: number; readonly value: unknown }>>();
  for (const { detailType, detail } of events) {
    const { person, life } = detail.properties;
    if (detailType === PLATFORM_EVENT.profileRemoved) ended.add(`${person} ${life}`);
    if (detailType !== PLATFORM_EVENT.profileUpdated) continue;
    const update = detail.properties as unknown as ProfileUpdate;
    const known = lives.get(`${person} ${life}`) ?? new Map();
    lives.set(`${person} ${life}`, known);
    for (const [name, value] of membersOf(update)) {
      if ((known.get(name)?.version ?? -1) <= update.version) known.set(name, { version: update.version, value });
    }
  }
  const standing = [...lives].filter(([life]) => !ended.has(life));
  return canonicalJson(
    standing
      .map(([life, known]) => [
        life.slice(0, life.lastIndexOf(' ')),
        [...known]
          .filter(([, { value }]) => value !== null && value !== false)
          .map(([name, { value }]) => [name, value])
          .sort(),
      ])
      .sort(),
  );
};

const membersOf = ({ members, traits, consent, audiences }: ProfileUpdate): readonly (readonly [string, unknown])[] => [
  ...(members === undefined ? [] : [['members', members] as const]),
  ...Object.entries(traits).map(([name, value]) => [`trait ${name}`, value] as const),
  ...Object.entries(consent).map(([name, value]) => [`consent ${name}`, value] as const),
  ...Object.entries(audiences).map(([name, value]) => [`audience ${name}`, value] as const),
];
