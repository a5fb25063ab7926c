import { applyEvent } from '../../../lambdas/domain/apply-event';
import { applyLate } from '../../../lambdas/domain/late-event';
import type { ProfileRules } from '../../../lambdas/domain/profile-rules';
import { withComputedTraits } from '../../support/computed-traits';
import { createMemoryProfiles, type MemoryProfiles } from '../../support/memory-profiles';
import { edgeEvent, testRules } from '../../support/profile-events';

const sleep = async (): Promise<void> => undefined;
const clock = async (): Promise<Date> => new Date('2026-11-27T12:00:00.000Z');
const rules = withComputedTraits(testRules());

describe('a late event', () => {
  const late = (
    id: string,
    second: number,
    more: { event?: string; properties?: Record<string, string>; source?: string } = {},
  ) =>
    edgeEvent({
      id,
      event: 'Product Viewed',
      at: `2026-01-02T03:04:${String(second).padStart(2, '0')}.000Z`,
      by: ['user_id:u', 'email:e'],
      properties: { category: 'Shoes' },
      ...more,
    });
  const timesIn = (store: MemoryProfiles) =>
    store.states().flatMap(({ strands }) => strands['user_id:u']?.digests.flatMap(({ times }) => times) ?? []);

  it('counts where the profile proves that it was not counted, once, and is published by nobody', async () => {
    const store = createMemoryProfiles();
    const quiet: unknown[] = [];
    const ports = {
      ...store,
      sleep,
      clock,
      applyChange: (change: Parameters<MemoryProfiles['applyChange']>[0]) => {
        quiet.push(change.quiet);
        return store.applyChange(change);
      },
    };

    expect(await applyLate(ports, rules, late('1', 1))).toBe('whole');
    expect(await applyLate(ports, rules, late('1', 1))).toBe('duplicate');
    expect(await applyLate(ports, rules, late('2', 2))).toBe('whole');
    // Another id, the same second: nobody can say that it is not the first one again.
    expect(await applyLate(ports, rules, late('3', 2, { source: 'crm' }))).toBe('facts');
    expect(timesIn(store)).toHaveLength(2);
    expect(quiet.every((one) => one === true)).toBe(true);
  });

  it('is not counted a second time when its item has ended', async () => {
    const store = createMemoryProfiles();
    const ports = { ...store, sleep, clock };
    await applyEvent(ports, rules, late('1', 1));
    await store.forgetStrand('user_id:u');

    expect(await applyLate(ports, rules, late('1', 1))).toBe('facts');
    expect(timesIn(store)).toHaveLength(1);
  });

  it('is not counted where the strand has forgotten what it would have to know', async () => {
    const few = testRules({ remembered: 2 });
    const store = createMemoryProfiles();
    const ports = { ...store, sleep, clock };
    await applyEvent(ports, few, late('5', 5));
    await applyEvent(ports, few, late('6', 6));

    expect(await applyLate(ports, few, late('1', 1))).toBe('facts');
    expect(await applyLate(ports, few, late('9', 9))).toBe('whole');
  });

  it('tells its facts and its links at their own time', async () => {
    const store = createMemoryProfiles();
    const ports = { ...store, sleep, clock };
    const now = edgeEvent({
      id: 'n',
      event: 'Customer Identified',
      at: '2026-11-25T10:00:00.000Z',
      by: ['user_id:u'],
      properties: { language: 'en' },
    });
    await applyEvent(ports, rules, now);
    const told = late('1', 1, { event: 'Customer Identified', properties: { language: 'fr', size: 'm' } });

    expect(await applyLate(ports, rules, told)).toBe('whole');
    const [state] = store.states();
    expect(state?.strands['user_id:u']?.traits).toMatchObject({ language: { value: 'en' }, size: { value: 'm' } });
    expect(Object.keys(state?.strands ?? {}).sort()).toEqual(['email:e', 'user_id:u']);
  });

  it('adds nothing to a computed trait of an event that is not remembered', async () => {
    const { remember: _, ...forgotten } =
      rules.catalog.get('Order Completed') ?? testRules().catalog.get('Order Completed') ?? ({} as never);
    const by = { ...rules, catalog: new Map([...rules.catalog, ['Order Completed', forgotten]]) } as ProfileRules;
    const store = createMemoryProfiles();

    expect(await applyLate({ ...store, sleep, clock }, by, late('1', 1, { event: 'Order Completed' }))).toBe('facts');
    expect(store.states()[0]?.strands['user_id:u']?.tallies).toBeUndefined();
  });
});
