import type { StrandId } from '../../contracts/profile';
import { ContendedError } from './contended';
import { personsOf } from './erasure-neighbours';
import { erasurePlan } from './erasure-plan';
import { countTypes, type ErasureState, workOf } from './erasure-state';
import type { ErasurePorts, Step } from './erasure-step';
import { endingStrands } from './erasure-vault';
import { neighboursOf } from './refused-links';
import { strandOf } from './strand';

/** Who is to end: nobody for a value that nobody is known by. Done again until the end has happened, because people change. */
export const plan: Step = async (ports, settings, state) => {
  const work = workOf(state);
  const { token } = await ports.readIndexed(work.hash);
  if (token === undefined) return { ...state, step: 'suppress' };
  const strand = strandOf({ type: state.type, token });
  const pointer = (await ports.readPointers([strand])).get(strand);
  // Another erasure of the same person is about to take the token out of the index.
  if (pointer?.kind === 'erased' && pointer.receipt !== state.receipt) throw new ContendedError('erasure.contended');
  if (pointer?.kind === 'erased') return { ...state, step: 'suppress' };
  const [asked] = pointer === undefined ? [] : await ports.loadPersons([pointer.person]);
  // Pointer and person are read one after the other: the strand may have moved to somebody else in between.
  if (pointer !== undefined && asked?.state.strands[strand] === undefined)
    throw new ContendedError('erasure.contended');
  const neighbours = asked === undefined ? [] : await personsOf(ports, neighboursOf(asked.state));
  if (neighbours === 'moved') throw new ContendedError('erasure.contended');
  const planned =
    asked === undefined
      ? { ends: [], erase: [strand], release: [], neighbours: [], relinks: [] }
      : erasurePlan(asked, neighbours, settings.rules);
  const before = asked === undefined ? [] : await endedBefore(ports, state, neighboursOf(asked.state));
  const strands = await endingStrands(ports, settings, [
    ...[...new Set([...before, ...planned.erase])].map((one) => [one, true] as const),
    ...planned.release.map((one) => [one, false] as const),
  ]);
  const ends = planned.ends.map(({ person, version, state: { strands: of, membership }, due }) => ({
    person,
    version,
    strands: Object.keys(of),
    audiences: membership?.in ?? [],
    ...(due !== undefined && { due }),
  }));
  return {
    ...state,
    step: 'end',
    work: { ...work, strands, ends, neighbours: planned.neighbours, relinks: planned.relinks },
  };
};

/** Strands that an earlier try of the same erasure has ended: they have no person any more that would bring them along. */
const endedBefore = async (
  { readPointers }: ErasurePorts,
  { receipt }: ErasureState,
  strands: readonly StrandId[],
): Promise<readonly StrandId[]> =>
  [...(await readPointers(strands))].flatMap(([strand, one]) =>
    one.kind === 'erased' && one.receipt === receipt ? [strand] : [],
  );

/**
 * The point of no return: one transaction a person, the one asked for last. A change that came in between makes it start from
 * the plan again; an event that comes later finds tombstones.
 */
export const end: Step = async (ports, _settings, state) => {
  const work = workOf(state);
  const isErased = new Map(work.strands.map(({ strand, erase }) => [strand, erase]));
  for (const { strands, ...ended } of work.ends) {
    const erase = strands.filter((strand) => isErased.get(strand) === true);
    const release = strands.filter((strand) => isErased.get(strand) === false);
    if ((await ports.endPerson({ ...ended, erase, release }, state)) === 'conflict') return { ...state, step: 'plan' };
  }
  if (work.ends.length === 0) {
    for (const { strand } of work.strands) {
      if ((await ports.endStrand(strand, state)) === 'conflict') return { ...state, step: 'plan' };
    }
  }
  return { ...state, step: 'suppress' };
};

/** From here on the vault gives the values new tokens, and only for events that happened after the erasure was asked for. */
export const suppress: Step = async (ports, _settings, state) => {
  const work = workOf(state);
  for (const { hash, token, erase } of work.strands) {
    if (hash !== undefined && erase) await ports.suppress(hash, token, state);
  }
  if (work.strands.length === 0 && (await ports.suppress(work.hash, undefined, state)) === 'changed') {
    return { ...state, step: 'plan' };
  }
  return {
    ...state,
    step: 'gather',
    identifiers: countTypes(work.strands.filter(({ erase }) => erase)),
    shared: countTypes(work.strands.filter(({ erase }) => !erase)),
    work: { ...work, endedAt: ports.wallClock().toISOString() },
  };
};
