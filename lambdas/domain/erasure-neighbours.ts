import type { StrandId } from '../../contracts/profile';
import { ContendedError } from './contended';
import { withoutLinks } from './erasure-plan';
import type { LoadPersons, StoredPerson } from './ports/profiles';
import type { ReadPointers, SaveView } from './ports/rights';

interface NeighbourPorts {
  readonly readPointers: ReadPointers;
  readonly loadPersons: LoadPersons;
  readonly saveView: SaveView;
}

/** The persons that strands belong to; `moved` where one was on its way to another person while they were read. */
export const personsOf = async (
  { readPointers, loadPersons }: Omit<NeighbourPorts, 'saveView'>,
  strands: readonly StrandId[],
): Promise<readonly StoredPerson[] | 'moved'> => {
  const pointers = [...(await readPointers(strands))].flatMap(([strand, one]) =>
    one.kind === 'person' ? [{ strand, person: one.person }] : [],
  );
  const persons = await loadPersons([...new Set(pointers.map(({ person }) => person))]);
  const isThere = ({ strand, person }: { strand: StrandId; person: string }): boolean =>
    persons.some((stored) => stored.person === person && stored.state.strands[strand] !== undefined);
  return pointers.every(isThere) ? persons : 'moved';
};

const TRIES = 8;

/** Takes the links to strands that have ended out of everybody else's profile, whoever the strands beside belong to by now. */
export const unlink = async (
  ports: NeighbourPorts,
  beside: readonly StrandId[],
  moved: ReadonlySet<StrandId>,
): Promise<void> => {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const persons = await personsOf(ports, beside);
    if (persons === 'moved') continue;
    const linked = persons.flatMap((stored) => {
      const state = withoutLinks(stored.state, moved);
      return state === stored.state ? [] : [{ ...stored, state }];
    });
    for (const stored of linked) await ports.saveView(stored);
    if (linked.length === 0) return;
  }
  throw new ContendedError('erasure.contended');
};
