import type { Condition } from './condition';
import type { Consent, PersonId, StrandId, Trait } from './profile';

/** A segment or list of audiences/ as it is evaluated for everybody. */
export interface AudienceDefinition {
  readonly audience: string;
  readonly kind: 'segment' | 'list';
  readonly condition: Condition;
}

/** All of them. Membership is stored with the hash it was evaluated by; another hash means: evaluate anew. */
export interface AudienceDefinitions {
  /** SHA-256 (hex, first 12) of the definitions, and of all computed traits. */
  readonly hash: string;
  /** Sorted by name. */
  readonly definitions: readonly AudienceDefinition[];
}

/** Which audiences a person is in; a pure function of the strands, the definitions and the instant. */
export interface Membership {
  readonly hash: string;
  /** Sorted. */
  readonly in: readonly string[];
  /** Audience and epoch second at which time alone may change the answer, sorted by name; those that it cannot change are left out. */
  readonly due: readonly (readonly [audience: string, at: number])[];
}

/** Properties of `Segment Entered` and `Segment Left`. */
export interface AudienceChange {
  readonly person: PersonId;
  readonly segment: string;
  readonly kind: AudienceDefinition['kind'];
  readonly life: number;
  readonly version: number;
}

/**
 * Properties of `Profile Updated`: what differs from the version before. A large change comes in several parts. Folding: within
 * one `life` each member of the records counts with its highest version; where `whole`, what is older than the version is gone.
 */
export interface ProfileUpdate {
  readonly person: PersonId;
  /** A person that merged and parted again starts a new life; at most one has not ended. */
  readonly life: number;
  /** Grows by one with each change within a life. */
  readonly version: number;
  readonly whole: boolean;
  /** All member strands, where they changed. */
  readonly members?: readonly StrandId[];
  /** Null: taken away. */
  readonly traits: Readonly<Record<string, Trait | null>>;
  readonly consent: Readonly<Record<string, Consent | null>>;
  /** Segments and lists of audiences/: whether the person is in. */
  readonly audiences: Readonly<Record<string, boolean>>;
}

/** Properties of `Profile Removed`: a life ended, because the person became part of another or was erased. */
export interface ProfileRemoval {
  readonly person: PersonId;
  readonly life: number;
  readonly version: number;
}
