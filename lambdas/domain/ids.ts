import type { DecisionTrigger } from '../../contracts/decision';
import type { PersonId } from '../../contracts/profile';
import { canonicalJson, sha256Base64Url } from './canonical';
import type { EventKey } from './ports/profiles';

/** 132 bits: no two ids meet by chance. */
const LENGTH = 22;
const idOf = (prefix: string, parts: readonly unknown[]): string =>
  `${prefix}_${sha256Base64Url(canonicalJson(parts)).slice(0, LENGTH)}`;

/** Key of a stored event, as a decision names it: `S#<strand>/EVT#<source>#<messageId>`. */
export const itemKey = ({ strand, source, messageId }: EventKey): string => `S#${strand}/EVT#${source}#${messageId}`;

/** The minute of an ask, or the key that the caller chose for it; hashed, because nobody knows what callers put into it. */
export const askSlot = (now: string, idempotencyKey?: string): string =>
  idempotencyKey === undefined ? `minute:${now.slice(0, 16)}` : idOf('key', [idempotencyKey]);

/**
 * Id of the decision that a trigger sets off. A redelivery, a launch that goes live in between or a merge does not
 * change it; only an ask names the person, because nothing else does.
 */
export const decisionIdOf = (trigger: DecisionTrigger, person: PersonId): string => {
  switch (trigger.kind) {
    case 'event':
      return idOf('dec', ['event', trigger.itemKey]);
    case 'at':
      return idOf('dec', ['at', trigger.launch, trigger.run, trigger.oldestStrand]);
    case 'ask':
      return idOf('dec', ['ask', person, trigger.channel, trigger.slot]);
  }
};

/** Id of the message that a decision sends for a launch over a channel; the vendor's idempotency key. Holds no dot. */
export const messageIdOf = (decisionId: string, launch: string, channel: string): string =>
  idOf('msg', [decisionId, launch, channel]);

/** Id of a request to a vendor: the message's own, or, of several in one, the same for the same messages. Holds no dot. */
export const requestIdOf = (messageIds: readonly string[]): string =>
  messageIds.length === 1 ? (messageIds[0] ?? '') : idOf('req', [...messageIds].sort());

/** Id of an event that the platform emits: the same facts always have the same id, so consumers can drop copies. */
export const emittedIdOf = (event: string, ...facts: readonly string[]): string => idOf('evt', [event, ...facts]);

/** Id of a run of tests: the same request of the same definition to the same tester. */
export const testRunIdOf = (run: string, definitionHash: string, tester: string): string =>
  idOf('run', [run, definitionHash, tester]);

/** Id of one test message of a run; `isTestMessage` tells it from a customer's. Holds no dot. */
export const testMessageIdOf = (run: string, channel: string, offer: string, language: string): string =>
  idOf('test', [run, channel, offer, language]);

/** Id of what is decided for nobody in a run of a probe. */
export const probeRunIdOf = (run: string, definitionHash: string): string =>
  idOf('run', ['probe', run, definitionHash]);

/** Id of one message of a probe; `isProbeMessage` tells it from a customer's. Holds no dot. */
export const probeMessageIdOf = (run: string, channel: string, offer: string, language: string): string =>
  idOf('probe', [run, channel, offer, language]);
