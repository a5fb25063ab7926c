import * as fc from 'fast-check';
import { testerId } from '../../../contracts/tester';
import { failures } from '../../support/delivery-world';
import { TEAM, TESTER } from '../../support/memory-tests';
import { sendTestWorld, tested } from '../../support/send-test-world';

/** Addresses that requests name: a tester's, a customer's, and what looks like one. */
const address = fc.constantFrom(
  TESTER.email,
  ' ROBIN@harvest-lane.example ',
  'ana@example.org',
  'robin@harvest-lane.example.evil.example',
  'robin@harvest-lane.example\0',
);
const phone = fc.constantFrom(TESTER.phone, '+12025550123', '+12025550190,+12025550123');
const tester = fc.record(
  { name: fc.constantFrom(TESTER.name, 'Ana', 'robin'), email: address, phone },
  { requiredKeys: ['name'] },
);
const definition = fc.constantFrom(tested(), tested({ team: 'customer-care' }), { ...tested(), team: 'customer-care' });
const OWN = new Set<unknown>([TESTER.email, TESTER.phone]);

describe('whatever is asked for', () => {
  it('no request reaches an address that is not a tester’s, by send-test or by what somebody left in queue and stores', async () => {
    await fc.assert(
      fc.asyncProperty(tester, tester, definition, fc.boolean(), async (asked, left, tests, isOwnId) => {
        const world = await sendTestWorld();
        await world.send({ tester: asked, definition: tests });
        // As if whoever may write to vault and queue meant harm.
        if (isOwnId) await world.tests.saveTester(testerId(TEAM, TESTER.name), left);
        await world.tests.saveTester(testerId(TEAM, left.name), left);
        await world.tests.saveTestDefinition(tests);
        await world.deliver();
        const mark = { tester: testerId(TEAM, left.name), language: 'en', by: 'eve' };
        for (const channel of ['email', 'sms']) {
          const vendor = channel === 'email' ? 'mailhub' : 'textly';
          const request = {
            messageId: `test_${channel}`,
            decisionId: 'run_1',
            launch: tests.launch,
            definitionHash: tests.hash,
            offer: 'soup-10',
            channel,
            vendor,
            person: 'user_id:tok_a',
            purpose: tests.purpose,
            requestedAt: '2026-11-27T12:00:00.000Z',
            notAfter: '2026-11-27T12:10:00.000Z',
          };
          await failures(world.handle, { request, hop: 0, trace: 't', test: mark });
        }
        for (const { to } of world.bodies()) {
          for (const value of [to.email, to.phone]) if (value !== undefined) expect(OWN).toContain(value);
          expect(to.first_name).toBe(TESTER.name);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('the property is about something: a tester who is asked for is reached', async () => {
    const world = await sendTestWorld();
    await world.send();
    await world.deliver();
    expect(world.bodies().map(({ to }) => to.email ?? to.phone)).toEqual([TESTER.email, TESTER.phone]);
  });
});
