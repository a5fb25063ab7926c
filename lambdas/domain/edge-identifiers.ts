import type { PiiKind } from '../../contracts/event';
import type { IdentityRules } from '../../contracts/identity';
import type { Call } from './call';
import type { EdgeEvent } from './edge-event';
import { normalise } from './normalise';
import type { PersonalValue } from './ports/vault';
import { own } from './record';

/** An identifier whose value is still to be replaced by its token. */
export interface FoundIdentifier {
  readonly type: string;
  readonly priority: number;
  readonly value: PersonalValue;
}

/** Where identifiers are looked for: a call, or what can be read of one that has not its shape. */
export type Naming = Pick<Call, 'userId' | 'anonymousId' | 'externalIds' | 'traits' | 'properties'>;

export type FindIdentifiers = (call: Naming, event: Pick<EdgeEvent, 'identifies'>) => readonly FoundIdentifier[];

/** Compiles identity.yaml: who a call is about, strongest first. A blocked or unreadable value stays in the event and identifies nobody. */
export const compileIdentifiers = ({ types, blocked }: IdentityRules): FindIdentifiers => {
  const byType = new Map(types.map((type) => [type.type, type]));
  const blockedOf = new Map(types.map((type) => [type.type, compileBlocked(type.kind, [blocked, type.blocked])]));

  return (call, event) => {
    const found: FoundIdentifier[] = [];
    const add = (raw: unknown, type: IdentityRules['types'][number] | undefined): void => {
      if (raw === undefined || raw === null || type === undefined) return;
      const value = normalise(type.kind, raw);
      if (value === undefined || blockedOf.get(type.type)?.(value) === true) return;
      found.push({ type: type.type, priority: type.priority, value: { kind: type.kind, value } });
    };
    for (const type of types) add(rawValue(call, type.from), type);
    for (const { type, id } of call.externalIds ?? []) add(id, byType.get(type));
    for (const [property, type] of event.identifies) add(own(call.properties, property), byType.get(type));
    return found.sort((a, b) => a.priority - b.priority);
  };
};

const rawValue = (call: Naming, from: string): unknown => {
  if (from === 'userId') return call.userId;
  return from === 'anonymousId' ? call.anonymousId : own(call.traits, from);
};

/** Values that identify nobody, for all types together and for one; in whatever spelling they are listed. */
const compileBlocked = (kind: PiiKind, lists: readonly IdentityRules['blocked'][]): ((value: string) => boolean) => {
  const values = new Set(
    lists
      .flatMap((list) => list.values)
      .flatMap((value) => [value.trim(), normalise(kind, value) ?? []].flat())
      .map((value) => value.toLowerCase()),
  );
  const patterns = lists.flatMap((list) => list.patterns).map((pattern) => new RegExp(pattern, 'iu'));
  return (value) => values.has(value.toLowerCase()) || patterns.some((pattern) => pattern.test(value));
};
