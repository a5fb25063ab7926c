import * as fc from 'fast-check';
import { compileIdentifiers } from '../../../lambdas/domain/edge-identifiers';
import { compileMentions } from '../../../lambdas/domain/mentions';
import { edgeIdentity } from '../../support/edge-fixtures';

const phone = {
  type: 'phone',
  priority: 4,
  unique: false,
  kind: 'phone',
  from: 'phone',
  limit: { values: 5 },
} as const;
const rules = { ...edgeIdentity, types: [...edgeIdentity.types, { ...phone, blocked: { values: [], patterns: [] } }] };
const mentions = compileMentions(rules);
const identifiers = compileIdentifiers(rules);
const mentionedIn = (payload: unknown): readonly string[] => {
  const found = identifiers({ traits: {}, properties: {}, externalIds: mentions(payload) }, { identifies: [] });
  return [...new Set(found.map(({ type, value }) => `${type} ${value.value}`))];
};

describe('a payload that nobody could read', () => {
  it.each([
    ['a member named as a type', { data: { user_id: 'u1' } }, ['user_id u1']],
    ['a member named as what carries the type', { customer: [{ userId: 'u1', anonymousId: 'd1' }] }],
    ['an address under any name', { to: { mailbox: 'Ada@Shoppers.test' } }, ['email ada@shoppers.test']],
    ['an address in prose', 'Ada <ada@shoppers.test> asked.', ['email ada@shoppers.test']],
    ['an address at the end of a sentence', { text: 'Write to ada@shoppers.test.' }, ['email ada@shoppers.test']],
    ['an address in a form', 'to=ada%40shoppers.test&n=1', ['email ada@shoppers.test']],
    ['an address in broken JSON', '{"email":"ada@shoppers.test",', ['email ada@shoppers.test']],
    ['a phone number as people write it', { from: '+1 202 555 0143' }, ['phone +12025550143']],
    ['a phone number in a form', 'From=%2B12025550143&Body=hi', ['phone +12025550143']],
  ])('mentions somebody by %s', (_case, payload, found = ['user_id u1', 'anonymous_id d1']) => {
    expect(mentionedIn(payload)).toEqual(found);
  });

  it.each([
    ['a number that an order may have', { order: '2025550143', total: 4155552671 }],
    ['a handle', { text: '@ada and @ben' }],
    ['a blocked address', { email: 'no-reply@mailinator.com' }],
    ['an object in place of a value', { userId: { id: { of: 'u1' } } }],
    ['nothing', null],
  ])('mentions nobody by %s', (_case, payload) => {
    expect(mentionedIn(payload)).toEqual([]);
  });

  it('is looked through in one pass, however many marks a sentence ends with', async () => {
    const text = `ada@shoppers.test!!! @${'!'.repeat(400_000)}x`;
    expect(mentionedIn({ text })).toEqual(['email ada@shoppers.test']);
    // Whoever looks back from each mark takes minutes: jest, which cannot interrupt, is let notice.
    await new Promise((resolve) => setTimeout(resolve));
  });

  it('is looked through to a depth and a number, and never too much for it', () => {
    const deep = JSON.parse(`${'['.repeat(5000)}"ada@shoppers.test"${']'.repeat(5000)}`);
    expect(mentionedIn(deep)).toEqual([]);
    expect(mentions(Array.from({ length: 5000 }, (_, index) => `p${index}@shoppers.test`))).toHaveLength(1000);
    fc.assert(fc.property(fc.jsonValue(), (payload) => expect(mentionedIn(payload)).toEqual(expect.any(Array))));
  });
});
