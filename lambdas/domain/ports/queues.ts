import type { MessageRequest } from '../../../contracts/decision';
import type { ProbeMark } from '../../../contracts/probe';
import type { TestMark } from '../../../contracts/send-test';

/** Puts messages (JSON) in a queue, all of them or rejects; on rejection some may be in it. */
export type SendMessages = (messages: readonly unknown[], delaySeconds?: number) => Promise<void>;

/** A message request as a delivery queue holds it when it was put off; `hop` counts how often. */
export interface HeldRequest {
  readonly request: MessageRequest;
  readonly hop: number;
  readonly trace: string;
  readonly synthetic?: boolean;
  /** Not to be looked at before; ISO 8601, wall clock. A queue hides a message for fifteen minutes at most. */
  readonly dueAt?: string;
  /** Attempts that were made before the request was redriven: the retry schedule starts again after them. */
  readonly since?: number;
  /** To be sent in a request of its own, because one with others was refused. */
  readonly alone?: true;
  /** Goes to a tester; its `person` is nobody. */
  readonly test?: TestMark;
  /** Is a probe: its `person` is nobody, and it ends before HTTP. */
  readonly probe?: ProbeMark;
}

/** Puts a request back in its vendor's queue, not to be seen before `delaySeconds` (0 to 900). */
export type SendLater = (held: HeldRequest, delaySeconds: number) => Promise<void>;

/** Why a request was put aside, for whoever redrives it. */
export interface DeadReason {
  readonly reason: string;
  readonly status: number;
  readonly attempts: number;
  /** ISO 8601, wall clock. */
  readonly at: string;
}

/** Puts a request in its vendor's dead letter queue. */
export type PutAside = (held: HeldRequest, dead: DeadReason) => Promise<void>;
