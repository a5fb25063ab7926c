import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import type { CatalogEvent } from '../../contracts/event';
import type { IdentityRules } from '../../contracts/identity';
import type { Topic } from '../../contracts/platform';
import { compileEdge, type Sender } from '../../lambdas/domain/edge';
import type { Validator, Validators } from '../../lambdas/domain/edge-event';
import { parseSegment, readSegment, type SegmentRequest, type SegmentRoute } from '../../lambdas/domain/segment';
import { catalogEntry } from '../../lib/workspace/catalog';

const event = (
  name: string,
  properties: Readonly<Record<string, unknown>>,
  more: Partial<CatalogEvent> = {},
): CatalogEvent => ({
  event: name,
  version: '1-0-0',
  owner: 'it',
  purpose: 'personalised-offers',
  retention: '90 days',
  madeBy: 'source',
  schema: { type: 'object', additionalProperties: false, properties },
  ...more,
});
const text = { type: 'string', maxLength: 200 };

const events: readonly CatalogEvent[] = [
  event('Customer Identified', {
    email: { type: 'string', format: 'email', 'x-pii': 'email' },
    phone: { type: 'string', 'x-pii': 'phone' },
    first_name: { ...text, 'x-pii': 'name' },
    handle: { ...text, 'x-pii': 'social' },
    loyalty_number: { ...text, 'x-pii': 'loyalty' },
    language: text,
  }),
  event('Product Viewed', {
    product_id: text,
    category: text,
    price: { type: 'number' },
    attributes: { type: 'object' },
    rooms: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        properties: { name: text, size: { type: 'object', additionalProperties: false, properties: { width: text } } },
      },
    },
  }),
  event(
    'Order Completed',
    {
      order_id: text,
      card: { ...text, 'x-pii': 'loyalty' },
      recipients: { type: 'array', items: { type: 'object', properties: { email: { ...text, 'x-pii': 'email' } } } },
    },
    { identifies: { card: 'loyalty_number' }, version: '2-0-0' },
  ),
  event(
    'Brand Mentioned',
    {
      handle: { ...text, 'x-pii': 'social' },
      text: { type: 'string', 'x-pii': 'text' },
      topics: { type: 'array', items: { type: 'string' } },
      topic: text,
    },
    { identifies: { handle: 'social' } },
  ),
  event(
    'Page Viewed',
    { name: text, category: text, url: text, campaign: text, width: { type: 'integer' } },
    { context: { campaign: 'campaign.source', width: 'screen.width', url: 'page' } },
  ),
  event('Screen Viewed', { name: text, category: text }),
  event('Group Joined', { groupId: text, name: text }),
  event(
    'Identity Aliased',
    { previousId: { ...text, 'x-pii': 'device' } },
    { identifies: { previousId: 'anonymous_id' } },
  ),
  event('Consent Withdrawn', { purpose: text, channel: text }),
];

const ever = { limit: { values: 5 }, blocked: { values: [], patterns: [] } };
/** What tills that were not updated still send. */
const formerOrder = event('Order Completed', { number: { type: 'integer' } }, { version: '1-1-0' });

export const edgeIdentity: IdentityRules = {
  version: 1,
  types: [
    { type: 'user_id', priority: 1, unique: true, kind: 'user', from: 'userId', ...ever, limit: { values: 1 } },
    { type: 'loyalty_number', priority: 2, unique: false, kind: 'loyalty', from: 'loyalty_number', ...ever },
    { type: 'email', priority: 3, unique: false, kind: 'email', from: 'email', ...ever },
    { type: 'social', priority: 5, unique: false, kind: 'social', from: 'handle', ...ever },
    {
      type: 'anonymous_id',
      priority: 9,
      unique: false,
      kind: 'device',
      from: 'anonymousId',
      limit: { values: 30, perSeconds: 90 * 86_400 },
      blocked: { values: ['kiosk-demo'], patterns: ['^test-'] },
    },
  ],
  sharedBy: 8,
  blocked: { values: ['null', '-1', 'anonymous'], patterns: ['^[0-]*$', '@mailinator\\.com$'] },
};

export const topics: readonly Topic[] = [
  { topic: 'checkout-queue', words: ['queue', 'waiting'] },
  { topic: 'praise', words: ['love', 'thank you'] },
];

export const compileValidators = (schemas: Readonly<Record<string, object>>): Validators => {
  const ajv = addFormats(new Ajv({ allErrors: true, strict: false }));
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(schema) as Validator]));
};

/** Identity and catalog, for what reads a vendor's items. */
export const testRules = {
  identity: edgeIdentity,
  catalog: Object.fromEntries(
    events.map((one) => [one.event, catalogEntry(one, one.event === formerOrder.event ? [formerOrder] : [])]),
  ),
};

/** An edge over a small catalog, with validators as the build compiles them. */
export const testEdge = compileEdge(
  {
    identity: edgeIdentity,
    topics: [...topics],
    catalog: testRules.catalog,
  },
  compileValidators({
    ...Object.fromEntries(events.map((one) => [one.event, one.schema])),
    'Order Completed/1-1-0': formerOrder.schema,
  }),
);

export const shop: Sender = { source: 'web-shop', unknownEvents: 'quarantine', unknownProperties: 'strip' };

export const NOW = Date.parse('2026-11-27T12:00:00.000Z');
/** A request of JSON, read. */
export const readJson = (route: SegmentRoute, body: Uint8Array): SegmentRequest => {
  const parsed = parseSegment(body);
  return parsed.kind === 'problem' ? parsed : readSegment(route, parsed, NOW);
};
export const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
