/** Whom a probe is decided for: nobody. A customer's id names the kind of identifier that it was made of, and holds a colon. */
export const PROBE_PERSON = 'probe';

const PROBE_PREFIX = 'probe_';
/** Whether an id is that of a probe's message; nothing else has such an id, and a probe's message no other. */
export const isProbeMessage = (messageId: unknown): boolean =>
  typeof messageId === 'string' && messageId.startsWith(PROBE_PREFIX);

/** Makes an event of the bus a probe of one launch: it goes the way of a real one, and the gateway stops it before HTTP. */
export interface ProbeMark {
  readonly launch: string;
  /** The definition to decide by, which need not be live. */
  readonly hash: string;
  readonly run: string;
  /** Afterwards nobody waits for it, and it is dropped. ISO 8601, wall clock. */
  readonly until: string;
  /** Of a message: the language to speak. */
  readonly language?: string;
}

/** A message that a launch can send, or an offer that it can show. */
export interface ProbeMessage {
  readonly channel: string;
  readonly offer: string;
  readonly language: string;
}

/** Where on its way a probe was seen. */
export type ProbeStep = 'decide-offer' | 'run-blast' | 'offer-api' | 'deliver-message';

/** What a step says of a probe. */
export interface Proof {
  readonly step: ProbeStep;
  /** The message, or the run where all of it is meant. */
  readonly id: string;
  /** Why it did not pass. @default - it passed */
  readonly reason?: string;
}

/** What is to be proven of a launch. */
export interface ProbePlan {
  /** What sets it off; `ask`: only a channel that asks. */
  readonly by: 'event' | 'at' | 'ask';
  /** Messages over channels that are delivered, by their ids. */
  readonly messages: readonly (ProbeMessage & { readonly messageId: string; readonly vendor: string })[];
  /** Offers for channels that ask. */
  readonly offers: readonly ProbeMessage[];
}

/** What operators ask `send-test`: to probe a definition that is kept, or what is proven of it by now. */
export type ProbeTask =
  | { readonly task: 'probe'; readonly run: string; readonly launch: string; readonly hash: string }
  | { readonly task: 'proofs'; readonly run: string };
export type ProbeAnswer =
  | { readonly refused: 'definition-missing' }
  | {
      readonly refused?: never;
      readonly plan: ProbePlan;
      /** What is known at once: the offers for channels that ask. */
      readonly proofs: readonly Proof[];
    };
export interface ProofsAnswer {
  readonly proofs: readonly Proof[];
}
