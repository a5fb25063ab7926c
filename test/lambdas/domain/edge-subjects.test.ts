import { type Admission, compileEdge } from '../../../lambdas/domain/edge';
import { admit, call, fault } from '../../support/edge-calls';
import { edgeIdentity, NOW, shop, testEdge } from '../../support/edge-fixtures';

const types = (admission: Admission): readonly string[] =>
  admission.kind === 'accepted' ? admission.draft.identifiers.map(({ type, value }) => `${type} ${value.value}`) : [];

describe('compileEdge: whom an item is about', () => {
  it('takes external ids of declared types for identifiers, unless they identify nobody', () => {
    const externalIds = [
      { type: 'loyalty_number', id: '12-34' },
      { type: 'loyalty_number', id: '12-35' },
      { type: 'email', id: 'null' },
      { type: 'email', id: { toString: 1 } },
      { type: 'constructor', id: 'x' },
      { type: 'user_id', id: 7 },
    ];
    expect(types(admit({ externalIds }))).toEqual([
      'user_id u1',
      'user_id 7',
      'loyalty_number 1234',
      'loyalty_number 1235',
    ]);
  });

  it.each([['null'], ['NULL'], [' anonymous '], ['-1'], ['0000-0000'], ['']])('lets %j identify nobody', (userId) => {
    expect(fault(admit({ userId }))).toBe('no-identifier: identifiers');
    expect(types(admit({ userId, anonymousId: 'd1' }))).toEqual(['anonymous_id d1']);
  });

  it('finds identifiers in the call, the traits and the properties, strongest first', () => {
    const found = admit({
      event: 'Order Completed',
      anonymousId: 'd1',
      traits: { email: 'Ada@Households.example', handle: '@Ada' },
      properties: { card: '12-34' },
    });
    expect(types(found)).toEqual([
      'user_id u1',
      'loyalty_number 1234',
      'email ada@households.example',
      'social ada',
      'anonymous_id d1',
    ]);
  });

  it('ignores traits that are no identifier, a blocked address among them, and reads none from the prototype', () => {
    expect(types(admit({ traits: { email: 'x@mailinator.com', handle: null, loyalty_number: {} } }))).toEqual([
      'user_id u1',
    ]);
    const config = {
      identity: {
        ...edgeIdentity,
        types: [{ ...edgeIdentity.types[0], type: 'c', priority: 1, unique: false, kind: 'user', from: 'constructor' }],
      },
    };
    const edge = compileEdge({ ...config, topics: [], catalog: {} } as never, {});
    expect(edge({ kind: 'call', call: call({}) }, shop).kind).toBe('quarantined');
  });

  it('says whom a payload names that is set aside, also where it has not the shape of a call', () => {
    const identifiers = [{ kind: 'user', value: 'u1' }];
    const unknown = admit({ event: 'Poked', userId: 'u1' });
    expect(unknown).toMatchObject({ item: { about: { identifiers, at: expect.any(String) } } });
    const payload = { userId: 'u1', type: 'poke' };
    const item = { kind: 'aside', index: 0, messageId: 'm', reason: 'malformed', detail: 'type', payload } as const;
    expect(testEdge(item, shop)).toMatchObject({ kind: 'quarantined', item: { about: { identifiers } } });
    for (const strange of [null, 'u1', [payload], { userId: { id: 'u1' } }]) {
      expect(testEdge({ ...item, payload: strange }, shop).kind).toBe('quarantined');
    }
  });

  it('says whom a payload mentions in a place that nobody expected, each once, and when its sender says when', () => {
    const about = (item: object) => {
      const aside = {
        kind: 'aside',
        index: 0,
        messageId: 'm',
        reason: 'malformed',
        detail: 'type',
        payload: {},
      } as const;
      const admission = testEdge({ ...aside, ...item }, shop);
      return admission.kind === 'quarantined' ? admission.item.about : undefined;
    };
    const ada = { kind: 'email', value: 'ada@shoppers.test' };
    const payload = { to: ['Ada@Shoppers.test'], note: 'wrote to <ada@shoppers.test>.' };
    expect(about({ payload })).toEqual({ identifiers: [ada] });
    expect(about({ externalIds: [{ type: 'user_id', id: 'u1' }], payload, occurredAt: NOW })).toEqual({
      identifiers: [{ kind: 'user', value: 'u1' }, ada],
      at: new Date(NOW).toISOString(),
    });
    expect(about({ occurredAt: -1e23 })?.at).toMatch(/^-271821-/);
    const crowd = Array.from({ length: 60 }, (_, index) => `p${index}@shoppers.test`);
    expect(about({ payload: { crowd } })?.identifiers).toHaveLength(50);
    const unknown = admit({ event: 'Poked', userId: 'u1', payload: { by: 'ada@shoppers.test' } });
    expect(unknown).toMatchObject({ item: { about: { identifiers: [{ value: 'u1' }, ada] } } });
  });
});
