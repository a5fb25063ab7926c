import type { BusEvent } from '../../../contracts/event';
import type { StrandId } from '../../../contracts/profile';
import { newErasure } from '../../../lambdas/domain/erasure-state';
import type { SaveDecision } from '../../../lambdas/domain/ports/decisions';
import type { ApplyChange, LoadPersons, ProfileChange, ReadSurroundings } from '../../../lambdas/domain/ports/profiles';
import type {
  EndPerson,
  EndStrand,
  ForgetDecisions,
  ForgetLedger,
  ForgetPerson,
  ForgetStrand,
  LoadErasure,
  NoteReport,
  ReadDecisions,
  ReadEngaged,
  ReadPointers,
  ReadReports,
  ReadStrand,
  SaveErasure,
  SaveView,
} from '../../../lambdas/domain/ports/rights';
import { decisionOf, inputs } from '../decision-fixtures';
import { fresh, opened } from './opened';
import { stateOf } from './profiles';

export interface ErasurePorts {
  readonly applyChange: ApplyChange;
  readonly loadPersons: LoadPersons;
  readonly readSurroundings: ReadSurroundings;
  readonly readPointers: ReadPointers;
  readonly endPerson: EndPerson;
  readonly saveView: SaveView;
  readonly endStrand: EndStrand;
  readonly readStrand: ReadStrand;
  readonly forgetStrand: ForgetStrand;
  readonly forgetPerson: ForgetPerson;
  readonly saveDecision: SaveDecision;
  readonly readEngaged: ReadEngaged;
  readonly readDecisions: ReadDecisions;
  readonly forgetLedger: ForgetLedger;
  readonly forgetDecisions: ForgetDecisions;
  readonly loadErasure: LoadErasure;
  readonly saveErasure: SaveErasure;
  readonly noteReport: NoteReport;
  readonly readReports: ReadReports;
}

const [EARLY, LATE] = ['2026-11-20T10:00:00.000Z', '2026-11-28T10:00:00.000Z'];
const erasure = { receipt: 'era_store', erasedAt: '2026-11-27T12:00:00.000Z' };

const eventOf = (messageId: string, occurredAt: string): BusEvent => ({
  source: 'tandem.edge.shop',
  detailType: 'Product Viewed',
  detail: {
    schema: 'Product Viewed/1-0-0',
    messageId,
    occurredAt,
    receivedAt: occurredAt,
    identifiers: [],
    properties: {},
    trace: 'Root=1-0-0',
  },
});

const seen = (strand: StrandId, messageId: string, at = EARLY): ProfileChange => ({
  key: { strand, source: 'shop', messageId },
  event: eventOf(messageId, at),
  person: strand,
  save: [],
  remove: [],
  pointers: [],
});

/** A person of two strands. */
const made = (strand: StrandId, other: StrandId): ProfileChange => ({
  ...seen(strand, 'm1'),
  save: [
    {
      person: strand,
      version: 0,
      state: { strands: { ...stateOf(strand).strands, ...stateOf(other).strands } },
      index: { enter: ['loyal'], leave: [], dueIs: 4_000_000_000 },
    },
  ],
  pointers: [strand, other].map((one) => ({ strand: one, person: strand })),
});

export const describeErasure = (name: string, open: () => Promise<ErasurePorts>): void =>
  describe(`erasure (${name})`, () => {
    const ports = opened(open);
    const person = async () => {
      const [strand, other] = [fresh('user_id:tok'), fresh('email:tok')];
      expect(await ports().applyChange(made(strand, other))).toBe('applied');
      const ending = { person: strand, version: 1, audiences: ['loyal'], due: 4_000_000_000 };
      return { strand, other, ending };
    };

    it('ends a person in one step, at the version that was read', async () => {
      const { strand, other, ending } = await person();
      const erase = [strand, other];
      expect(await ports().endPerson({ ...ending, version: 7, erase, release: [] }, erasure)).toBe('conflict');
      expect((await ports().readPointers([strand])).get(strand)).toEqual({ kind: 'person', person: strand });
      expect(await ports().endPerson({ ...ending, erase, release: [] }, erasure)).toBe('ended');
      expect(await ports().loadPersons([strand])).toEqual([]);
      expect(await ports().readPointers(erase)).toEqual(
        new Map(erase.map((one) => [one, { kind: 'erased', ...erasure }])),
      );
    });

    it('shows an event the tombstone, and lets nothing through that was planned before it', async () => {
      const { strand, other, ending } = await person();
      const planned = {
        ...seen(strand, 'm2'),
        save: [{ person: strand, version: 1, state: stateOf(strand, 'blue') }],
      };
      await ports().endPerson({ ...ending, erase: [strand, other], release: [] }, erasure);
      expect(await ports().applyChange(planned)).toBe('conflict');
      expect(await ports().applyChange(made(strand, other))).not.toBe('applied');
      const { erased, pointers } = await ports().readSurroundings([strand]);
      expect([erased, pointers.size]).toEqual([erasure.receipt, 0]);
    });

    it('parts a strand that stays with somebody else, who may begin anew with it', async () => {
      const { strand, other, ending } = await person();
      await ports().endPerson({ ...ending, erase: [strand], release: [other] }, erasure);
      expect((await ports().readPointers([other])).size).toBe(0);
      const anew: ProfileChange = {
        ...seen(other, 'm9', LATE),
        save: [{ person: other, version: 0, state: stateOf(other) }],
        pointers: [{ strand: other, person: other }],
      };
      expect(await ports().applyChange(anew)).toBe('applied');
    });

    it('saves a person over the version that was read, with the time that is due', async () => {
      const { strand, ending } = await person();
      const [read] = await ports().loadPersons([strand]);
      const next = { person: strand, version: 1, state: stateOf(strand, 'blue'), due: ending.due };
      expect(read?.version).toBe(1);
      expect(await ports().saveView({ ...next, version: 7 })).toBe('conflict');
      expect(await ports().saveView(next)).toBe('saved');
      expect(await ports().saveView(next)).toBe('conflict');
      expect(await ports().loadPersons([strand])).toEqual([{ ...next, version: 2 }]);
      const gone = { ...next, version: 2 };
      expect(await ports().endPerson({ ...ending, version: 2, erase: [strand], release: [] }, erasure)).toBe('ended');
      expect(await ports().saveView(gone)).toBe('conflict');
    });

    it('puts a tombstone on what is nobody’s, and on nothing else', async () => {
      const { strand } = await person();
      const nobodys = fresh('email:tok');
      expect(await ports().endStrand(nobodys, erasure)).toBe('ended');
      expect(await ports().endStrand(nobodys, erasure)).toBe('ended');
      expect(await ports().endStrand(strand, erasure)).toBe('conflict');
    });

    it('reads what is stored of a strand and deletes it, all or up to a time, but not the tombstone', async () => {
      const { strand, other, ending } = await person();
      await ports().applyChange(seen(strand, 'm2', LATE));
      const idsOf = async () => (await ports().readStrand(strand)).events.map(({ event }) => event.detail.messageId);
      expect([...(await idsOf())].sort()).toEqual(['m1', 'm2']);
      await ports().endPerson({ ...ending, erase: [strand, other], release: [] }, erasure);
      await ports().forgetStrand(strand, erasure.erasedAt);
      expect(await idsOf()).toEqual(['m2']);
      await ports().forgetStrand(strand);
      expect(await idsOf()).toEqual([]);
      await ports().forgetPerson(ending);
      expect((await ports().readPointers([strand])).get(strand)).toMatchObject({ kind: 'erased' });
    });

    it('finds a person’s decisions, with a change of the ledger and without, and forgets them', async () => {
      const strand = fresh('user_id:tok');
      const [capped, free] = [fresh('dec'), fresh('dec')];
      const ledger = { sends: [{ launch: 'coats', channel: 'email', at: EARLY, id: 'msg_1' }], exposures: {} };
      await ports().saveDecision(decisionOf({ decisionId: capped, person: strand }), inputs([]), {
        strand,
        version: 0,
        ledger,
      });
      await ports().saveDecision(decisionOf({ decisionId: free, person: strand }), inputs([]));
      const engaged = await ports().readEngaged(strand);
      expect([...engaged.decisions].sort()).toEqual([capped, free].sort());
      expect(engaged.ledger).toEqual({ strand, version: 1, ledger });
      const decisions = await ports().readDecisions([capped, free, 'dec_none']);
      expect(decisions.map(({ decision }) => decision.decisionId)).toEqual([capped, free]);
      await ports().forgetDecisions([capped, free]);
      await ports().forgetLedger(strand);
      expect(await ports().readDecisions([capped, free])).toEqual([]);
      expect(await ports().readEngaged(strand)).toEqual({ decisions: [] });
    });

    it('keeps an erasure, and saves over what was read only', async () => {
      const asked = { type: 'email', hash: 'h', askedBy: 'service', startedAt: EARLY };
      const state = newErasure({ ...erasure, receipt: fresh('era') }, asked);
      expect(await ports().loadErasure(state.receipt)).toBeUndefined();
      expect(await ports().saveErasure(state, 0)).toBe('saved');
      expect(await ports().saveErasure(state, 0)).toBe('conflict');
      expect(await ports().saveErasure({ ...state, step: 'end' }, 1)).toBe('saved');
      expect(await ports().loadErasure(state.receipt)).toEqual({ version: 2, state: { ...state, step: 'end' } });
    });

    it('keeps the first answer of each vendor beside the erasure, and touches that one not', async () => {
      const asked = { type: 'email', hash: 'h', askedBy: 'service', startedAt: EARLY };
      const state = newErasure({ ...erasure, receipt: fresh('era') }, asked);
      await ports().saveErasure(state, 0);
      const { receipt } = state;
      const said = { receipt, vendor: 'mailhub', outcome: 'erased', attempts: 1, status: 202, at: EARLY } as const;
      const failed = { ...said, outcome: 'failed', status: 400, reason: 'refused', at: LATE } as const;
      expect(await ports().readReports(receipt)).toEqual([]);
      for (const report of [said, said, failed, { ...failed, vendor: 'textly' }]) await ports().noteReport(report);
      const reports = [...(await ports().readReports(receipt))].sort((a, b) => (a.vendor < b.vendor ? -1 : 1));
      expect(reports).toEqual([said, { ...failed, vendor: 'textly' }]);
      expect(await ports().readReports(fresh('era'))).toEqual([]);
      expect(await ports().loadErasure(receipt)).toEqual({ version: 1, state });
    });
  });
