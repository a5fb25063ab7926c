import type { PersonState } from '../../../contracts/profile';
import { lifeOf } from '../../../lambdas/domain/profile-change';
import { type PersonImage, profileEvents, wholeProfile } from '../../../lambdas/domain/profile-events';
import { audienceRules, foldPublished } from '../../support/audiences';

const { audiences } = audienceRules();
const stamp = { at: '2026-11-20T10:00:00.000Z', key: 'shop#1' };
const PERSON = 'user_id:u';
const stateOf = (traits: Readonly<Record<string, string | null>>, members: readonly string[] = []): PersonState => ({
  strands: {
    [PERSON]: {
      first: stamp,
      last: stamp,
      traits: Object.fromEntries(Object.entries(traits).map(([name, value]) => [name, { ...stamp, value }])),
      consent: {},
      lists: {},
      digests: [],
      links: {},
    },
  },
  membership: { hash: 'one', in: members, due: [] },
});
const image = (version: number, state: PersonState): PersonImage => ({ version, state, at: 1_795_000_000 });
const tell = (was: PersonState | undefined, is: PersonState | undefined) =>
  profileEvents(
    {
      person: PERSON,
      ...(was === undefined ? {} : { was: image(1, was) }),
      ...(is === undefined ? {} : { is: image(2, is) }),
    },
    audiences,
  );

describe('what a change of a person publishes', () => {
  it('is an update with what differs, entries and departures, under the person’s own strand', () => {
    const events = tell(stateOf({ language: 'en', size: 'm' }, ['buyers']), stateOf({ language: 'en' }, ['vip']));
    expect(events.map(({ source, detailType }) => [source, detailType])).toEqual([
      ['tandem.resolved', 'Segment Entered'],
      ['tandem.resolved', 'Segment Left'],
      ['tandem.resolved', 'Profile Updated'],
    ]);
    const [entered, left, updated] = events.map(({ detail }) => detail);
    expect(entered).toMatchObject({
      identifiers: [{ type: 'user_id', token: 'u' }],
      profileId: PERSON,
      origin: 'profiles',
      occurredAt: '2026-11-18T11:06:40.000Z',
      properties: { person: PERSON, segment: 'vip', kind: 'list', version: 2 },
    });
    expect(left?.properties).toMatchObject({ segment: 'buyers', kind: 'segment' });
    expect(updated?.properties).toEqual({
      person: PERSON,
      life: 0,
      version: 2,
      whole: false,
      traits: { size: null },
      consent: {},
      audiences: { vip: true, buyers: false },
    });
  });

  it('is nothing where only memories changed', () => {
    const [was, is] = [stateOf({}), stateOf({})];
    expect(tell(was, is)).toEqual([]);
  });

  it('is the whole where a life begins, and its end where it ends', () => {
    const [begun] = tell(undefined, stateOf({ language: 'en' }));
    expect(begun?.detail.properties).toMatchObject({
      whole: true,
      members: [PERSON],
      traits: { language: { value: 'en' } },
    });
    const [ended, ...more] = tell(stateOf({ language: 'en' }), undefined);
    expect(ended).toMatchObject({
      detailType: 'Profile Removed',
      detail: { properties: { person: PERSON, version: 2 } },
    });
    expect(more).toEqual([]);
    expect(tell(undefined, undefined)).toEqual([]);
  });

  it('has the same ids whenever it is told, and others for another version', () => {
    const change = () => tell(undefined, stateOf({}, ['vip'])).map(({ detail }) => detail.messageId);
    expect(change()).toEqual(change());
    const later = wholeProfile(PERSON, image(3, stateOf({}, ['vip'])));
    expect(change()).not.toContain(later[0]?.detail.messageId);
  });

  it('stays far below what the bus takes, for a person of 6,000 traits', () => {
    const many = Object.fromEntries(Array.from({ length: 6000 }, (_, index) => [`trait_${index}`, 'x'.repeat(40)]));
    const events = wholeProfile(PERSON, image(2, stateOf(many)));
    expect(events.length).toBeGreaterThan(1);
    for (const event of events) expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(80 * 1024);
    expect(new Set(events.map(({ detail }) => detail.messageId)).size).toBe(events.length);
    expect(foldPublished([...events].reverse())).toBe(foldPublished(events));
    expect(events.flatMap(({ detail }) => Object.keys(detail.properties.traits ?? {}))).toHaveLength(6000);
  });

  it('tells lives apart by their versions', () => {
    expect(lifeOf(5 * 2 ** 24 + 1)).toBe(5);
    expect(lifeOf(6 * 2 ** 24 - 1)).toBe(5);
  });
});
