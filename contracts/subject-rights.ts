import type { Json } from './event';
import type { PersonId } from './profile';

/** What may be asked about a person: routes `POST /v1/customers/<verb>`, scopes `customers/<verb>`. */
export const RIGHTS_VERBS = ['lookup', 'export', 'erase', 'restrict'] as const;
export type RightsVerb = (typeof RIGHTS_VERBS)[number];

/** Whom a request is about: an identifier type of identity.yaml and its value. Travels in bodies only. */
export interface Subject {
  readonly type: string;
  readonly value: string;
}

/** An identifier of a person; `value` is missing where the vault no longer has it. */
export interface KnownIdentifier {
  readonly type: string;
  readonly token: string;
  readonly value?: string;
  /** Event time of its first observation, ISO 8601. */
  readonly since: string;
}

/** A fact about a person as it is stored, with its value in place of its token. */
export interface KnownTrait {
  readonly value: Json;
  readonly at: string;
  /** Source and message that told it. */
  readonly from: string;
}

/** A person as `lookup` answers. */
export interface CustomerProfile {
  readonly person: PersonId;
  /** Oldest first. */
  readonly identifiers: readonly KnownIdentifier[];
  readonly traits: Readonly<Record<string, KnownTrait>>;
  readonly lists: readonly string[];
  /** Key `<purpose>/<channel>`. */
  readonly consent: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}
