import type { BusEvent } from '../../contracts/event';
import type { ConsentReceipt, PersonState, StrandId, StrandState } from '../../contracts/profile';
import { effectsOf } from './effects';
import { knownBefore } from './history';
import { groupsOf, personIdOf } from './identity';
import { withLinks } from './links';
import type { ProfileRules } from './profile-rules';
import { sortedRecord } from './record';
import { withAnswersBefore } from './rehearse-consent';
import { compareStamps, compareText } from './stamp';
import { eventStamp, strandsOf } from './strand';
import { observe } from './strand-state';

/** Events since an instant in the order in which they arrived, each once. */
export const arrivals = (events: readonly BusEvent[], start: string): readonly BusEvent[] =>
  [...new Map(events.map((event) => [eventStamp(event).key, event])).values()]
    .filter(({ detail }) => detail.occurredAt >= start)
    .sort(
      (a, b) => compareText(a.detail.receivedAt, b.detail.receivedAt) || compareStamps(eventStamp(a), eventStamp(b)),
    );

/**
 * The strands of a person as they were at an instant (ISO 8601, a midnight of UTC), and then as each event leaves them: what was
 * one person then. Consent is known from its log; any other fact that was told again since is not known before that.
 */
export const createPast = (
  { strands: stored }: PersonState,
  receipts: readonly ConsentReceipt[],
  start: string,
  rules: ProfileRules,
) => {
  const strands = new Map<StrandId, StrandState>(
    Object.entries(stored)
      .filter(([, { first }]) => first.at < start)
      .map(([strand, state]) => {
        const known = { ...knownBefore(state, start), links: linksBefore(state, start) };
        const said = receipts.filter((receipt) => receipt.strand === strand);
        return [strand, withAnswersBefore(known, said, start, rules)];
      }),
  );
  let groups: readonly PersonState[] | undefined;

  const tell = (event: BusEvent): void => {
    const [primary, ...others] = strandsOf(event, rules);
    if (primary === undefined) return;
    const stamp = eventStamp(event);
    const see = (strand: StrandId, named: readonly StrandId[], isItsOwn: boolean): void => {
      // Whoever never became part of this person is looked at with the person that it is part of.
      if (!Object.hasOwn(stored, strand)) return;
      const before = strands.get(strand);
      const links = withLinks(strand, before?.links ?? {}, named, stamp, rules);
      const effects = isItsOwn ? { effects: effectsOf(event, rules) } : {};
      const after = observe(before, { stamp, links, ...effects }, rules.limits);
      if (after === before) return;
      strands.set(strand, after);
      groups = undefined;
    };
    see(primary, others, true);
    for (const other of others) see(other, [primary], false);
  };

  /** Everybody whom the strands made up. */
  const persons = (): readonly PersonState[] => {
    groups ??= groupsOf(strands, rules).map((members) => ({
      person: personIdOf(members, strands, rules),
      rules: rules.version,
      strands: sortedRecord(members.flatMap((strand) => entryOf(strand, strands.get(strand)))),
    }));
    return groups;
  };

  const personOf = (strand: StrandId): PersonState | undefined =>
    persons().find((one) => Object.hasOwn(one.strands, strand));

  return { tell, persons, personOf };
};
export type Past = ReturnType<typeof createPast>;

const entryOf = (strand: StrandId, state: StrandState | undefined): readonly (readonly [StrandId, StrandState])[] =>
  state === undefined ? [] : [[strand, state]];

const linksBefore = ({ links }: StrandState, start: string): StrandState['links'] =>
  Object.fromEntries(
    Object.entries(links).flatMap(([far, stamps]) => {
      const before = stamps.filter(({ at }) => at < start);
      return before.length === 0 ? [] : [[far, before]];
    }),
  );
