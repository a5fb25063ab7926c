import type { TestMark } from '../../../contracts/send-test';

export interface Attempt {
  readonly messageId: string;
  readonly state: 'claimed' | 'delivered' | 'refused' | 'failed';
  readonly attempts: number;
  readonly vendor: string;
  readonly launch: string;
  readonly decisionId: string;
  /** HTTP status, or 0 where none came back. */
  readonly status: number;
  readonly durationMs: number;
  readonly keyId: string;
  readonly approval: string;
  readonly reason?: string;
  /** ISO 8601, wall clock. */
  readonly at: string;
  /** Not to be tried again before; ISO 8601, wall clock. */
  readonly nextAt?: string;
  /** Set where the message is a test: whom it went to, and who asked. */
  readonly test?: TestMark;
}

export type LoadAttempt = (messageId: string) => Promise<Attempt | undefined>;

export type SaveAttempt = (attempt: Attempt) => Promise<void>;

/**
 * Puts the attempt only if the stored one is still `was` (compared by `at` and `attempts`; undefined: there is none), so
 * that of two copies of a message one sends.
 */
export type ClaimAttempt = (attempt: Attempt, was: Attempt | undefined) => Promise<'claimed' | 'taken'>;
