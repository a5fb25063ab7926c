import { join } from 'node:path';
import { compileEdge } from '../../../lambdas/domain/edge';
import type { Validator } from '../../../lambdas/domain/edge-event';
import { readCall } from '../../../lambdas/domain/segment-call';
import { edgeSchemas, loadWorkspace, platformConfig } from '../../../lib/workspace';
import { propertiesAjv } from '../../../lib/workspace/properties-validator';

const NOW = Date.parse('2026-11-27T12:00:00.000Z');
const { workspace } = loadWorkspace(join(__dirname, '../../..'), { asOf: new Date(NOW) });
if (workspace === undefined) throw new Error('The shipped workspace does not load.');
const ajv = propertiesAjv();
const edge = compileEdge(
  platformConfig(workspace),
  Object.fromEntries([...edgeSchemas(workspace)].map(([name, schema]) => [name, ajv.compile(schema) as Validator])),
);
const crm = { source: 'crm', unknownEvents: 'reject', unknownProperties: 'reject' } as const;

/** What the edge lets in of a consent event, or why it does not. */
const taken = (event: string, properties: Readonly<Record<string, unknown>>) => {
  const call = readCall('track', { event, messageId: 'm1', userId: 'u1', properties }, {}, 0, NOW);
  const admission = edge(call, crm);
  return admission.kind === 'accepted'
    ? admission.draft.properties
    : `${admission.kind}: ${admission.rejected.message}`;
};
const offers = { purpose: 'personalised-offers', channel: 'email' };

describe('consents at the edge, by the shipped catalog', () => {
  it.each([
    ['a TCF string', 'CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA'],
    ['a GPP string', 'DBACNYA~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA~1YNN'],
  ])('are let in with all that proves them, %s as it came', (_case, raw) => {
    const grant = {
      ...offers,
      noticeVersion: '2026-10',
      noticeUrl: 'https://harvest-lane.example/privacy/2026-10#offers',
      method: 'cmp',
      collector: 'consent-banner',
      receiptId: 'r-81',
      expiresAt: '2028-11-27T12:00:00Z',
      scopes: ['storage', 'selection'],
      raw,
    };
    expect(taken('Consent Granted', grant)).toEqual(grant);
  });

  it.each([
    ['a purpose that there is not', { purpose: 'personalized-offers' }],
    ['a channel that there is not', { channel: 'fax' }],
    ['every purpose at once', { purpose: '*' }],
    ['every channel at once', { channel: '*' }],
    ['an end that is no time', { expiresAt: 'never' }],
    ['no purpose', { purpose: undefined }],
    ['a property that there is not', { sure: true }],
  ])('open nothing with %s', (_case, wrong) => {
    expect(taken('Consent Granted', { ...offers, ...wrong })).toMatch(/^(quarantined|rejected): The/);
  });

  it.each([
    ['every purpose and channel', { purpose: '*', channel: '*' }, { purpose: '*', channel: '*' }],
    ['a purpose that there is not', { purpose: 'personalized-offers', channel: 'email' }, { channel: 'email' }],
    ['names that there are not', { purpose: 'spam', channel: 'fax' }, {}],
    ['a reason of its own', { ...offers, reason: 'tired' }, offers],
  ])('close what can be read of a withdrawal of %s', (_case, properties, heard) => {
    expect(taken('Consent Withdrawn', properties)).toEqual(heard);
  });
});
