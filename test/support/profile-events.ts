import * as fc from 'fast-check';
import type { BusEvent, Json } from '../../contracts/event';
import type { IdentityRules, IdentityType } from '../../contracts/identity';
import type { CatalogEntry } from '../../contracts/platform-config';
import { compileProfileRules, PROFILE_LIMITS, type ProfileLimits } from '../../lambdas/domain/profile-rules';

const entry = (name: string, more: Partial<CatalogEntry> = {}): CatalogEntry => ({
  schema: `${name}/1-0-0`,
  pii: {},
  sets: {},
  identifies: {},
  declared: [],
  ...more,
});

export const catalog: Readonly<Record<string, CatalogEntry>> = {
  'Customer Identified': entry('Customer Identified'),
  'Product Viewed': entry('Product Viewed', { remember: ['category'] }),
  'Order Completed': entry('Order Completed', { remember: ['products[].category'], sets: { last_order: 'order_id' } }),
  'Page Viewed': entry('Page Viewed'),
  'Identity Aliased': entry('Identity Aliased'),
  'Consent Granted': entry('Consent Granted'),
  'Consent Withdrawn': entry('Consent Withdrawn'),
  'List Joined': entry('List Joined'),
  'List Left': entry('List Left'),
};

const noneMore = { values: [], patterns: [] };
export const identity: IdentityRules = {
  version: 1,
  types: [
    {
      type: 'user_id',
      priority: 1,
      unique: true,
      kind: 'user',
      from: 'userId',
      limit: { values: 1 },
      blocked: noneMore,
    },
    {
      type: 'email',
      priority: 2,
      unique: false,
      kind: 'email',
      from: 'email',
      limit: { values: 5 },
      blocked: noneMore,
    },
    {
      type: 'anonymous_id',
      priority: 9,
      unique: false,
      kind: 'device',
      from: 'anonymousId',
      limit: { values: 30, perSeconds: 90 * 86_400 },
      blocked: noneMore,
    },
  ],
  sharedBy: 8,
  blocked: { values: ['', 'null', '-1', 'anonymous'], patterns: ['^[0-]*$'] },
};

/** What of the rules a test makes smaller, so that a few events meet it. */
export interface RuleSketch extends Partial<ProfileLimits> {
  readonly sharedBy?: number;
  readonly version?: number;
  /** By identifier type. */
  readonly values?: Readonly<Record<string, IdentityType['limit']>>;
}

/** Rules of the tests. */
export const testRules = ({ sharedBy = 8, version = 1, values = {}, ...limits }: RuleSketch = {}) => {
  const types = identity.types.map((one) => ({ ...one, limit: values[one.type] ?? one.limit }));
  return compileProfileRules(
    { identity: { ...identity, version, sharedBy, types }, catalog },
    { ...PROFILE_LIMITS, ...limits },
  );
};

export interface EventSketch {
  readonly id: number | string;
  readonly event: string;
  readonly at: string;
  readonly by: readonly string[];
  readonly properties?: Readonly<Record<string, Json>>;
  readonly source?: string;
}

/** An edge event of a few words; `by` are strands, for example `user_id:ada`. */
export const edgeEvent = ({ id, event, at, by, properties = {}, source = 'shop' }: EventSketch): BusEvent => ({
  source: `tandem.edge.${source}`,
  detailType: event,
  detail: {
    schema: `${event}/1-0-0`,
    messageId: String(id),
    occurredAt: at,
    receivedAt: at,
    identifiers: by.map((strand) => {
      const [type = '', token = ''] = strand.split(':');
      return { type, token };
    }),
    properties,
    trace: 'Root=1-0-0',
  },
});

/** The few instants that random events share, so that many of them fall together. */
const instant = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 0, max: 9 }).map((day) => `2026-11-2${day}T10:00:00.000Z`) },
  { weight: 1, arbitrary: fc.constantFrom('1970-01-01T00:00:00.000Z', '2099-12-31T23:59:59.999Z') },
);
const strand = fc.constantFrom(
  ...['user_id:u1', 'user_id:u2', 'user_id:u3', 'email:e1', 'email:e2', 'email:e3'],
  ...['anonymous_id:d1', 'anonymous_id:d2', 'anonymous_id:d3', 'anonymous_id:d4'],
);
const category = fc.constantFrom('Outerwear', 'Shoes');
const consent = fc.record({
  purpose: fc.constantFrom('offers', 'care', '*'),
  channel: fc.constantFrom('email', 'app', '*'),
});
/** Withdrawals that no person stated: a browser's default, and what a bounce says of an address. */
const unasked = fc.oneof(
  consent.map((names) => ({ ...names, method: 'gpc' })),
  consent.map((names) => ({ ...names, reason: 'bounced' })),
);
const told: fc.Arbitrary<Pick<EventSketch, 'event' | 'properties'>> = fc.oneof(
  fc.record({
    event: fc.constant('Customer Identified'),
    properties: fc.dictionary(
      fc.constantFrom('language', 'size', 'since', '__proto__'),
      fc.constantFrom<Json>('en', 'fr', 2, null, '2026-11-21'),
    ),
  }),
  fc.record({ event: fc.constant('Product Viewed'), properties: fc.record({ category }) }),
  fc.record({
    event: fc.constant('Order Completed'),
    properties: fc.record({
      order_id: fc.constantFrom('o1', 'o2'),
      total: fc.constantFrom(0.1, 0.2, 5.555, -3, 1e12),
      products: fc.array(fc.record({ category }), { maxLength: 2 }),
    }),
  }),
  fc.record({ event: fc.constantFrom('Consent Granted', 'Consent Withdrawn'), properties: consent }),
  fc.record({ event: fc.constant('Consent Withdrawn'), properties: unasked }),
  fc.record({
    event: fc.constantFrom('Message Bounced', 'Processing Restricted', 'Processing Released'),
    properties: fc.constant({}),
  }),
  fc.record({
    event: fc.constantFrom('List Joined', 'List Left'),
    properties: fc.record({ list: fc.constantFrom('staff', 'vip') }),
  }),
  fc.record({ event: fc.constantFrom('Page Viewed', 'Identity Aliased'), properties: fc.constant({}) }),
);

/** Sets of events that share identifiers, instants and people. */
export const eventSets = (most: number): fc.Arbitrary<readonly BusEvent[]> =>
  fc
    .array(
      fc.tuple(told, instant, fc.uniqueArray(strand, { minLength: 1, maxLength: 3 }), fc.constantFrom('shop', 'crm')),
      { minLength: 1, maxLength: most },
    )
    .map((rows) => rows.map(([what, at, by, source], id) => edgeEvent({ ...what, id, at, by, source })));
