import { admitAll } from '../../../lambdas/domain/admit-all';
import { applyEvent } from '../../../lambdas/domain/apply-event';
import { viewOf } from '../../../lambdas/domain/person-view';
import { compileProfileRules } from '../../../lambdas/domain/profile-rules';
import { parseSegment, readSegment } from '../../../lambdas/domain/segment';
import { createProfiles } from '../../../lambdas/stores/profiles.dynamodb';
import { bytes, shop } from '../../support/edge-fixtures';
import { createFakeTable } from '../../support/fake-documents';
import { createMemoryProfiles } from '../../support/memory-profiles';
import { createMemoryVault } from '../../support/memory-vault';
import { edgeEvent } from '../../support/profile-events';
import { shippedPlatform } from '../../support/shipped-platform';

const DAY = 86_400_000;
const FIRST = Date.parse('2026-10-01T12:00:00.000Z');
const call = {
  messageId: 'once',
  userId: 'u1',
  event: 'Product Viewed',
  timestamp: '2026-10-01T12:00:00.000Z',
  properties: { product_id: 'p1', category: 'Coats' },
};

const { edge, rules } = shippedPlatform();
const profileRules = compileProfileRules(rules);

/** From request to stored profile: what becomes of a call that is received so many days after the first. */
const open = () => {
  const { tokensFor } = createMemoryVault();
  const store = createMemoryProfiles();
  const ports = { ...store, sleep: async () => undefined, clock: async () => new Date(FIRST) };
  const receive = async (day: number, sent: object = call, source = shop.source): Promise<string> => {
    const parsed = parseSegment(bytes(sent));
    const request = parsed.kind === 'problem' ? parsed : readSegment('track', parsed, FIRST + day * DAY);
    if (request.kind === 'problem') throw new Error(request.code);
    const admitted = await admitAll(edge, request.items, { ...shop, source }, { tokensFor, trace: 't' });
    const [event] = admitted.events;
    if (event === undefined) return admitted.quarantined[0]?.reason ?? 'lost';
    return (await applyEvent(ports, profileRules, event.event)).outcome;
  };
  const times = (): number =>
    store.states().flatMap((state) => viewOf(state).digests.flatMap((one) => one.times)).length;
  return { receive, times };
};

describe('an event that comes again', () => {
  it('is applied once for 31 days, and later only set aside', async () => {
    const { receive, times } = open();
    expect(await receive(0)).toBe('applied');
    for (const day of [0, 1, 15, 30, 31]) expect(await receive(day)).toBe('duplicate');
    for (const day of [31.001, 32, 400]) expect(await receive(day)).toBe('too-late');
    expect(times()).toBe(1);
  });

  it('is the same by its source and messageId, whatever else it says by then', async () => {
    const { receive, times } = open();
    await receive(0);
    expect(await receive(1, { ...call, event: 'Product Added', properties: { product_id: 'p2' } })).toBe('duplicate');
    expect(await receive(1, { ...call, messageId: 'twice' })).toBe('applied');
    expect(await receive(1, call, 'mobile-app')).toBe('applied');
    expect(times()).toBe(3);
  });

  it('is told by its content where it has no id, and by its receipt where it has no time either', async () => {
    const { receive } = open();
    const { messageId: _, ...nameless } = call;
    expect([await receive(0, nameless), await receive(3, nameless)]).toEqual(['applied', 'duplicate']);
    const { timestamp: __, ...timeless } = nameless;
    expect([await receive(0, timeless), await receive(3, timeless)]).toEqual(['applied', 'applied']);
  });

  it('finds its mark in the table for longer than it is let in', async () => {
    const { table, sent } = createFakeTable(() => ({}));
    await createProfiles(table).applyChange({
      key: { strand: 'user_id:u1', source: 'shop', messageId: 'once' },
      event: edgeEvent({ id: 'once', event: 'Page Viewed', at: '2026-10-28T12:00:00.000Z', by: ['user_id:u1'] }),
      person: 'user_id:u1',
      save: [],
      remove: [],
      pointers: [],
    });
    expect(sent[0]?.input).toMatchObject({
      Item: { pk: 'S#user_id:u1', sk: 'EVT#shop#once', ttl: table.now().getTime() / 1000 + 32 * 86_400 },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
  });
});
