import type { BusEvent } from '../../contracts/event';
import { PLATFORM_EVENT } from '../../contracts/names';
import type { PersonId, StrandId } from '../../contracts/profile';
import { withReceipt } from './consent-log';
import { Loaded } from './loaded';
import { planChange } from './plan-change';
import type { ApplyChange, LoadPersons, ProfileChange, ReadSurroundings, Sleep, StrandPointers } from './ports';
import type { ProfileRules } from './profile-rules';
import { eventKeyOf, strandsOf } from './strand';

export interface ApplyPorts {
  readonly readSurroundings: ReadSurroundings;
  readonly strandPointers: StrandPointers;
  readonly loadPersons: LoadPersons;
  readonly applyChange: ApplyChange;
  readonly sleep: Sleep;
}

/** What became of an event. */
export type Applied =
  | {
      readonly outcome: 'applied';
      readonly person: PersonId;
      /** Persons that the event made, and persons that became part of another. */
      readonly created: number;
      readonly merged: number;
    }
  | { readonly outcome: 'duplicate' }
  /** To be quarantined: applying it would move more than one transaction holds. Nothing was written. */
  | { readonly outcome: 'identity-limit' }
  /** Others changed the same persons every time; bring it again. Nothing was written. */
  | { readonly outcome: 'conflict' };

/** Tries before an event is left to its queue's redelivery. */
export const TRIES = 8;
const BACKOFF_MS = 20;

type Named = readonly [StrandId, ...StrandId[]];

/** Applies an event to the profiles, once: reads what it touches, plans, writes, and starts anew if something changed meanwhile. */
export const applyEvent = async (ports: ApplyPorts, rules: ProfileRules, event: BusEvent): Promise<Applied> => {
  const strands = named(strandsOf(event, rules));
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (attempt > 0) await ports.sleep(BACKOFF_MS * 2 ** attempt);
    const result = await attemptOnce(ports, rules, event, strands);
    if (result.outcome !== 'conflict') return result;
  }
  return { outcome: 'conflict' };
};

const attemptOnce = async (
  ports: ApplyPorts,
  rules: ProfileRules,
  event: BusEvent,
  strands: Named,
): Promise<Applied> => {
  const surroundings = await ports.readSurroundings(strands, eventKeyOf(event, rules));
  if (surroundings.seen) return { outcome: 'duplicate' };
  const loaded = new Loaded();
  loaded.addSurroundings(strands, surroundings);
  for (;;) {
    const plan = planChange(event, strands, loaded, rules);
    switch (plan.kind) {
      case 'read':
        await read(ports, loaded, plan.strands);
        break;
      case 'change':
        return resultOf(await ports.applyChange(withReceipt(plan.change, loaded)), plan.change);
      case 'stale':
        return { outcome: 'conflict' };
      case 'limit':
        return applyAlone(ports, rules, event, strands, loaded);
    }
  }
};

/**
 * A withdrawal counts even where the identity limit keeps its links out: it is applied to its strongest identifier alone,
 * which moves no strand.
 */
const applyAlone = async (
  { applyChange }: ApplyPorts,
  rules: ProfileRules,
  event: BusEvent,
  [primary]: Named,
  loaded: Loaded,
): Promise<Applied> => {
  if (event.detailType !== PLATFORM_EVENT.consentWithdrawn) return { outcome: 'identity-limit' };
  const plan = planChange(event, [primary], loaded, rules);
  if (plan.kind !== 'change') return { outcome: 'identity-limit' };
  return resultOf(await applyChange(withReceipt(plan.change, loaded)), plan.change);
};

/** Reads pointers of strands and the persons they lead to. */
const read = async (
  { strandPointers, loadPersons }: ApplyPorts,
  loaded: Loaded,
  strands: readonly StrandId[],
): Promise<void> => {
  const pointers = strands.filter((strand) => !loaded.hasPointer(strand));
  if (pointers.length > 0) loaded.addPointers(pointers, await strandPointers(pointers));
  const persons = new Set(
    strands.map((strand) => loaded.unreadPerson(strand)).filter((person) => person !== undefined),
  );
  if (persons.size > 0) loaded.addPersons([...persons], await loadPersons([...persons]));
};

const resultOf = (answer: Awaited<ReturnType<ApplyChange>>, change: ProfileChange): Applied => {
  if (answer !== 'applied') return { outcome: answer };
  return {
    outcome: 'applied',
    person: change.person,
    created: change.save.filter(({ version }) => version === 0).length,
    merged: change.remove.length,
  };
};

const named = ([first, ...others]: readonly StrandId[]): Named => {
  if (first === undefined) throw new Error('An event without identifiers belongs to nobody; the edge lets none in.');
  return [first, ...others];
};
