import * as fc from 'fast-check';
import type { BusEvent } from '../../../contracts/event';
import type { PersonExplanation, RefusalCode } from '../../../contracts/profile';
import { explainPerson } from '../../../lambdas/domain/explain';
import type { ProfileRules } from '../../../lambdas/domain/profile-rules';
import { strandsOf } from '../../../lambdas/domain/strand';
import { applyEvents } from '../../support/apply-events';
import { createMemoryProfiles } from '../../support/memory-profiles';
import { eventSets, testRules } from '../../support/profile-events';

jest.setTimeout(120_000);

const DAY = 86_400;
/** Limits that a dozen events of ten strands on ten days run into. */
const tight = testRules({
  sharedBy: 2,
  members: 4,
  values: { email: { values: 2, perSeconds: 8 * DAY }, anonymous_id: { values: 2, perSeconds: 4 * DAY } },
});

/** The records of all persons that events make. */
const recordsAfter = async (
  rules: ProfileRules,
  events: readonly BusEvent[],
): Promise<readonly PersonExplanation[]> => {
  const store = createMemoryProfiles();
  await applyEvents(store, rules, events);
  const states = store.states();
  return states.map((state) => explainPerson(state, states, rules));
};

describe('merge decision records of random events', () => {
  it('meet every reason there is, so that the properties speak about all of them', async () => {
    const met = new Set<RefusalCode>();
    for (const events of fc.sample(eventSets(24), { numRuns: 400, seed: 4 })) {
      for (const { refused } of await recordsAfter(tight, events)) for (const { reason } of refused) met.add(reason);
    }
    expect([...met].sort()).toEqual(['limit-reached', 'members-limit', 'shared', 'unique-conflict', 'window-passed']);
  });

  it('name the links that make each person one: one fewer than it has members', async () => {
    await fc.assert(
      fc.asyncProperty(eventSets(16), async (events) => {
        for (const { members, joined } of await recordsAfter(tight, events)) {
          expect(joined.filter(({ decisive }) => decisive)).toHaveLength(members.length - 1);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('account for every strand that an event names together with another: joined, or demoted with a reason', async () => {
    await fc.assert(
      fc.asyncProperty(eventSets(16), async (events) => {
        const rules = testRules({ values: { anonymous_id: { values: 2 } } });
        const records = await recordsAfter(rules, events);
        for (const event of events) {
          const [first, ...others] = strandsOf(event, rules);
          const record = records.find(({ members }) => members.some(({ strand }) => strand === first));
          const known = [...(record?.members ?? []), ...(record?.demoted ?? [])].map(({ strand }) => strand);
          expect(known).toEqual(expect.arrayContaining(others));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('tell the same reason from both ends', async () => {
    await fc.assert(
      fc.asyncProperty(eventSets(16), async (events) => {
        const reasons = new Map<string, Set<RefusalCode>>();
        for (const { refused } of await recordsAfter(tight, events)) {
          for (const { strands, reason } of refused) {
            const pair = [...strands].sort().join(' ');
            reasons.set(pair, new Set([...(reasons.get(pair) ?? []), reason]));
          }
        }
        for (const told of reasons.values()) expect(told.size).toBe(1);
      }),
      { numRuns: 150 },
    );
  });
});
