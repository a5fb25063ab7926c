import type { Inbound } from '../../../contracts/vendor-inbound';
import { WEBHOOK_SCHEMES } from '../../../contracts/webhook-schemes';
import { itemId, markSeconds, requestMark } from '../../../lambdas/domain/webhook-ids';

const inbound = (over: Partial<Inbound> = {}): Inbound => ({
  scheme: 'meta',
  secret: 'meta/webhook',
  mode: 'enforce',
  items: 'entry[]',
  events: {},
  dedupe: { item: ['id', 'part'] },
  ...over,
});
const meta = WEBHOOK_SCHEMES.meta;
const identity = { verified: true, bodyHash: 'hash' };
const idOf = (item: unknown, index = 0) => itemId(inbound(), meta, identity, item, index);

describe('the id of an item', () => {
  it('is the same wherever the vendor sends the item again', () => {
    expect(idOf({ id: 'a', part: 'b' }, 0)).toBe(idOf({ part: 'b', id: 'a', more: 1 }, 7));
    expect(idOf({ id: 12 })).toBe(idOf({ id: '12' }));
  });

  it('is another one where the paths hold the same characters otherwise parted', () => {
    expect(idOf({ id: 'a:b' })).not.toBe(idOf({ id: 'a', part: 'b' }));
  });

  it.each([
    {
      case: 'numbers that lost their last digits',
      one: JSON.parse('{"id":820982911946154508}'),
      other: JSON.parse('{"id":820982911946154509}'),
    },
    { case: 'objects', one: { id: { a: 1 } }, other: { id: { a: 2 } } },
    { case: 'part of what tells them apart', one: { id: 'a', part: [1] }, other: { id: 'a', part: [2] } },
    { case: 'nothing', one: {}, other: {} },
  ])(
    'is the place in its body where all that there is are $case, so that none is taken for another',
    ({ one, other }) => {
      expect([idOf(one, 0), idOf(other, 1)]).toEqual(['body-hash.0', 'body-hash.1']);
    },
  );

  it('shows nobody’s name', () => {
    expect(idOf({ id: 'ana@example.org' })).toMatch(/^hook-[\w-]{43}$/);
  });

  it('stands for no signed item where the request was not verified', () => {
    expect(itemId(inbound(), meta, { ...identity, verified: false }, { id: 'a' }, 1)).toBe('unverified-hash.1');
  });
});

describe('the mark of a request', () => {
  it.each([
    { scheme: 'standard-webhooks-v1', mark: 'msg_1' },
    { scheme: 'github', mark: 'body-hash' },
    { scheme: 'url-secret', mark: 'body-hash' },
  ] as const)('is the id only where $scheme signs it', ({ scheme, mark }) => {
    expect(requestMark(inbound({ scheme }), WEBHOOK_SCHEMES[scheme], { ...identity, id: 'msg_1' })).toBe(mark);
  });

  it.each([
    { scheme: 'meta', days: 30 },
    { scheme: 'stripe', days: 4 },
    { scheme: 'url-secret', days: 7 },
  ] as const)('is kept for as long as the vendor of $scheme may send again', ({ scheme, days }) => {
    expect(markSeconds(inbound({ scheme }), WEBHOOK_SCHEMES[scheme])).toBe(days * 86_400);
    const longer = inbound({ scheme, dedupe: { within: '40 days' } });
    expect(markSeconds(longer, WEBHOOK_SCHEMES[scheme])).toBe(40 * 86_400);
  });
});
