import type { BusEvent } from '../../../contracts/event';
import type { PersonState } from '../../../contracts/profile';
import type { RebuildPage, RebuildRun } from '../../../contracts/rebuild';
import { createRebuildProfiles } from '../../../lambdas/handlers/rebuild-profiles/handler';
import { StoreError } from '../../../lambdas/stores/errors';
import { withComputedTraits } from '../../support/computed-traits';
import { edgeEvent, testRules } from '../../support/profile-events';
import { createRebuildWorld, type RebuildWorld, runIn } from '../../support/rebuild-world';

const before = testRules();
const rules = withComputedTraits(testRules());
const DAY = 86_400_000;

const viewed = (user: number): BusEvent =>
  edgeEvent({
    id: user,
    event: 'Product Viewed',
    at: '2026-11-20T10:00:00.000Z',
    by: [`user_id:u${user}`],
    properties: { category: 'Shoes' },
  });
const ordered = (id: string, by: readonly string[] = ['user_id:u1'], at = '2026-11-21T10:00:00.000Z'): BusEvent =>
  edgeEvent({ id, event: 'Order Completed', at, by, properties: { order_id: id, total: 5 } });
const consent = (id: string, event: 'Consent Granted' | 'Consent Withdrawn', at: string): BusEvent =>
  edgeEvent({ id, event, at, by: ['user_id:u1'], properties: { purpose: 'offers', channel: 'email' } });

/** Writes a person's strand `user_id:u1` as somebody has broken it. */
const breakU1 = async (
  { profiles }: RebuildWorld,
  change: (strand: PersonState['strands'][string]) => PersonState['strands'][string],
): Promise<void> => {
  const [stored] = await profiles.loadPersons(['user_id:u1']);
  const strand = stored?.state.strands['user_id:u1'];
  if (stored === undefined || strand === undefined) throw new Error('There is no u1.');
  const strands = { ...stored.state.strands, 'user_id:u1': change(strand) };
  await profiles.saveReviewed({ ...stored, state: { ...stored.state, strands } });
};

const countsIn = ({ run }: RebuildPage, phase: keyof RebuildRun['counts']) => run?.counts[phase];

describe('rebuild-profiles', () => {
  it('works everybody out anew, page by page and shard by shard, and says what differs', async () => {
    const world = createRebuildWorld();
    await world.apply(
      rules,
      Array.from({ length: 300 }, (_, user) => viewed(user)),
    );
    await breakU1(world, (strand) => ({ ...strand, digests: [] }));

    const page = await world.bring(rules, { to: 'checked' });
    expect(countsIn(page, 'build')).toEqual({ people: 300, same: 299, differs: 1 });
    expect(countsIn(page, 'check')).toEqual({ people: 300, same: 299, differs: 1, 'differs: history': 1 });
    const switched = await world.bring(rules, { to: 'switched', run: runIn(page) });
    expect(switched.run).toMatchObject({ state: 'switched', counts: { switch: { moved: 1, people: 300, same: 300 } } });
    const again = await world.bring(rules, { to: 'checked' });
    expect(countsIn(again, 'check')).toEqual({ people: 300, same: 300 });
  });

  it('names examples of what differs, without a value', async () => {
    const world = createRebuildWorld();
    await world.apply(before, [ordered('o1')]);
    await breakU1(world, (strand) => ({ ...strand, traits: {} }));
    const work = createRebuildProfiles(world.depsOf(rules));
    const pages = [await work({ to: 'checked' })];
    while (pages.at(-1)?.done === false) pages.push(await work({ to: 'checked' }));

    expect(pages.flatMap(({ examples }) => examples)).toEqual([
      { person: 'user_id:u1', says: 'traits (last_order); history' },
    ]);
  });

  it('does not switch what allows more than before without an event that says so', async () => {
    const world = createRebuildWorld();
    await world.apply(rules, [viewed(1), consent('g', 'Consent Granted', '2026-11-20T11:00:00.000Z')]);
    // A denial that no event stands for: whoever wrote it, it counts until somebody has looked.
    await breakU1(world, (strand) => ({
      ...strand,
      consent: { 'offers/email': { at: '2026-11-22T10:00:00.000Z', key: 'crm#x', status: 'denied' } },
    }));
    const page = await world.bring(rules, { to: 'checked' });

    expect(countsIn(page, 'check')).toMatchObject({ differs: 1, 'differs: consent': 1, 'consent-widened': 1 });
    expect(await world.bring(rules, { to: 'switched', run: runIn(page) })).toMatchObject({ refused: 'rule-broken' });
    const [state] = world.profiles.states();
    expect(state?.strands['user_id:u1']?.consent['offers/email']?.status).toBe('denied');
  });

  it('gives a lost grant back that an event stands for', async () => {
    const world = createRebuildWorld();
    await world.apply(rules, [
      consent('w', 'Consent Withdrawn', '2026-11-20T11:00:00.000Z'),
      consent('g', 'Consent Granted', '2026-11-21T11:00:00.000Z'),
    ]);
    await breakU1(world, (strand) => ({
      ...strand,
      consent: { 'offers/email': { at: '2026-11-20T11:00:00.000Z', key: 'shop#w', status: 'denied' } },
    }));
    const run = runIn(await world.bring(rules, { to: 'checked' }));

    expect((await world.bring(rules, { to: 'switched', run })).run?.state).toBe('switched');
    expect(world.profiles.states()[0]?.strands['user_id:u1']?.consent['offers/email']?.status).toBe('granted');
  });

  it('takes no denial back that the switch has brought to light', async () => {
    const world = createRebuildWorld();
    await world.apply(rules, [
      consent('g', 'Consent Granted', '2026-11-20T11:00:00.000Z'),
      consent('w', 'Consent Withdrawn', '2026-11-21T11:00:00.000Z'),
    ]);
    await breakU1(world, (strand) => ({
      ...strand,
      consent: { 'offers/email': { at: '2026-11-20T11:00:00.000Z', key: 'shop#g', status: 'granted' } },
    }));
    const run = runIn(await world.bring(rules, { to: 'checked' }));
    await world.bring(rules, { to: 'switched', run });
    const page = await world.bring(rules, { to: 'reverted', run });

    expect(countsIn(page, 'revert')).toMatchObject({ refused: 1, 'consent-widened': 1 });
    expect(world.profiles.states()[0]?.strands['user_id:u1']?.consent['offers/email']?.status).toBe('denied');
  });

  it('finds an identifier that two people have, and a person of whom nothing is stored', async () => {
    const world = createRebuildWorld();
    await world.apply(rules, [ordered('o1'), viewed(2), viewed(3)]);
    const [two] = await world.profiles.loadPersons(['user_id:u2']);
    const strand = two?.state.strands['user_id:u2'];
    if (strand === undefined) throw new Error('There is no u2.');
    const [one] = await world.profiles.loadPersons(['user_id:u1']);
    if (one === undefined) throw new Error('There is no u1.');
    await world.profiles.saveReviewed({
      ...one,
      state: { ...one.state, strands: { ...one.state.strands, 'user_id:u2': strand } },
    });
    const lost: typeof world.profiles.loadPersons = async (persons) =>
      world.profiles.loadPersons(persons.filter((person) => person !== 'user_id:u3'));
    const page = await world.bring(rules, { to: 'checked' }, { loadPersons: lost });

    expect(countsIn(page, 'check')).toMatchObject({ people: 2, 'member-elsewhere': 1, 'view-missing': 1 });
    expect(await world.bring(rules, { to: 'switched', run: runIn(page) })).toMatchObject({ refused: 'rule-broken' });
  });

  it('counts whom nobody can read, goes on with the others, and switches nobody', async () => {
    const world = createRebuildWorld();
    await world.apply(before, [ordered('o1'), viewed(2)]);
    const readStrand: typeof world.profiles.readStrand = async (strand, cursor) => {
      if (strand === 'user_id:u1') throw new StoreError('store.corrupt', 'decode', false);
      return world.profiles.readStrand(strand, cursor);
    };
    const page = await world.bring(rules, { to: 'checked' }, { readStrand });

    expect(countsIn(page, 'check')).toMatchObject({ people: 2, same: 1, failed: 1 });
    expect(await world.bring(rules, { to: 'switched', run: runIn(page) })).toMatchObject({ refused: 'rule-broken' });
    const throttled = async (): Promise<never> => {
      throw new StoreError('store.throttled', 'Query', true);
    };
    await expect(world.bring(rules, { to: 'checked' }, { readStrand: throttled })).rejects.toThrow('store.throttled');
  });

  it('switches what was checked by the rules in force only, and for a week', async () => {
    const world = createRebuildWorld();
    await world.apply(before, [ordered('o1')]);
    const run = runIn(await world.bring(rules, { to: 'checked' }));

    const other = createRebuildProfiles(world.depsOf(rules, 'other rules'));
    expect(await other({ to: 'switched', run })).toMatchObject({ refused: 'other-rules', done: false });
    world.later(8 * DAY);
    expect(await world.bring(rules, { to: 'switched', run })).toMatchObject({ refused: 'ended' });
    expect(await world.bring(rules, { to: 'switched', run: 'rebuild-0' })).toMatchObject({ refused: 'unknown-run' });
    expect(await world.bring(rules, { to: 'reverted', run })).toMatchObject({ refused: 'wrong-state' });
  });

  it('gives an unswitched run up for another one, and goes on with one that is not finished', async () => {
    const world = createRebuildWorld();
    await world.apply(before, [ordered('o1')]);
    const work = createRebuildProfiles(world.depsOf(rules));
    const begun = runIn(await work({ to: 'checked' }));
    expect(runIn(await world.bring(rules, { to: 'checked' }))).toBe(begun);
    const next = runIn(await world.bring(rules, { to: 'checked' }));

    expect(next).not.toBe(begun);
    expect(await world.bring(rules, { to: 'switched', run: begun })).toMatchObject({
      refused: 'wrong-state',
      run: { state: 'abandoned' },
    });
    // One that was worked out by other rules is no beginning.
    await work({ to: 'checked' });
    const other = createRebuildProfiles(world.depsOf(rules, 'other rules'));
    const fresh = await other({ to: 'checked' });
    expect(fresh.run).toMatchObject({ state: 'building', counts: { build: {} } });
    expect((await world.runs.loadRuns()).map((one) => one.run.state)).toEqual([
      'building',
      'abandoned',
      'abandoned',
      'abandoned',
    ]);
  });

  it('goes on from no place that it has not written', async () => {
    const world = createRebuildWorld();
    const work = createRebuildProfiles(world.depsOf(rules));
    await work({ to: 'checked' });
    const [stored] = await world.runs.loadRuns();
    if (stored === undefined) throw new Error('No run was begun.');
    for (const cursor of ['x', '1.5/u', '64', '-1/u']) {
      const [{ version } = stored] = await world.runs.loadRuns();
      expect(await world.runs.saveRun({ ...stored.run, cursor }, version)).toBe('saved');
      await expect(work({ to: 'checked' })).rejects.toMatchObject({ code: 'rebuild.cursor' });
    }
  });

  it('lets one run at a time change people, and takes back the latest one only', async () => {
    const world = createRebuildWorld();
    await world.apply(before, [ordered('o1')]);
    const first = runIn(await world.bring(rules, { to: 'checked' }));
    await createRebuildProfiles(world.depsOf(rules))({ to: 'switched', run: first });
    expect(await world.bring(rules, { to: 'checked' })).toMatchObject({ refused: 'unfinished' });
    await world.bring(rules, { to: 'switched', run: first });

    const second = runIn(await world.bring(rules, { to: 'checked' }));
    await world.bring(rules, { to: 'switched', run: second });
    expect(await world.bring(rules, { to: 'reverted', run: first })).toMatchObject({ refused: 'later-run' });
    expect((await world.bring(rules, { to: 'reverted', run: second })).run?.state).toBe('reverted');
  });

  it('takes a switch back that has only begun', async () => {
    const world = createRebuildWorld();
    await world.apply(
      before,
      Array.from({ length: 40 }, (_, user) => ordered(`o${user}`, [`user_id:u${user}`])),
    );
    const bytes = world.profiles.bytes();
    const run = runIn(await world.bring(rules, { to: 'checked' }));
    const work = createRebuildProfiles(world.depsOf(rules));
    for (let page = 0; page < 30; page += 1) await work({ to: 'switched', run });
    expect(world.profiles.bytes()).not.toBe(bytes);

    await world.bring(rules, { to: 'reverted', run });
    expect(world.profiles.bytes()).toBe(bytes);
    expect(await world.bring(rules, { to: 'switched', run })).toMatchObject({ refused: 'wrong-state' });
  });

  it('works a person out again that has changed since it was checked', async () => {
    const world = createRebuildWorld();
    await world.apply(before, [ordered('o1')]);
    const run = runIn(await world.bring(rules, { to: 'checked' }));
    await world.apply(rules, [ordered('o2', ['user_id:u1', 'email:e1'], '2026-11-22T10:00:00.000Z')]);
    await world.bring(rules, { to: 'switched', run });

    const tallies = world.profiles.states()[0]?.strands['user_id:u1']?.tallies?.['count@1'];
    expect(tallies?.days).toEqual({ '20778': 1, '20779': 1 });
  });

  it('notes a page once where two bring the same run on', async () => {
    const world = createRebuildWorld();
    await world.apply(
      before,
      Array.from({ length: 10 }, (_, user) => ordered(`o${user}`, [`user_id:u${user}`])),
    );
    const run = runIn(await createRebuildProfiles(world.depsOf(rules))({ to: 'checked' }));
    await Promise.all([world.bring(rules, { to: 'checked', run }), world.bring(rules, { to: 'checked', run })]);

    const [stored] = await world.runs.loadRuns();
    expect(stored?.run.counts.build.people).toBe(10);
    expect(stored?.run.counts.check.people).toBe(10);
  });
});
