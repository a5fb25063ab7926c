import type { StrandId, StrandState } from '../../../contracts/profile';
import type { RebuildRun } from '../../../contracts/rebuild';
import type {
  LoadGeneration,
  LoadRuns,
  OtherState,
  SaveGeneration,
  SaveRun,
} from '../../../lambdas/domain/ports/generations';
import type { ApplyChange, LoadPersons } from '../../../lambdas/domain/ports/profiles';
import type { ForgetStrand, ReadStrand } from '../../../lambdas/domain/ports/rights';
import { fresh, opened } from './opened';
import { creationOf, stateOf } from './profiles';

export interface GenerationPorts {
  readonly applyChange: ApplyChange;
  readonly loadPersons: LoadPersons;
  readonly readStrand: ReadStrand;
  readonly forgetStrand: ForgetStrand;
  readonly loadGeneration: LoadGeneration;
  readonly saveGeneration: SaveGeneration;
  readonly loadRuns: LoadRuns;
  readonly saveRun: SaveRun;
}

const run = { run: 'rebuild-1', until: '2999-01-01T00:00:00.000Z' };
const strandState = (strand: StrandId, colour: string): StrandState => {
  const state = stateOf(strand, colour).strands[strand];
  if (state === undefined) throw new Error('The fixture has the strand.');
  return state;
};
const otherOf = (strand: StrandId, colour: string, side: OtherState['side'] = 'next'): OtherState => ({
  side,
  state: strandState(strand, colour),
  told: ['a', 'b'],
});

export const describeGenerations = (name: string, open: () => Promise<GenerationPorts>): void =>
  describe(`generations (${name})`, () => {
    const ports = opened(open);
    const known = async (): Promise<StrandId> => {
      const strand = fresh('user_id:tok');
      await ports().applyChange(creationOf(strand, 'm1'));
      return strand;
    };

    it('keeps what was worked out beside the person, as of its version, and changes nothing of it', async () => {
      const strand = await known();
      const others = new Map([[strand, otherOf(strand, 'blue')]]);
      expect(await ports().loadGeneration(run.run, strand, [strand])).toEqual({ others: new Map() });
      expect(await ports().saveGeneration(run, { person: strand, version: 1, others })).toBe('saved');

      expect(await ports().loadGeneration(run.run, strand, [strand])).toEqual({ version: 1, others });
      expect(await ports().loadGeneration('rebuild-2', strand, [strand])).toEqual({ others: new Map() });
      expect(await ports().loadPersons([strand])).toEqual([{ person: strand, version: 1, state: stateOf(strand) }]);
    });

    it('keeps nothing of a person that has changed, or is no more', async () => {
      const strand = await known();
      const others = new Map([[strand, otherOf(strand, 'blue')]]);
      expect(await ports().saveGeneration(run, { person: strand, version: 7, others })).toBe('conflict');
      const nobody = fresh('user_id:tok');
      const theirs = new Map([[nobody, otherOf(nobody, 'blue')]]);
      expect(await ports().saveGeneration(run, { person: nobody, version: 1, others: theirs })).toBe('conflict');
      expect(await ports().loadGeneration(run.run, strand, [strand])).toEqual({ others: new Map() });
      expect((await ports().readStrand(nobody)).copies).toBe(0);
    });

    it('notes that nothing differs', async () => {
      const strand = await known();
      expect(await ports().saveGeneration(run, { person: strand, version: 1, others: new Map() })).toBe('saved');
      expect(await ports().loadGeneration(run.run, strand, [strand])).toEqual({ version: 1, others: new Map() });
    });

    it('changes sides in one step, and forgets what it is told to', async () => {
      const strand = await known();
      const former = new Map([[strand, otherOf(strand, 'red', 'former')]]);
      const saved = { person: strand, version: 1, state: stateOf(strand, 'blue'), at: 5 };
      expect(await ports().saveGeneration(run, { person: strand, version: 1, others: former, saved })).toBe('saved');
      expect(await ports().loadPersons([strand])).toEqual([{ ...saved, version: 2 }]);
      expect(await ports().loadGeneration(run.run, strand, [strand])).toEqual({ version: 2, others: former });

      const again = { person: strand, version: 1, others: former, saved };
      expect(await ports().saveGeneration(run, again)).toBe('conflict');
      const none = new Map([[strand, undefined]]);
      expect(await ports().saveGeneration(run, { person: strand, version: 2, others: none })).toBe('saved');
      expect((await ports().loadGeneration(run.run, strand, [strand])).others.size).toBe(0);
    });

    it('is counted with the strand, is none of its events, and goes when the strand is forgotten', async () => {
      const strand = await known();
      const others = new Map([[strand, otherOf(strand, 'blue')]]);
      await ports().saveGeneration(run, { person: strand, version: 1, others });
      const page = await ports().readStrand(strand);
      expect([page.events.length, page.consentLog.length, page.copies]).toEqual([1, 0, 2]);

      await ports().forgetStrand(strand, '2000-01-01T00:00:00.000Z');
      expect(await ports().readStrand(strand)).toMatchObject({ copies: 0, events: [{}] });
    });

    it('keeps runs by version, the latest first', async () => {
      const id = fresh('rebuild-2026');
      const runOf = (suffix: string, state: RebuildRun['state']): RebuildRun => ({
        ...run,
        run: `${id}${suffix}`,
        state,
        startedAt: '2026-11-27T12:00:00.000Z',
        rules: 'r',
        passes: 0,
        moved: 0,
        cursor: '3/user_id:tok',
        counts: { build: { people: 2 }, check: {}, switch: {}, revert: {} },
      });
      expect(await ports().saveRun(runOf('', 'building'), 0)).toBe('saved');
      expect(await ports().saveRun(runOf('', 'built'), 0)).toBe('conflict');
      expect(await ports().saveRun(runOf('', 'built'), 1)).toBe('saved');
      expect(await ports().saveRun(runOf('-2', 'building'), 0)).toBe('saved');
      const runs = (await ports().loadRuns()).filter((one) => one.run.run.startsWith(id));
      expect(runs).toEqual([
        { version: 1, run: runOf('-2', 'building') },
        { version: 2, run: runOf('', 'built') },
      ]);
    });
  });
