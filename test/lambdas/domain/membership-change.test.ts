import { applyEvent } from '../../../lambdas/domain/apply-event';
import { reviewPerson } from '../../../lambdas/domain/review-person';
import { audienceRules, DAY, passTime } from '../../support/audiences';
import { createMemoryProfiles } from '../../support/memory-profiles';
import { type EventSketch, edgeEvent } from '../../support/profile-events';

const NOON = Date.parse('2026-11-20T12:00:00.000Z') / 1000;
const at = '2026-11-20T10:00:00.000Z';
const rules = audienceRules();

const open = (given = rules) => {
  const store = createMemoryProfiles();
  const time = { now: NOON };
  const ports = { ...store, sleep: async () => undefined, clock: async () => new Date(time.now * 1000) };
  let serial = 0;
  const happens = (sketch: Omit<EventSketch, 'id' | 'at'> & { readonly at?: string }) => {
    serial += 1;
    return applyEvent(ports, given, edgeEvent({ at, ...sketch, id: serial }));
  };
  return { store, ports, time, happens };
};
const viewed = { event: 'Product Viewed', properties: { category: 'Outerwear' } };
const joined = { event: 'List Joined', properties: { list: 'vip' } };

describe('audiences of a person', () => {
  it('are entered on an event, and listed', async () => {
    const { store, happens } = open();
    await happens({ ...viewed, by: ['user_id:u'] });
    expect(store.members()).toEqual(['all-sorts#user_id:u', 'never-bought#user_id:u']);
    await happens({ ...viewed, by: ['user_id:u'] });
    await happens({ ...joined, by: ['user_id:u'] });
    expect(store.members()).toContain('coat-watchers#user_id:u');
    expect(store.members()).toContain('vip#user_id:u');
  });

  it('are left when their window ends, at its very second', async () => {
    const { store, happens } = open();
    await happens({ ...viewed, by: ['user_id:u'] });
    const last = Date.parse(at) / 1000 + 3 * DAY;
    await passTime(store, rules, last);
    expect(store.members()).toContain('all-sorts#user_id:u');
    await passTime(store, rules, last + 1);
    expect(store.members()).toEqual(['never-bought#user_id:u']);
  });

  it('are entered when something has grown old enough', async () => {
    const { store, happens } = open();
    await happens({ event: 'Order Completed', properties: { order_id: 'o1' }, by: ['user_id:u'] });
    await passTime(store, rules, Date.parse(at) / 1000 + 2 * DAY - 1);
    expect(store.members()).not.toContain('lapsing#user_id:u');
    await passTime(store, rules, Date.parse(at) / 1000 + 2 * DAY);
    expect(store.members()).toContain('lapsing#user_id:u');
  });

  it('are left when an occurrence is forgotten for a newer one of another event', async () => {
    const { store, happens } = open(audienceRules({ remembered: 1 }));
    await happens({ ...viewed, by: ['user_id:u'] });
    expect(store.members()).toContain('all-sorts#user_id:u');
    await happens({ event: 'Order Completed', at: '2026-11-20T11:00:00.000Z', by: ['user_id:u'] });
    expect(store.members()).not.toContain('all-sorts#user_id:u');
  });

  it('write no due-date item while one stands at or before the time', async () => {
    const { store, time, happens } = open();
    await happens({ ...viewed, by: ['user_id:u'] });
    const [item] = store.dueItems();
    time.now += 3600;
    await happens({ event: 'Customer Identified', properties: { since: '2026-11-25' }, by: ['user_id:u'] });
    expect(store.dueItems()).toEqual([item]);
  });

  it('move the due-date item forward where something is due sooner', async () => {
    const { store, happens } = open();
    await happens({ event: 'Customer Identified', properties: { since: '2026-11-19' }, by: ['user_id:u'] });
    const [slow] = store.dueItems();
    await happens({ ...viewed, at: '2026-11-17T12:30:00.000Z', by: ['user_id:u'] });
    const [soon, ...more] = store.dueItems();
    expect(soon?.time).toBeLessThan(slow?.time ?? 0);
    expect(more).toEqual([]);
  });

  it('go with those who become part of another, index and due-date item included', async () => {
    const { store, happens } = open();
    await happens({ ...joined, by: ['anonymous_id:d'] });
    await happens({ ...viewed, at: '2026-11-19T10:00:00.000Z', by: ['user_id:u'] });
    expect(store.members()).toContain('vip#anonymous_id:d');
    await happens({ event: 'Customer Identified', by: ['user_id:u', 'anonymous_id:d'] });
    expect(store.members()).toContain('vip#user_id:u');
    expect(store.members().filter((item) => item.endsWith('anonymous_id:d'))).toEqual([]);
    expect(store.dueItems().map(({ person }) => person)).toEqual(['user_id:u']);
  });

  it('are none while a person’s data may only be stored', async () => {
    const { store, happens } = open();
    await happens({ ...viewed, by: ['user_id:u'] });
    await happens({ event: 'Processing Restricted', by: ['user_id:u'] });
    expect(store.members()).toEqual([]);
    await happens({ event: 'Processing Released', at: '2026-11-20T11:00:00.000Z', by: ['user_id:u'] });
    expect(store.members()).toContain('all-sorts#user_id:u');
  });
});

describe('more audiences than one transaction can enter', () => {
  const many = Array.from({ length: 250 }, (_, index) => ({
    audience: `s-${String(index).padStart(3, '0')}`,
    kind: 'segment' as const,
    condition: { kind: 'list' as const, list: 'vip' },
  }));
  const crowded = audienceRules({}, 'many', many);

  it('are entered with the next looks, none of them forgotten', async () => {
    const { store, happens } = open(crowded);
    expect(await happens({ ...joined, by: ['user_id:u'] })).toMatchObject({ outcome: 'applied' });
    expect(store.members().length).toBeLessThan(100);
    await passTime(store, crowded, NOON);
    expect(store.members()).toHaveLength(250);
    expect(store.states()[0]?.membership?.due).toEqual([]);
  });

  it('refuse a merge whose index items do not fit, and write nothing of it', async () => {
    const { store, happens } = open(crowded);
    await happens({ ...joined, by: ['anonymous_id:d'] });
    await passTime(store, crowded, NOON);
    await happens({ event: 'Page Viewed', at: '2026-11-19T10:00:00.000Z', by: ['user_id:u'] });
    const before = store.bytes();
    const merge = await happens({ event: 'Customer Identified', by: ['user_id:u', 'anonymous_id:d'] });
    expect(merge).toEqual({ outcome: 'identity-limit' });
    expect(store.bytes()).toBe(before);
  });
});

describe('changed definitions', () => {
  const [first, ...rest] = rules.audiences.all;
  const changed = audienceRules({}, 'two', rest);

  it('are applied to a person by its next event, or when it is looked at', async () => {
    const { store, ports, happens } = open();
    await happens({ ...viewed, by: ['user_id:u'] });
    await happens({ ...viewed, by: ['user_id:v'] });
    expect(store.members()).toContain(`${first?.audience}#user_id:u`);
    expect(await reviewPerson(ports, changed, 'user_id:u')).toBe('saved');
    expect(await reviewPerson(ports, changed, 'user_id:u')).toBe('same');
    await applyEvent(ports, changed, edgeEvent({ id: 'n', event: 'Product Viewed', at, by: ['user_id:v'] }));
    expect(store.members()).toEqual(['never-bought#user_id:u', 'never-bought#user_id:v']);
  });

  it('drop what was kept for computed traits that are gone', async () => {
    const { store, ports, happens } = open();
    await happens({ event: 'Order Completed', by: ['user_id:u'] });
    const fewer = { ...changed, computed: new Map() };
    await reviewPerson(ports, fewer, 'user_id:u');
    const [state] = store.states();
    expect(Object.keys(state?.strands['user_id:u'] ?? {})).not.toContain('tallies');
  });
});

describe('a look at a person', () => {
  it('does nothing for one who is gone, and clears the item away', async () => {
    const { store, ports } = open();
    const item = { time: NOON, person: 'user_id:nobody' };
    expect(await reviewPerson(ports, rules, item.person, item)).toBe('gone');
    expect(await reviewPerson(ports, rules, item.person)).toBe('gone');
    expect(store.dueItems()).toEqual([]);
  });

  it('clears away an item that its person does not name', async () => {
    const { store, ports, happens } = open();
    await happens({ ...viewed, by: ['user_id:u'] });
    const before = store.bytes();
    expect(await reviewPerson(ports, rules, 'user_id:u', { time: NOON - 5, person: 'user_id:u' })).toBe('same');
    expect(store.bytes()).toBe(before);
  });

  it('tries again where others changed the person, and gives up in the end', async () => {
    const { ports, time, happens } = open();
    await happens({ ...viewed, by: ['user_id:u'] });
    time.now += 30 * DAY;
    const lost = { ...ports, saveReviewed: async () => 'conflict' as const };
    await expect(reviewPerson(lost, audienceRules({}, 'two'), 'user_id:u')).rejects.toThrow(
      expect.objectContaining({ code: 'review.contended' }),
    );
  });
});
