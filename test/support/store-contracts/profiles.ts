import type { BusEvent } from '../../../contracts/event';
import type { ConsentReceipt, PersonId, PersonState, StrandId } from '../../../contracts/profile';
import type {
  ApplyChange,
  ListMembers,
  ListPersons,
  LoadEvent,
  LoadPersons,
  ProfileChange,
  ReadSurroundings,
  StrandPointers,
} from '../../../lambdas/domain/ports/profiles';
import type { DropDue, ListDue, SaveReviewed } from '../../../lambdas/domain/ports/reviews';
import type { ReadStrand } from '../../../lambdas/domain/ports/rights';
import { shardOf } from '../../../lambdas/stores/shard';
import { fresh, opened } from './opened';

export interface ProfilePorts {
  readonly strandPointers: StrandPointers;
  readonly loadPersons: LoadPersons;
  readonly readSurroundings: ReadSurroundings;
  readonly applyChange: ApplyChange;
  readonly readStrand: ReadStrand;
  readonly loadEvent: LoadEvent;
  readonly listPersons: ListPersons;
  readonly listMembers: ListMembers;
  readonly saveReviewed: SaveReviewed;
  readonly listDue: ListDue;
  readonly dropDue: DropDue;
}

const SOURCE = 'tandem.edge.shop';
const first = { at: '2026-11-20T10:00:00.000Z', key: `${SOURCE}#m0` };

export const stateOf = (strand: StrandId, colour = 'red'): PersonState => ({
  strands: {
    [strand]: {
      first,
      last: first,
      traits: { colour: { ...first, value: colour } },
      consent: {},
      lists: {},
      digests: [],
      links: {},
    },
  },
});

const eventOf = (messageId: string): BusEvent => ({
  source: SOURCE,
  detailType: 'Product Viewed',
  detail: {
    schema: 'Product Viewed/1-0-0',
    messageId,
    occurredAt: first.at,
    receivedAt: first.at,
    identifiers: [{ type: 'user_id', token: 'tok_a' }],
    properties: { category: 'Outerwear' },
    trace: 'Root=1-0-0',
  },
});

const emptyChange = (strand: StrandId, messageId: string): ProfileChange => ({
  key: { strand, source: SOURCE, messageId },
  event: eventOf(messageId),
  person: strand,
  save: [],
  remove: [],
  pointers: [],
});

/** First sight of a person under one strand. */
export const creationOf = (strand: StrandId, messageId: string): ProfileChange => ({
  ...emptyChange(strand, messageId),
  save: [{ person: strand, version: 0, state: stateOf(strand) }],
  pointers: [{ strand, person: strand }],
});

const saving = (strand: StrandId, version: number) => ({ person: strand, version, state: stateOf(strand) });

const dueOf = async ({ listDue }: ProfilePorts, person: PersonId, until: number) =>
  (await listDue(shardOf(person), until, 1000)).filter((item) => item.person === person);

const allPersons = async (listPersons: ListPersons): Promise<readonly PersonId[]> => {
  const persons: PersonId[] = [];
  for (let shard = 0; shard < 64; shard += 1) {
    let cursor: string | undefined;
    do {
      const page = await listPersons(shard, 3, cursor);
      persons.push(...page.persons);
      cursor = page.cursor;
    } while (cursor !== undefined);
  }
  return persons;
};

export const describeProfiles = (name: string, open: () => Promise<ProfilePorts>): void =>
  describe(`profiles (${name})`, () => {
    const ports = opened(open);

    it('applies an event once, with and without a change of state', async () => {
      const strand = fresh('user_id:tok');
      expect(await ports().applyChange(creationOf(strand, 'm1'))).toBe('applied');
      expect(await ports().applyChange(creationOf(strand, 'm1'))).toBe('duplicate');
      expect(await ports().applyChange(emptyChange(strand, 'm2'))).toBe('applied');
      expect(await ports().applyChange(emptyChange(strand, 'm2'))).toBe('duplicate');
    });

    it('keeps the entry of the consent log with its event, without a change of state too, and none of a duplicate', async () => {
      const strand = fresh('user_id:tok');
      const receipt = (at: string): ConsentReceipt => ({
        strand,
        at,
        key: `shop#${at}`,
        receivedAt: at,
        event: 'Consent Granted',
        schema: '1-1-0',
        status: 'granted',
        purpose: 'offers',
        channel: 'email',
        scopes: ['a', 'b'],
        raw: 'x'.repeat(3000),
      });
      const [first, later] = [receipt('2026-11-20T10:00:00.000Z'), receipt('2026-11-21T10:00:00.000Z')];
      await ports().applyChange({ ...creationOf(strand, 'm1'), receipt: later });
      expect(await ports().applyChange({ ...emptyChange(strand, 'm2'), receipt: first })).toBe('applied');
      const again = { ...first, at: '2026-11-22T10:00:00.000Z' };
      expect(await ports().applyChange({ ...emptyChange(strand, 'm2'), receipt: again })).toBe('duplicate');
      expect((await ports().readStrand(strand)).consentLog).toEqual([first, later]);
    });

    it('keeps what was saved, strongly consistent', async () => {
      const strand = fresh('user_id:tok');
      await ports().applyChange(creationOf(strand, 'm1'));
      expect(await ports().strandPointers([strand, 'user_id:nobody'])).toEqual(new Map([[strand, strand]]));
      const [stored] = await ports().loadPersons([strand, 'user_id:nobody']);
      expect(stored).toEqual({ person: strand, version: 1, state: stateOf(strand) });
    });

    it('reads an event’s surroundings in one round', async () => {
      const [strand, other] = [fresh('user_id:tok'), fresh('email:tok')];
      const key = { strand, source: SOURCE, messageId: 'm1' };
      const before = await ports().readSurroundings([strand, other], key);
      expect(before).toEqual({ pointers: new Map(), persons: [], seen: false });
      await ports().applyChange({
        ...creationOf(strand, 'm1'),
        pointers: [
          { strand, person: strand },
          { strand: other, person: strand },
        ],
      });
      const after = await ports().readSurroundings([strand, other], key);
      expect(after.pointers).toEqual(
        new Map([
          [strand, strand],
          [other, strand],
        ]),
      );
      expect(after.persons).toEqual([{ person: strand, version: 1, state: stateOf(strand) }]);
      expect(after.seen).toBe(true);
      expect((await ports().readSurroundings([strand])).seen).toBe(false);
    });

    it('refuses a person that has changed since it was read, and keeps nothing of the change', async () => {
      const strand = fresh('user_id:tok');
      await ports().applyChange(creationOf(strand, 'm1'));
      const stale = {
        ...emptyChange(strand, 'm2'),
        save: [{ person: strand, version: 7, state: stateOf(strand, 'blue') }],
      };
      expect(await ports().applyChange(stale)).toBe('conflict');
      expect(await ports().applyChange({ ...creationOf(strand, 'm3') })).toBe('conflict');
      expect((await ports().loadPersons([strand]))[0]?.state).toEqual(stateOf(strand));
      expect(await ports().loadEvent(stale.key)).toBeUndefined();
    });

    it('refuses a pointer that has changed since it was read', async () => {
      const [strand, other] = [fresh('user_id:tok'), fresh('email:tok')];
      await ports().applyChange(creationOf(strand, 'm1'));
      const elsewhere = { ...emptyChange(strand, 'm2'), pointers: [{ strand, person: other, was: other }] };
      expect(await ports().applyChange(elsewhere)).toBe('conflict');
      const taken = { ...emptyChange(strand, 'm2'), pointers: [{ strand, person: other }] };
      expect(await ports().applyChange(taken)).toBe('conflict');
      const moved = { ...emptyChange(strand, 'm2'), pointers: [{ strand, person: other, was: strand }] };
      expect(await ports().applyChange(moved)).toBe('applied');
      expect(await ports().strandPointers([strand])).toEqual(new Map([[strand, other]]));
    });

    it('writes the version it is told to', async () => {
      const strand = fresh('user_id:tok');
      const made = creationOf(strand, 'm1');
      await ports().applyChange({ ...made, save: [{ person: strand, version: 0, next: 40, state: stateOf(strand) }] });
      expect((await ports().loadPersons([strand]))[0]?.version).toBe(40);
    });

    it('merges two persons in one step: one is left, listed once', async () => {
      const [winner, loser] = [fresh('user_id:tok'), fresh('device:tok')];
      await ports().applyChange(creationOf(winner, 'm1'));
      await ports().applyChange(creationOf(loser, 'm1'));
      const merge: ProfileChange = {
        ...emptyChange(winner, 'm2'),
        save: [
          { person: winner, version: 1, state: { strands: { ...stateOf(winner).strands, ...stateOf(loser).strands } } },
        ],
        remove: [{ person: loser, version: 1 }],
        pointers: [{ strand: loser, person: winner, was: loser }],
      };
      expect(await ports().applyChange(merge)).toBe('applied');
      expect(await ports().strandPointers([winner, loser])).toEqual(
        new Map([
          [winner, winner],
          [loser, winner],
        ]),
      );
      expect(await ports().loadPersons([loser])).toEqual([]);
      const listed = await allPersons(ports().listPersons);
      expect(listed.filter((person) => person === winner)).toHaveLength(1);
      expect(listed).not.toContain(loser);
    });

    it('lists who is in an audience, a shard and a page at a time, and nobody else', async () => {
      const audience = fresh('vip');
      const strands = Array.from({ length: 12 }, () => fresh('user_id:tok'));
      for (const [number, strand] of strands.entries()) {
        const index = { enter: number < 9 ? [audience, 'everybody'] : ['everybody'], leave: [] };
        const made = creationOf(strand, 'm1');
        await ports().applyChange({ ...made, save: [{ ...saving(strand, 0), index }] });
      }
      const listed = await allPersons((shard, _, cursor) => ports().listMembers(audience, shard, 1, cursor));
      expect([...listed].sort()).toEqual(strands.slice(0, 9).sort());
    });

    it('keeps the due-date item of a person, and when it was evaluated', async () => {
      const strand = fresh('user_id:tok');
      const made = creationOf(strand, 'm1');
      const index = { enter: ['vip'], leave: [], dueIs: 1_795_000_100 };
      const saved = {
        person: strand,
        version: 0,
        state: stateOf(strand),
        at: 1_795_000_000,
        due: 1_795_000_100,
        index,
      };
      await ports().applyChange({ ...made, save: [saved] });
      expect(await ports().loadPersons([strand])).toEqual([
        { person: strand, version: 1, state: stateOf(strand), at: 1_795_000_000, due: 1_795_000_100 },
      ]);
      expect(await dueOf(ports(), strand, 1_795_000_099)).toEqual([]);
      expect(await dueOf(ports(), strand, 1_795_000_100)).toEqual([{ time: 1_795_000_100, person: strand }]);
    });

    it('saves an evaluation with its index items at the version that was read, or nothing', async () => {
      const strand = fresh('user_id:tok');
      const made = creationOf(strand, 'm1');
      const first = { enter: ['vip', 'staff'], leave: [], dueIs: 50 };
      await ports().applyChange({ ...made, save: [{ ...saving(strand, 0), due: 50, index: first }] });
      const next = { ...saving(strand, 1), due: 70, index: { enter: [], leave: ['vip'], dueWas: 50, dueIs: 70 } };
      expect(await ports().saveReviewed(next)).toBe('saved');
      expect(await ports().saveReviewed(next)).toBe('conflict');
      expect((await ports().loadPersons([strand]))[0]).toMatchObject({ version: 2, due: 70 });
      expect(await dueOf(ports(), strand, 100)).toEqual([{ time: 70, person: strand }]);
    });

    it('removes the index items of a person that became part of another, and drops items that stand for nobody', async () => {
      const strand = fresh('user_id:tok');
      const made = creationOf(strand, 'm1');
      const index = { enter: ['vip'], leave: [], dueIs: 60 };
      await ports().applyChange({ ...made, save: [{ ...saving(strand, 0), due: 60, index }] });
      const remove = [{ person: strand, version: 1, index: { enter: [], leave: ['vip'], dueWas: 60 } }];
      await ports().applyChange({ ...emptyChange(strand, 'm2'), remove });
      expect(await dueOf(ports(), strand, 100)).toEqual([]);
      await ports().dropDue({ time: 60, person: strand });
    });

    it('lists the earliest due-date items of a shard first', async () => {
      const strands = Array.from({ length: 3 }, () => fresh('user_id:tok'));
      for (const [position, strand] of strands.entries()) {
        const dueIs = 900 - position;
        const index = { enter: [], leave: [], dueIs };
        await ports().applyChange({ ...creationOf(strand, 'm1'), save: [{ ...saving(strand, 0), due: dueIs, index }] });
        const [item] = await ports().listDue(shardOf(strand), 9_999_999_999, 1);
        expect(item?.time).toBeLessThanOrEqual(dueIs);
      }
    });

    it('gives a stored event back by its key', async () => {
      const strand = fresh('user_id:tok');
      await ports().applyChange(creationOf(strand, 'm#1'));
      const key = { strand, source: SOURCE, messageId: 'm#1' };
      expect(await ports().loadEvent(key)).toEqual({ event: eventOf('m#1'), person: strand });
      expect(await ports().loadEvent({ ...key, messageId: 'other' })).toBeUndefined();
    });

    it('lets exactly one of many concurrent changes through', async () => {
      const strand = fresh('user_id:tok');
      await ports().applyChange(creationOf(strand, 'm0'));
      const changes = Array.from({ length: 8 }, (_, index) => ({
        ...emptyChange(strand, `c${index}`),
        save: [{ person: strand, version: 1, state: stateOf(strand, `colour ${index}`) }],
      }));
      const outcomes = await Promise.all(changes.map((change) => ports().applyChange(change)));
      expect(outcomes.filter((outcome) => outcome === 'applied')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(7);
      expect((await ports().loadPersons([strand]))[0]?.version).toBe(2);
    });
  });
