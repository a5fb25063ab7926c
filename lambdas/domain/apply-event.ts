import type { BusEvent } from '../../contracts/event';
import { PLATFORM_EVENT } from '../../contracts/names';
import type { PersonId, StrandId } from '../../contracts/profile';
import { withReceipt } from './consent-log';
import { Loaded } from './loaded';
import { withMembership } from './membership-change';
import { planChange } from './plan-change';
import type { Clock, Sleep } from './ports/clocks';
import type { ApplyChange, LoadPersons, ProfileChange, ReadSurroundings, StrandPointers } from './ports/profiles';
import type { ProfileRules } from './profile-rules';
import { eventKeyOf, strandsOf } from './strand';

export interface ApplyPorts {
  readonly readSurroundings: ReadSurroundings;
  readonly strandPointers: StrandPointers;
  readonly loadPersons: LoadPersons;
  readonly applyChange: ApplyChange;
  readonly sleep: Sleep;
  /** Business time: audiences are evaluated as of it. */
  readonly clock: Clock;
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
  /** It names somebody who was erased, by a token of then: to be dropped. Nothing was written. */
  | { readonly outcome: 'erased'; readonly receipt: string }
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
  if (surroundings.erased !== undefined) return { outcome: 'erased', receipt: surroundings.erased };
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
        return (await write(ports, rules, loaded, plan.change)) ?? applyAlone(ports, rules, event, strands, loaded);
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
  ports: ApplyPorts,
  rules: ProfileRules,
  event: BusEvent,
  [primary]: Named,
  loaded: Loaded,
): Promise<Applied> => {
  if (event.detailType !== PLATFORM_EVENT.consentWithdrawn) return { outcome: 'identity-limit' };
  const plan = planChange(event, [primary], loaded, rules);
  const written = plan.kind === 'change' ? await write(ports, rules, loaded, plan.change) : undefined;
  return written ?? { outcome: 'identity-limit' };
};

/** Writes a change with what it does to audiences; undefined where that is more than one transaction holds. */
const write = async (
  { applyChange, clock }: ApplyPorts,
  { audiences }: ProfileRules,
  loaded: Loaded,
  change: ProfileChange,
): Promise<Applied | undefined> => {
  const now = change.save.length === 0 ? undefined : await clock();
  const whole = now === undefined ? change : withMembership(change, loaded, audiences, asOf(now, change));
  return whole && resultOf(await applyChange(withReceipt(whole, loaded)), whole);
};

/** The event itself has happened, whatever this machine's clock says. */
const asOf = (now: Date, { event }: ProfileChange): number =>
  Math.floor(Math.max(now.getTime(), Date.parse(event.detail.occurredAt)) / 1000);

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
