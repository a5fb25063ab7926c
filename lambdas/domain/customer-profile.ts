import type { Json } from '../../contracts/event';
import type { PersonState, StrandId } from '../../contracts/profile';
import type { CustomerProfile } from '../../contracts/subject-rights';
import { viewOf } from './person-view';
import type { LoadPersons, StrandPointers } from './ports/profiles';
import type { ValuesOf } from './ports/vault';
import { CustomerMovingError } from './read-customer';
import type { ReadWhy } from './read-why';
import { typeOf } from './strand';
import { resolveTokens } from './token-values';

export interface ReadProfilePorts {
  readonly strandPointers: StrandPointers;
  readonly loadPersons: LoadPersons;
  readonly readWhy: ReadWhy;
  readonly valuesOf: ValuesOf;
}

/** A person as it is stored, and as it is shown to somebody who may see values. */
export interface ShownPerson {
  readonly state: PersonState;
  readonly profile: CustomerProfile;
}
/** Undefined where the strand is nobody's. */
export type ReadProfile = (strand: StrandId) => Promise<ShownPerson | undefined>;

const TRIES = 5;

const readState = async (
  { strandPointers, loadPersons }: Pick<ReadProfilePorts, 'strandPointers' | 'loadPersons'>,
  strand: StrandId,
): Promise<PersonState | undefined> => {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const person = (await strandPointers([strand])).get(strand);
    if (person === undefined) return undefined;
    const [stored] = await loadPersons([person]);
    if (stored?.state.strands[strand] !== undefined) return stored.state;
  }
  throw new CustomerMovingError();
};

/** Reads a person with values in place of tokens. Only for callers who may see them. */
export const createReadProfile = (ports: ReadProfilePorts): ReadProfile => {
  const { valuesOf } = ports;
  return async (strand) => {
    const [state, why] = await Promise.all([readState(ports, strand), ports.readWhy(strand)]);
    if (state === undefined || why === undefined) return undefined;
    const view = viewOf(state);
    const tokens = view.members.map((member) => member.slice(typeOf(member).length + 1));
    const values = await valuesOf(tokens);
    const traits = (await resolveTokens(
      Object.fromEntries(Object.entries(view.traits).map(([name, { value }]) => [name, value])),
      valuesOf,
    )) as Readonly<Record<string, Json>>;
    return {
      state,
      profile: {
        person: view.person,
        identifiers: view.members.map((member, index) => {
          const [token, since] = [tokens[index] ?? '', state.strands[member]?.first.at ?? ''];
          const value = values.get(token);
          return { type: typeOf(member), token, since, ...(value !== undefined && { value }) };
        }),
        traits: Object.fromEntries(
          Object.entries(view.traits).map(([name, { at, key }]) => [
            name,
            { value: traits[name] ?? null, at, from: key },
          ]),
        ),
        lists: view.lists,
        audiences: state.membership?.in ?? [],
        consent: view.consent,
        restricted: view.restricted === true,
        why,
      },
    };
  };
};
