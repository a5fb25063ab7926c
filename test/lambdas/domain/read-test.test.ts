import { LONGEST_DEFINITION, MOST_TESTS } from '../../../contracts/send-test';
import { registered, testerId } from '../../../contracts/tester';
import { planTest, readTestDefinition } from '../../../lambdas/domain/read-test';
import { definitionHash } from '../../../lib/workspace';
import { NOW } from '../../support/decision-fixtures';
import { TEAM, TESTER } from '../../support/memory-tests';
import { type SendTask, sendTask, tested } from '../../support/send-test-world';

/** A definition with something in it that no compiler makes, under its right hash. */
const odd = (over: object): unknown => {
  const definition = { ...tested(), ...over };
  return { ...definition, hash: definitionHash(definition as never) };
};
const offer = (over: object) => ({ offers: [{ ...tested().offers[0], ...over }] });
const copy = (over: object) => offer({ copy: { en: { headline: 'a', body: 'b', ...over } } });

describe('a definition that comes with a request', () => {
  it('is read as the workspace has compiled it, under the same hash', () => {
    expect(readTestDefinition(JSON.parse(JSON.stringify(tested())))).toEqual(tested());
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'soup'],
    ['another hash', { ...tested(), hash: '0'.repeat(32) }],
    ['words changed after it was compiled', { ...tested(), ...copy({ headline: 'Other' }) }],
    ['copy without a body', odd(offer({ copy: { en: { headline: 'a' } } }))],
    ['copy that is a list', odd(offer({ copy: { en: ['a'] } }))],
    ['a link without an address', odd(copy({ link: { label: 'a' } }))],
    ['a picture that is a text', odd(copy({ image: 'soup.png' }))],
    ['a code that is a text', odd(offer({ code: 'SOUP10' }))],
    [
      'a layout that is none',
      odd({ channels: { reach: 'all', use: [{ channel: 'email', kind: 'push', layout: 1 }] } }),
    ],
    ['more than anybody writes', odd(copy({ body: 'x'.repeat(LONGEST_DEFINITION) }))],
  ])('is refused: %s', (_case, definition) => {
    expect(readTestDefinition(definition)).toBeUndefined();
  });
});

describe('a request for tests', () => {
  const rules = {
    testers: [registered(TEAM, TESTER)],
    isServed: () => true,
    now: new Date(NOW),
    trace: 'trace-1',
  };
  const plan = (over: Partial<SendTask> = {}) => planTest(sendTask(over), rules);
  const heldOf = (over: Partial<SendTask> = {}) => {
    const planned = plan(over);
    if (planned.refused !== undefined) throw new Error(planned.refused);
    return planned.messages.map(({ held }) => held);
  };

  it('makes messages that end in ten minutes, name their tester by id and say who asked', () => {
    const [held] = heldOf();
    expect(held?.test).toEqual({ tester: testerId(TEAM, TESTER.name), language: 'en', by: 'ada' });
    expect(held?.request).toMatchObject({
      launch: 'soup',
      vendor: 'mailhub',
      person: 'tester',
      requestedAt: NOW,
      notAfter: '2026-11-27T12:10:00.000Z',
    });
  });

  it('makes the same messages again of the same request, and others of another', () => {
    const ids = (over: Partial<SendTask> = {}) => heldOf(over).map(({ request }) => request.messageId);
    expect(ids()).toEqual(ids());
    expect(new Set([...ids(), ...ids({ run: 'run-2' }), ...ids({ definition: tested({ rank: 11 }) })]).size).toBe(6);
  });

  it('writes addresses as the registry does', () => {
    expect(plan({ tester: { name: 'Robin', email: ' Robin@Harvest-Lane.example' } })).toMatchObject({
      tester: { name: 'Robin', email: TESTER.email },
    });
  });

  it('lets no address stand where it says who asked', () => {
    expect(heldOf({ by: 'ada@harvest-lane.example' })[0]?.test.by).toBe('ada-harvest-lane.example');
    expect(heldOf({ by: '' })[0]?.test.by).toBe('unknown');
  });

  const [one] = sendTask().messages;
  it.each([
    ['not-a-tester', { tester: null }],
    ['not-a-tester', { tester: { name: 'Robin', email: 7 } }],
    ['message-unknown', { messages: 'all' }],
    ['message-unknown', { messages: [{}] }],
    ['message-unknown', { messages: Array.from({ length: MOST_TESTS + 1 }, () => one) }],
    ['message-unknown', { run: 7 }],
  ])('is refused, and never fails, on what is no request: %s %j', (refused, over) => {
    expect(plan(over as never)).toEqual({ refused });
  });
});
