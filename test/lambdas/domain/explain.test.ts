import { createReadWhy } from '../../../lambdas/domain/read-why';
import { applyEvents } from '../../support/apply-events';
import { createMemoryProfiles } from '../../support/memory-profiles';
import { edgeEvent, type RuleSketch, testRules } from '../../support/profile-events';

const at = (day: number): string => new Date(Date.UTC(2026, 0, day, 10)).toISOString();
const stamp = (day: number, id = `m${day}`, source = 'shop') => ({ at: at(day), key: `${source}#${id}` });
type Row = readonly [day: number, ...by: readonly string[]];

/** The record of the person behind a strand, after events on days; each names its strands together. */
const why = async (strand: string, rows: readonly Row[], sketch: RuleSketch = {}, later = sketch) => {
  const store = createMemoryProfiles();
  const events = rows.map(([day, ...by]) => edgeEvent({ id: `m${day}`, event: 'Page Viewed', at: at(day), by }));
  const applied = await applyEvents(store, testRules(sketch), events);
  expect(new Set(applied.map(({ outcome }) => outcome))).toEqual(new Set(['applied']));
  const found = await createReadWhy(store, testRules(later))(strand);
  if (found === undefined) throw new Error(`${strand} is nobody's.`);
  return found;
};

describe('the merge decision record', () => {
  it('names members, winner and the links that joined them, with the event and source of each', async () => {
    const record = await why('user_id:u', [
      [1, 'anonymous_id:d'],
      [2, 'user_id:u', 'anonymous_id:d'],
    ]);
    expect(record).toEqual({
      person: 'user_id:u',
      rules: 1,
      winner: { strand: 'user_id:u', type: 'user_id', first: stamp(2), source: 'shop', why: 'lasts' },
      members: [
        { strand: 'anonymous_id:d', type: 'anonymous_id', first: stamp(1), source: 'shop', shared: false },
        { strand: 'user_id:u', type: 'user_id', first: stamp(2), source: 'shop', shared: false },
      ],
      joined: [{ strands: ['anonymous_id:d', 'user_id:u'], since: stamp(2), source: 'shop', decisive: true }],
      refused: [],
      demoted: [],
    });
  });

  it('says that the id decided where one event made several strands', async () => {
    const { winner } = await why('user_id:u', [[1, 'user_id:u', 'email:e']]);
    expect(winner).toMatchObject({ strand: 'email:e', why: 'smallest-id' });
  });

  it('says that the first observation decided among those that last', async () => {
    const { winner } = await why('user_id:u', [
      [1, 'email:e'],
      [2, 'user_id:u', 'email:e'],
    ]);
    expect(winner).toMatchObject({ strand: 'email:e', why: 'observed-first' });
  });

  it('shows a link that closes a circle as one that decided nothing', async () => {
    const { members, joined } = await why('user_id:u', [
      [1, 'user_id:u', 'email:e'],
      [2, 'user_id:u', 'anonymous_id:d'],
      [3, 'email:e', 'anonymous_id:d'],
    ]);
    expect(members).toHaveLength(3);
    expect(joined.map(({ strands, decisive }) => [strands.join(' '), decisive])).toEqual([
      ['email:e user_id:u', true],
      ['anonymous_id:d user_id:u', true],
      ['anonymous_id:d email:e', false],
    ]);
  });

  it('refuses to make one of two accounts, and says whose the device is', async () => {
    const rows: readonly Row[] = [
      [1, 'user_id:u1', 'anonymous_id:d'],
      [2, 'user_id:u2', 'anonymous_id:d'],
    ];
    const { refused, demoted } = await why('user_id:u2', rows);
    expect(refused).toEqual([
      {
        strands: ['user_id:u2', 'anonymous_id:d'],
        since: stamp(2),
        source: 'shop',
        reason: 'unique-conflict',
        type: 'user_id',
      },
    ]);
    expect(demoted).toEqual([{ strand: 'anonymous_id:d', reason: 'unique-conflict', person: 'user_id:u1' }]);
    expect((await why('user_id:u1', rows)).refused).toMatchObject([{ reason: 'unique-conflict' }]);
  });

  it('tells a shared identifier by both ends', async () => {
    const rows = [1, 2, 3].map((day): Row => [day, `user_id:u${day}`, 'anonymous_id:kiosk']);
    const kiosk = await why('anonymous_id:kiosk', rows, { sharedBy: 2 });
    expect(kiosk.members).toMatchObject([{ shared: true }]);
    expect(new Set(kiosk.refused.map(({ reason }) => reason))).toEqual(new Set(['shared']));
    expect((await why('user_id:u1', rows, { sharedBy: 2 })).demoted).toMatchObject([{ reason: 'shared' }]);
  });

  it('demotes the weakest beyond a limit', async () => {
    const rows = [1, 2, 3].map((day): Row => [day, 'user_id:u', `email:e${day}`]);
    const { members, refused, demoted } = await why('user_id:u', rows, { values: { email: { values: 2 } } });
    expect(members.map(({ strand }) => strand)).toEqual(['email:e1', 'user_id:u', 'email:e2']);
    expect(refused).toMatchObject([{ since: stamp(3), reason: 'limit-reached', type: 'email' }]);
    expect(demoted).toEqual([{ strand: 'email:e3', reason: 'limit-reached', person: 'email:e3' }]);
  });

  it('says of a device that made room for newer ones whose it was', async () => {
    const rows = [1, 100, 101].map((day): Row => [day, 'user_id:u', `anonymous_id:d${day}`]);
    const values = { anonymous_id: { values: 2, perSeconds: 30 * 86_400 } };
    const old = await why('anonymous_id:d1', rows, { values });
    expect(old.members.map(({ strand }) => strand)).toEqual(['anonymous_id:d1']);
    expect(old.refused).toMatchObject([
      { strands: ['anonymous_id:d1', 'user_id:u'], reason: 'window-passed', type: 'anonymous_id' },
    ]);
    expect(old.demoted).toEqual([{ strand: 'user_id:u', reason: 'window-passed', person: 'user_id:u' }]);
  });

  it('says that a person has as many strands as a transaction can move', async () => {
    const rows = [1, 2, 3].map((day): Row => [day, 'user_id:u', `anonymous_id:d${day}`]);
    const { refused } = await why('user_id:u', rows, { members: 3 });
    expect(refused).toMatchObject([{ strands: ['user_id:u', 'anonymous_id:d3'], reason: 'members-limit' }]);
  });

  it('tells what other rules kept apart, and the version that did', async () => {
    const rows = [1, 2].map((day): Row => [day, 'user_id:u', `email:e${day}`]);
    const strict = { values: { email: { values: 1 } } };
    const record = await why('user_id:u', rows, strict, { version: 2 });
    expect(record.rules).toBe(1);
    expect(record.refused).toMatchObject([{ reason: 'rules-changed' }]);
  });

  it('knows nobody behind a strand that was never seen', async () => {
    expect(await createReadWhy(createMemoryProfiles(), testRules())('user_id:nobody')).toBeUndefined();
  });
});
