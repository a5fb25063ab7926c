import type { PiiKind } from '../../../contracts/event';

export interface PersonalValue {
  readonly kind: PiiKind;
  /** Normalised. */
  readonly value: string;
}

/** The personal values of one event. */
export interface EventValues {
  /** When the event happened; ISO 8601. */
  readonly at: string;
  /** At least one, the strongest first. Each has one token, whoever names it. */
  readonly identifiers: readonly PersonalValue[];
  /** Values that identify nobody in this event: their tokens are the strongest identifier's own, and erased with it. */
  readonly others: readonly PersonalValue[];
}

/** Tokens of an event's values, each in the order asked. */
export interface EventTokens {
  readonly identifiers: readonly string[];
  readonly others: readonly string[];
}

/**
 * Tokens of events' values, in order; makes those that do not exist yet (index and value row in one transaction).
 * `erased` for an event that names somebody who was erased after it happened: nothing of it is kept.
 */
export type TokensFor = (events: readonly EventValues[]) => Promise<readonly (EventTokens | 'erased')[]>;

/** The token of an identifier's value, or undefined; never makes one. */
export type FindToken = (value: PersonalValue) => Promise<string | undefined>;

/** Values of tokens; a missing token is absent from the map. */
export type ValuesOf = (tokens: readonly string[]) => Promise<ReadonlyMap<string, string>>;
