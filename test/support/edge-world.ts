import type { CatalogEntry, PlatformConfig } from '../../contracts/platform-config';
import { compileEdge, type Edge } from '../../lambdas/domain/edge';
import { propertiesAjv } from '../../lib/workspace/properties-validator';

const schemas: Readonly<Record<string, { readonly properties: object; readonly required?: readonly string[] }>> = {
  'Product Viewed': {
    properties: { product_id: { type: 'string' }, category: { type: 'string' }, price: { type: 'number' } },
    required: ['product_id'],
  },
  'Customer Identified': {
    properties: { email: { type: 'string', 'x-pii': 'email' }, language: { type: 'string' } },
  },
  'Consent Withdrawn': {
    properties: Object.fromEntries(
      ['purpose', 'channel', 'reason', 'method', 'raw'].map((name) => [name, { type: 'string', maxLength: 40 }]),
    ),
  },
  'Page Viewed': { properties: { name: { type: 'string' } } },
  'Screen Viewed': { properties: { name: { type: 'string' } } },
  'Group Joined': { properties: { groupId: { type: 'string' } } },
  'Identity Aliased': { properties: { previousId: { type: 'string', 'x-pii': 'user' } } },
};

const pii: Readonly<Record<string, CatalogEntry['pii']>> = {
  'Customer Identified': { email: 'email' },
  'Identity Aliased': { previousId: 'user' },
};

const entry = (name: string, schema: (typeof schemas)[string] | undefined): CatalogEntry => ({
  schema: `${name}/1-0-0`,
  pii: pii[name] ?? {},
  sets: {},
  identifies: {},
  declared: Object.keys(schema?.properties ?? {}),
});

/** Sources of the tests: `shop` is lenient, `strict` refuses what it does not know. */
export const sources: PlatformConfig['sources'] = [
  { source: 'shop', owner: 'commerce', keyVersion: 1, unknownEvents: 'quarantine', unknownProperties: 'strip' },
  { source: 'strict', owner: 'crm', keyVersion: 2, unknownEvents: 'reject', unknownProperties: 'reject' },
];

const ever = { limit: { values: 5 }, blocked: { values: [], patterns: [] } };

/** An edge over a small catalog, with validators compiled as the build compiles them; `more` adds events or gives them other properties. */
export const createTestEdge = (more: typeof schemas = {}): Edge => {
  const ajv = propertiesAjv();
  const all = { ...schemas, ...more };
  const names = Object.keys(all);
  return compileEdge(
    {
      identity: {
        version: 1,
        types: [
          { type: 'user_id', priority: 1, unique: true, kind: 'user', from: 'userId', ...ever },
          { type: 'email', priority: 2, unique: false, kind: 'email', from: 'email', ...ever },
          { type: 'anonymous_id', priority: 9, unique: false, kind: 'device', from: 'anonymousId', ...ever },
        ],
        sharedBy: 8,
        blocked: { values: ['null'], patterns: ['^0+$'] },
      },
      topics: [],
      catalog: Object.fromEntries(names.map((name) => [name, entry(name, all[name])])),
    },
    Object.fromEntries(
      names.map((name) => [name, ajv.compile({ type: 'object', additionalProperties: false, ...all[name] })]),
    ),
  );
};
