import { strandOf } from '../../lambdas/domain/strand';
import { launch, live } from '../../test/support/decision-fixtures';
import { createDecisionWorld, decideForWith } from '../../test/support/decision-world';
import { createMemoryVault } from '../../test/support/memory-vault';
import { countingRounds } from '../../test/support/rounds';
import { atMost, type Bench, shown } from '../row';

const READS = ['findToken', 'liveLaunches', 'readSurroundings', 'loadPersons', 'loadLedgers'];
const EMAIL = { kind: 'email', value: 'ana@example.org' } as const;

/** Sequential rounds of reads and writes that one question for offers takes; the clock is no round of its own. */
export const offers: Bench = {
  id: 'offers',
  run: async () => {
    const single = await roundsFor(false);
    const merged = await roundsFor(true);
    return [
      atMost('offers.reads', 'offers: sequential read rounds', single.reads, 'rounds', 2),
      atMost('offers.writes', 'offers: writes', single.writes, 'writes', 1),
      shown(
        'offers.reads-merged',
        'offers: read rounds for a merged person asked by another strand',
        merged.reads,
        'rounds',
      ),
    ];
  },
};

const roundsFor = async (merged: boolean): Promise<{ reads: number; writes: number }> => {
  const world = createDecisionWorld();
  const vault = createMemoryVault();
  const [token = ''] = await vault.make([EMAIL]);
  const asked = strandOf({ type: 'email', token });
  await world.welcome(merged ? ['user_id:known', asked] : [asked]);
  const coats = launch('coats', { channels: { reach: 'first', use: [{ channel: 'pos', kind: 'pull' }] } });
  const rounds: string[][] = [];
  const counted = countingRounds(
    { ...world.ports, findToken: vault.findToken, liveLaunches: async () => [live(coats)] },
    rounds,
  );
  const [found] = await Promise.all([counted.findToken(EMAIL), counted.liveLaunches()]);
  if (found === undefined) throw new Error('The bench customer is unknown.');
  const decided = await decideForWith(counted)({
    strand: asked,
    triggerOf: () => ({ kind: 'ask', channel: 'pos', slot: '2026-11-27T12:00', limit: 1 }),
  });
  if (decided === undefined) throw new Error('The bench customer got no decision.');
  return {
    reads: rounds.filter((round) => round.some((name) => READS.includes(name))).length,
    writes: rounds.flat().filter((name) => name === 'saveDecision').length,
  };
};
