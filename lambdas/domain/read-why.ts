import type { PersonExplanation, StrandId } from '../../contracts/profile';
import { explainPerson } from './explain';
import type { LoadPersons, ReadSurroundings, StrandPointers } from './ports/profiles';
import type { ProfileRules } from './profile-rules';
import { CustomerMovingError } from './read-customer';
import { neighboursOf } from './refused-links';

interface ReadWhyPorts {
  readonly readSurroundings: ReadSurroundings;
  readonly strandPointers: StrandPointers;
  readonly loadPersons: LoadPersons;
}

/** The merge decision record of the person behind a strand; undefined where the strand is nobody's. */
export type ReadWhy = (strand: StrandId) => Promise<PersonExplanation | undefined>;

const TRIES = 5;

/** Reads the person, and the persons of strands that were kept out of it. Rejects with `CustomerMovingError` where it keeps merging meanwhile. */
export const createReadWhy =
  ({ readSurroundings, strandPointers, loadPersons }: ReadWhyPorts, rules: ProfileRules): ReadWhy =>
  async (strand) => {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const { pointers, persons } = await readSurroundings([strand]);
      const person = pointers.get(strand);
      if (person === undefined) return undefined;
      const [stored] = persons.some((one) => one.person === person) ? persons : await loadPersons([person]);
      if (stored === undefined) continue;
      const outside = await strandPointers(neighboursOf(stored.state));
      const neighbours = await loadPersons([...new Set(outside.values())]);
      return explainPerson(
        stored.state,
        neighbours.map(({ state }) => state),
        rules,
      );
    }
    throw new CustomerMovingError();
  };
