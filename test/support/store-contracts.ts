import { randomBytes } from 'node:crypto';
import type { Decision, DecisionInputs, LaunchDefinition } from '../../contracts/decision';
import type { BusEvent } from '../../contracts/event';
import type { PersonId, PersonState, StrandId } from '../../contracts/profile';
import type {
  ApplyChange,
  Attempt,
  ClaimAttempt,
  CountOnce,
  FindToken,
  ListPersons,
  LiveLaunches,
  LoadAttempt,
  LoadDecision,
  LoadDefinition,
  LoadEvent,
  LoadLedgers,
  LoadPersons,
  MarkWebhook,
  ProfileChange,
  ReadClock,
  ReadCounters,
  ReadSurroundings,
  ReadSwitches,
  ReleaseWebhook,
  SaveAttempt,
  SaveDecision,
  SaveLedger,
  SettleWebhook,
  StrandPointers,
  TokensFor,
  ValuesOf,
} from '../../lambdas/domain/ports';
import { decisionOf, inputs, launch } from './decision-fixtures';

/**
 * What every adapter of a store must do, in memory and on a table alike. Ids are new in each test, so that tests can share
 * one table; `open` is called once, before the first test.
 */
const fresh = (name: string): string => `${name}-${randomBytes(6).toString('hex')}`;

const opened = <Ports>(open: () => Promise<Ports>): (() => Ports) => {
  let ports: Ports | undefined;
  beforeAll(async () => {
    ports = await open();
  });
  return () => {
    if (ports === undefined) throw new Error('The store was not opened.');
    return ports;
  };
};

// ------------------------------------------------------------------ profiles

export interface ProfilePorts {
  readonly strandPointers: StrandPointers;
  readonly loadPersons: LoadPersons;
  readonly readSurroundings: ReadSurroundings;
  readonly applyChange: ApplyChange;
  readonly loadEvent: LoadEvent;
  readonly listPersons: ListPersons;
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
const creation = (strand: StrandId, messageId: string): ProfileChange => ({
  ...emptyChange(strand, messageId),
  save: [{ person: strand, version: 0, state: stateOf(strand) }],
  pointers: [{ strand, person: strand }],
});

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
      expect(await ports().applyChange(creation(strand, 'm1'))).toBe('applied');
      expect(await ports().applyChange(creation(strand, 'm1'))).toBe('duplicate');
      expect(await ports().applyChange(emptyChange(strand, 'm2'))).toBe('applied');
      expect(await ports().applyChange(emptyChange(strand, 'm2'))).toBe('duplicate');
    });

    it('keeps what was saved, strongly consistent', async () => {
      const strand = fresh('user_id:tok');
      await ports().applyChange(creation(strand, 'm1'));
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
        ...creation(strand, 'm1'),
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
      await ports().applyChange(creation(strand, 'm1'));
      const stale = {
        ...emptyChange(strand, 'm2'),
        save: [{ person: strand, version: 7, state: stateOf(strand, 'blue') }],
      };
      expect(await ports().applyChange(stale)).toBe('conflict');
      expect(await ports().applyChange({ ...creation(strand, 'm3') })).toBe('conflict');
      expect((await ports().loadPersons([strand]))[0]?.state).toEqual(stateOf(strand));
      expect(await ports().loadEvent(stale.key)).toBeUndefined();
    });

    it('refuses a pointer that has changed since it was read', async () => {
      const [strand, other] = [fresh('user_id:tok'), fresh('email:tok')];
      await ports().applyChange(creation(strand, 'm1'));
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
      const made = creation(strand, 'm1');
      await ports().applyChange({ ...made, save: [{ person: strand, version: 0, next: 40, state: stateOf(strand) }] });
      expect((await ports().loadPersons([strand]))[0]?.version).toBe(40);
    });

    it('merges two persons in one step: one is left, listed once', async () => {
      const [winner, loser] = [fresh('user_id:tok'), fresh('device:tok')];
      await ports().applyChange(creation(winner, 'm1'));
      await ports().applyChange(creation(loser, 'm1'));
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

    it('gives a stored event back by its key', async () => {
      const strand = fresh('user_id:tok');
      await ports().applyChange(creation(strand, 'm#1'));
      const key = { strand, source: SOURCE, messageId: 'm#1' };
      expect(await ports().loadEvent(key)).toEqual({ event: eventOf('m#1'), person: strand });
      expect(await ports().loadEvent({ ...key, messageId: 'other' })).toBeUndefined();
    });

    it('lets exactly one of many concurrent changes through', async () => {
      const strand = fresh('user_id:tok');
      await ports().applyChange(creation(strand, 'm0'));
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

// --------------------------------------------------------------------- vault

export interface VaultPorts {
  readonly tokensFor: TokensFor;
  readonly findToken: FindToken;
  readonly valuesOf: ValuesOf;
}

export const describeVault = (name: string, open: () => Promise<VaultPorts>): void =>
  describe(`vault (${name})`, () => {
    const ports = opened(open);
    const email = () => ({ kind: 'email' as const, value: `${fresh('ann')}@example.com` });

    it('gives the same token for the same value, in order and for ever', async () => {
      const [ann, bob] = [email(), email()];
      const [a, b, again] = await ports().tokensFor([ann, bob, ann]);
      expect(again).toBe(a);
      expect(a).not.toBe(b);
      expect(a).toMatch(/^tok_[A-Za-z0-9_-]{22}$/);
      expect(await ports().tokensFor([bob])).toEqual([b]);
    });

    it('tells kinds apart', async () => {
      const { value } = email();
      const [asEmail, asText] = await ports().tokensFor([
        { kind: 'email', value },
        { kind: 'text', value },
      ]);
      expect(asEmail).not.toBe(asText);
    });

    it('gives values back for tokens it knows', async () => {
      const ann = email();
      const [token = ''] = await ports().tokensFor([ann]);
      expect(await ports().valuesOf([token, 'tok_unknown'])).toEqual(new Map([[token, ann.value]]));
    });

    it('finds a token without making one', async () => {
      const ann = email();
      expect(await ports().findToken(ann)).toBeUndefined();
      const [token] = await ports().tokensFor([ann]);
      expect(await ports().findToken(ann)).toBe(token);
    });

    it('agrees on one token when many ask at once', async () => {
      const ann = email();
      const answers = await Promise.all(Array.from({ length: 8 }, () => ports().tokensFor([ann])));
      expect(new Set(answers.flat()).size).toBe(1);
    });

    it('answers for nothing with nothing', async () => {
      expect(await ports().tokensFor([])).toEqual([]);
      expect(await ports().valuesOf([])).toEqual(new Map());
    });
  });

// ---------------------------------------------------------------- engagement

export interface EngagementPorts {
  readonly loadLedgers: LoadLedgers;
  readonly saveLedger: SaveLedger;
  readonly saveDecision: SaveDecision;
  readonly loadDecision: LoadDecision;
  readonly loadAttempt: LoadAttempt;
  readonly saveAttempt: SaveAttempt;
  readonly claimAttempt: ClaimAttempt;
  readonly countOnce: CountOnce;
  readonly readCounters: ReadCounters;
}

const decided = (decisionId: string): { readonly made: Decision; readonly from: DecisionInputs } => ({
  made: decisionOf({ decisionId }),
  from: inputs([launch('autumn-coats')], { decisionId }),
});

const attemptOf = (messageId: string, over: Partial<Attempt> = {}): Attempt => ({
  messageId,
  state: 'claimed',
  attempts: 1,
  vendor: 'mailhub',
  launch: 'autumn-coats',
  decisionId: 'dec_1',
  status: 0,
  durationMs: 0,
  keyId: '1',
  approval: 'SEC-412',
  at: '2026-11-27T12:00:00.000Z',
  ...over,
});

export const describeEngagement = (name: string, open: () => Promise<EngagementPorts>): void =>
  describe(`engagement (${name})`, () => {
    const ports = opened(open);
    const ledger = { sends: [{ launch: 'autumn-coats', channel: 'email', at: first.at, id: 'msg_1' }], exposures: {} };

    it('saves a ledger only at the version it was read at', async () => {
      const strand = fresh('user_id:tok');
      expect(await ports().loadLedgers([strand])).toEqual([]);
      expect(await ports().saveLedger({ strand, version: 0, ledger })).toBe('saved');
      expect(await ports().saveLedger({ strand, version: 0, ledger })).toBe('conflict');
      expect(await ports().loadLedgers([strand, 'user_id:nobody'])).toEqual([{ strand, version: 1, ledger }]);
    });

    it('keeps a decision once and gives the first one back to the second', async () => {
      const { made, from } = decided(fresh('dec'));
      expect(await ports().loadDecision(made.decisionId)).toBeUndefined();
      expect(await ports().saveDecision(made, from)).toEqual({ outcome: 'saved' });
      const later = { ...made, at: '2026-11-28T00:00:00.000Z' };
      expect(await ports().saveDecision(later, from)).toEqual({ outcome: 'exists', decision: made });
      expect(await ports().loadDecision(made.decisionId)).toEqual(made);
    });

    it('keeps decision and cap together or neither', async () => {
      const strand = fresh('user_id:tok');
      const [one, two] = [decided(fresh('dec')), decided(fresh('dec'))];
      const reserved = { strand, version: 0, ledger };
      expect(await ports().saveDecision(one.made, one.from, reserved)).toEqual({ outcome: 'saved' });
      expect(await ports().saveDecision(two.made, two.from, reserved)).toEqual({ outcome: 'conflict' });
      expect(await ports().loadDecision(two.made.decisionId)).toBeUndefined();
      const again = await ports().saveDecision(one.made, one.from, reserved);
      expect(again).toEqual({ outcome: 'exists', decision: one.made });
      expect((await ports().loadLedgers([strand]))[0]?.version).toBe(1);
    });

    it('lets one of two copies claim a message', async () => {
      const messageId = fresh('msg');
      const claims = await Promise.all(
        Array.from({ length: 4 }, () => ports().claimAttempt(attemptOf(messageId), undefined)),
      );
      expect(claims.filter((claim) => claim === 'claimed')).toHaveLength(1);
      const stored = await ports().loadAttempt(messageId);
      expect(stored).toEqual(attemptOf(messageId));
      const next = attemptOf(messageId, { attempts: 2, at: '2026-11-27T12:05:00.000Z' });
      expect(await ports().claimAttempt(next, stored)).toBe('claimed');
      expect(await ports().claimAttempt(next, stored)).toBe('taken');
    });

    it('writes an attempt’s result over its claim', async () => {
      const messageId = fresh('msg');
      await ports().saveAttempt(attemptOf(messageId));
      await ports().saveAttempt(attemptOf(messageId, { state: 'delivered', status: 202 }));
      expect(await ports().loadAttempt(messageId)).toEqual(attemptOf(messageId, { state: 'delivered', status: 202 }));
      expect(await ports().loadAttempt(fresh('msg'))).toBeUndefined();
    });

    it('counts each event once, whatever the order', async () => {
      const [id, launchId] = [fresh('event'), fresh('launch')];
      expect(await ports().countOnce(id, launchId, { 'delivered.email': 1, exposed: 1 })).toBe('counted');
      expect(await ports().countOnce(id, launchId, { 'delivered.email': 1, exposed: 1 })).toBe('duplicate');
      const more = Array.from({ length: 12 }, (_, index) =>
        ports().countOnce(`${id}-${index}`, launchId, { 'delivered.email': 1 }),
      );
      expect(new Set(await Promise.all(more))).toEqual(new Set(['counted']));
      expect(await ports().readCounters(launchId)).toEqual({ 'delivered.email': 13, exposed: 1 });
      expect(await ports().readCounters(fresh('launch'))).toEqual({});
    });
  });

// ------------------------------------------------------------------- control

export interface ControlPorts {
  readonly liveLaunches: LiveLaunches;
  readonly loadDefinition: LoadDefinition;
  readonly readSwitches: ReadSwitches;
  readonly markWebhook: MarkWebhook;
  readonly settleWebhook: SettleWebhook;
  readonly releaseWebhook: ReleaseWebhook;
  readonly readClock: ReadClock;
}
/** What IT's tools write; the handlers only read it. */
export interface ControlWriter {
  goLive(definition: LaunchDefinition): Promise<void>;
  setLaunch(launch: string, state: 'live' | 'paused' | 'ended'): Promise<void>;
  setVendor(vendor: string, state: 'active' | 'suspended'): Promise<void>;
  pauseAll(on: boolean): Promise<void>;
  setClock(to: Date): Promise<void>;
}

export const describeControl = (
  name: string,
  open: () => Promise<{ readonly ports: ControlPorts; readonly write: ControlWriter }>,
): void =>
  describe(`control (${name})`, () => {
    const store = opened(open);

    it('reads a launch without a row as paused, a vendor without a row as active', async () => {
      const { ports } = store();
      const switches = await ports.readSwitches(fresh('launch'), fresh('vendor'));
      expect(switches).toEqual({ pausedAll: false, launch: 'paused', vendor: 'active' });
    });

    it('sees every switch at once', async () => {
      const { ports, write } = store();
      const [launchId, vendor] = [fresh('launch'), fresh('vendor')];
      await write.goLive(launch(launchId));
      expect((await ports.readSwitches(launchId, vendor)).launch).toBe('live');
      await write.setLaunch(launchId, 'paused');
      await write.setVendor(vendor, 'suspended');
      await write.pauseAll(true);
      expect(await ports.readSwitches(launchId, vendor)).toEqual({
        pausedAll: true,
        launch: 'paused',
        vendor: 'suspended',
      });
      await write.pauseAll(false);
      await write.setVendor(vendor, 'active');
      expect(await ports.readSwitches(launchId, vendor)).toEqual({
        pausedAll: false,
        launch: 'paused',
        vendor: 'active',
      });
    });

    it('gives definitions by their hash', async () => {
      const { ports, write } = store();
      const definition = launch(fresh('launch'));
      await write.goLive(definition);
      expect(await ports.loadDefinition(definition.launch, definition.hash)).toEqual(definition);
      expect(await ports.loadDefinition(definition.launch, 'other')).toBeUndefined();
    });

    it('lists launches that have not ended', async () => {
      const { ports, write } = store();
      const [going, over] = [launch(fresh('launch')), launch(fresh('launch'))];
      await write.goLive(going);
      await write.goLive(over);
      await write.setLaunch(over.launch, 'ended');
      const listed = await ports.liveLaunches();
      expect(listed).toContainEqual({ definition: going, state: 'live', full: false });
      expect(listed.map(({ definition }) => definition.launch)).not.toContain(over.launch);
    });

    it('shows decisions a launch as paused while everything is', async () => {
      const { ports, write } = store();
      const definition = launch(fresh('launch'));
      await write.goLive(definition);
      await write.pauseAll(true);
      const listed = await ports.liveLaunches();
      await write.pauseAll(false);
      expect(listed).toContainEqual({ definition, state: 'paused', full: false });
    });

    it('lets one take a webhook in at a time, until the mark is taken back or settled', async () => {
      const { ports } = store();
      const [vendor, id] = [fresh('vendor'), fresh('msg')];
      expect(await ports.markWebhook(vendor, id, 600)).toBe('new');
      expect(await ports.markWebhook(vendor, id, 600)).toBe('under-way');
      await ports.releaseWebhook(vendor, id);
      expect(await ports.markWebhook(vendor, id, 600)).toBe('new');
      await ports.settleWebhook(vendor, id, 600);
      expect(await ports.markWebhook(vendor, id, 600)).toBe('duplicate');
    });

    it('forgets a mark that has run out, swept or not', async () => {
      const { ports } = store();
      const [vendor, id] = [fresh('vendor'), fresh('msg')];
      expect(await ports.markWebhook(vendor, id, -1)).toBe('new');
      expect(await ports.markWebhook(vendor, id, 600)).toBe('new');
    });

    it('reads the business clock that was set', async () => {
      const { ports, write } = store();
      const now = new Date('2026-11-27T15:00:00.000Z');
      await write.setClock(now);
      expect(await ports.readClock()).toEqual(now);
    });
  });
