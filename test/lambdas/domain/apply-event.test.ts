import type { BusEvent } from '../../../contracts/event';
import { type Applied, type ApplyPorts, applyEvent, TRIES } from '../../../lambdas/domain/apply-event';
import { consentFor } from '../../../lambdas/domain/consent';
import { viewOf } from '../../../lambdas/domain/person-view';
import type { ProfileChange } from '../../../lambdas/domain/ports/profiles';
import { createMemoryProfiles, type MemoryProfiles } from '../../support/memory-profiles';
import { edgeEvent, testRules } from '../../support/profile-events';
import { describeProfiles } from '../../support/store-contracts/profiles';

const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`;
const serials = new Set<string>();
/** A message id that no event of this file has had. */
const nextId = (): string => {
  const id = `m${serials.size}`;
  serials.add(id);
  return id;
};
const event = (name: string, day: number, by: readonly string[], properties = {}): BusEvent =>
  edgeEvent({ id: nextId(), event: name, at: at(day), by, properties });
const identify = (day: number, ...by: readonly string[]): BusEvent =>
  event('Customer Identified', day, by, { language: 'en' });

/** A store that also tells what was read and written. */
const watched = (store: MemoryProfiles = createMemoryProfiles()) => {
  const changes: ProfileChange[] = [];
  const reads: string[] = [];
  const noting =
    <Args extends unknown[], Result>(name: string, port: (...args: Args) => Result) =>
    (...args: Args): Result => {
      reads.push(name);
      return port(...args);
    };
  const ports: ApplyPorts = {
    readSurroundings: noting('surroundings', store.readSurroundings),
    strandPointers: noting('pointers', store.strandPointers),
    loadPersons: noting('persons', store.loadPersons),
    applyChange: (change) => {
      changes.push(change);
      return store.applyChange(change);
    },
    sleep: async () => undefined,
    clock: async () => new Date('2026-11-27T12:00:00.000Z'),
  };
  return { store, ports, changes, reads };
};
const persons = (store: MemoryProfiles): readonly string[] =>
  store
    .states()
    .map((state) => viewOf(state).members.join(' '))
    .sort();

describeProfiles('in memory', async () => createMemoryProfiles());

describe('applyEvent', () => {
  it('makes person, pointer and index of a strand with its first event, even one that tells nothing', async () => {
    const { store, ports } = watched();
    const applied = await applyEvent(ports, testRules(), event('Page Viewed', 1, ['user_id:u']));
    expect(applied).toEqual({ outcome: 'applied', person: 'user_id:u', created: 1, merged: 0 });
    expect(store.pointerOf('user_id:u')).toBe('user_id:u');
  });

  it('writes the event alone where the state does not change, after a single read', async () => {
    const { ports, changes, reads } = watched();
    await applyEvent(ports, testRules(), identify(1, 'user_id:u', 'anonymous_id:d'));
    reads.length = 0;
    await applyEvent(ports, testRules(), event('Page Viewed', 2, ['user_id:u', 'anonymous_id:d']));
    expect(changes.at(-1)).toMatchObject({ person: 'user_id:u', save: [], remove: [], pointers: [] });
    expect(reads).toEqual(['surroundings']);
  });

  it('reads a duplicate once and writes nothing', async () => {
    const { ports, changes } = watched();
    const once = identify(1, 'user_id:u');
    await applyEvent(ports, testRules(), once);
    expect(await applyEvent(ports, testRules(), once)).toEqual({ outcome: 'duplicate' });
    expect(changes).toHaveLength(1);
  });

  it('merges two persons when an event names both, and keeps what each did', async () => {
    const { store, ports } = watched();
    await applyEvent(ports, testRules(), event('Product Viewed', 1, ['anonymous_id:d'], { category: 'Coats' }));
    await applyEvent(ports, testRules(), identify(2, 'user_id:u'));
    const merged = await applyEvent(ports, testRules(), identify(3, 'user_id:u', 'anonymous_id:d'));
    expect(merged).toEqual({ outcome: 'applied', person: 'user_id:u', created: 0, merged: 1 });
    expect(persons(store)).toEqual(['anonymous_id:d user_id:u']);
    expect(store.states().map(viewOf)[0]?.digests).toHaveLength(1);
  });

  it('takes a merge back when an earlier event shows whose device it was', async () => {
    const { store, ports } = watched();
    await applyEvent(ports, testRules(), identify(5, 'user_id:u2', 'anonymous_id:d'));
    await applyEvent(ports, testRules(), identify(3, 'user_id:u1', 'anonymous_id:d'));
    expect(persons(store)).toEqual(['anonymous_id:d user_id:u1', 'user_id:u2']);
  });

  it('renames a person when one of its strands turns out to be older', async () => {
    const { store, ports } = watched();
    await applyEvent(ports, testRules(), identify(5, 'user_id:u', 'email:e'));
    const renamed = await applyEvent(ports, testRules(), event('Page Viewed', 1, ['user_id:u']));
    expect(renamed).toMatchObject({ person: 'user_id:u', created: 1, merged: 1 });
    expect(store.pointerOf('email:e')).toBe('user_id:u');
  });

  it('lets a kiosk that a hundred people use be nobody, and loses nothing of them', async () => {
    const { store, ports } = watched();
    const outcomes: Applied['outcome'][] = [];
    for (let user = 0; user < 100; user += 1) {
      const applied = await applyEvent(
        ports,
        testRules(),
        identify(1 + (user % 27), `user_id:u${user}`, 'anonymous_id:kiosk'),
      );
      outcomes.push(applied.outcome);
    }
    expect(new Set(outcomes)).toEqual(new Set(['applied']));
    expect(persons(store)).toHaveLength(101);
    expect(persons(store).filter((members) => members.includes(' '))).toEqual([]);
  });

  it('refuses an event beyond the identity limit with nothing written, but lets a withdrawal through to its strongest identifier', async () => {
    const rules = testRules({ closure: 3 });
    const { store, ports } = watched();
    for (const by of [
      ['user_id:u1', 'anonymous_id:d1'],
      ['user_id:u1', 'anonymous_id:d2'],
      ['user_id:u2', 'anonymous_id:d3'],
    ]) {
      await applyEvent(ports, rules, identify(1, ...by));
    }
    const before = store.bytes();
    expect(await applyEvent(ports, rules, identify(2, 'user_id:u2', 'anonymous_id:d1'))).toEqual({
      outcome: 'identity-limit',
    });
    expect(store.bytes()).toBe(before);
    const withdrawn = event('Consent Withdrawn', 2, ['user_id:u2', 'anonymous_id:d1'], {
      purpose: 'offers',
      channel: 'email',
    });
    expect(await applyEvent(ports, rules, withdrawn)).toMatchObject({ outcome: 'applied' });
    const view = store
      .states()
      .map(viewOf)
      .find(({ members }) => members.includes('user_id:u2'));
    expect(view === undefined ? 'nobody' : consentFor(view, 'offers', 'email', { at: Date.now() })).toBe('denied');
  });

  it('reads anew after a conflict and gives up after some tries, waiting longer each time', async () => {
    const { ports, store } = watched();
    const waits: number[] = [];
    const answers = ['conflict', 'conflict'] as const;
    let asked = 0;
    const contended: ApplyPorts = {
      ...ports,
      applyChange: async (change) => {
        asked += 1;
        return answers[asked - 1] ?? store.applyChange(change);
      },
      sleep: async (milliseconds) => {
        waits.push(milliseconds);
      },
    };
    expect(await applyEvent(contended, testRules(), identify(1, 'user_id:u'))).toMatchObject({ outcome: 'applied' });
    expect(waits).toHaveLength(2);
    const hopeless: ApplyPorts = { ...contended, applyChange: async () => 'conflict' };
    expect(await applyEvent(hopeless, testRules(), identify(1, 'user_id:v'))).toEqual({ outcome: 'conflict' });
    expect(waits).toHaveLength(2 + TRIES - 1);
    expect([...waits.slice(2)].sort((a, b) => a - b)).toEqual(waits.slice(2));
  });

  it('gives a person that parts and comes back a version that it never had', async () => {
    const { ports, changes } = watched();
    await applyEvent(ports, testRules(), identify(4, 'user_id:u2'));
    await applyEvent(ports, testRules(), identify(3, 'email:e'));
    await applyEvent(ports, testRules(), identify(5, 'user_id:u2', 'email:e'));
    await applyEvent(ports, testRules(), identify(3, 'user_id:u1', 'email:e'));
    const versions = changes.flatMap(({ save }) =>
      save.filter(({ person }) => person === 'user_id:u2').map(({ next }) => next),
    );
    expect(versions).toHaveLength(2);
    expect(new Set(versions).size).toBe(2);
    for (const version of versions) expect(Number.isSafeInteger(version)).toBe(true);
  });

  it('throws on an event that identifies nobody', async () => {
    await expect(applyEvent(watched().ports, testRules(), event('Page Viewed', 1, []))).rejects.toThrow(
      'belongs to nobody',
    );
  });
});
