import type { CallResult, CircuitBreaker } from '../../domain/circuit-breaker';
import { type OutboundSettings, outboundSettings } from '../../domain/outbound-settings';
import type { MonotonicClock, WallClock } from '../../domain/ports/clocks';
import type { ReadSecret } from '../../domain/ports/secrets';
import type { PostToVendor, VendorRequest } from '../../domain/ports/vendor-calls';
import { type AwaitTurn, LONGEST_WAIT_MS } from '../../domain/rate-limit';
import { deliveryResult } from '../../domain/retry';
import {
  type CallSecrets,
  keyIdOf,
  keysOf,
  outboundSecrets,
  type SendingVendor,
  type VendorContent,
  vendorCall,
} from '../../domain/vendor-call';
import type { Log } from '../../runtime/logger';

/** What came of a request that was started. */
export interface VendorAnswer {
  /** HTTP status, or 0 where none came back. */
  readonly status: number;
  readonly retryAfter?: string;
  readonly durationMs: number;
  /** `http-<status>`, or the code of the failure; nothing that the vendor wrote. */
  readonly reason: string;
  /** Names of the keys it was sent with. */
  readonly keyId: string;
}

/** Starts the request; signs it in that moment, because the signature carries the time. */
export type Post = (content: VendorContent) => Promise<VendorAnswer>;

/** Who sends, in the order in which it is asked. */
export interface CallHooks {
  /** It is the request's turn: the last chance to make sure that nobody else sends it. */
  readonly claim?: (keyId: string) => Promise<void>;
  /** Posts, or undefined where nothing is to be sent after all. */
  readonly send: (post: Post) => Promise<VendorAnswer | undefined>;
  /** Records the answer, before anything else is done with it. */
  readonly answered: (answer: VendorAnswer) => Promise<void>;
}

/** How a call went: it has to wait, nothing was to be sent after all, or it was answered (and recorded). */
export type CallEnd =
  | { readonly end: 'wait'; readonly reason: 'circuit-open' | 'rate-limit'; readonly seconds: number }
  | { readonly end: 'unsent' }
  | { readonly end: 'answered' };
export type CallVendor = (vendor: SendingVendor, hooks: CallHooks) => Promise<CallEnd>;

export interface CallVendorDeps {
  readonly readSecret: ReadSecret;
  readonly postToVendor: PostToVendor;
  readonly breaker: Pick<CircuitBreaker, 'enter'>;
  readonly awaitTurn: AwaitTurn;
  readonly wallClock: WallClock;
  readonly monotonic: MonotonicClock;
  readonly log: Log;
}

/** Room for reading, signing and writing around a call's own time. */
const MARGIN_MS = 5000;
const longestCallMs = ({ timeoutMs }: OutboundSettings): number => timeoutMs + LONGEST_WAIT_MS + MARGIN_MS;

const codeOf = (error: unknown): string => {
  const code = typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : 'no-answer';
};

/** A message that the vendor does not want is no failure of the vendor. */
const toBreaker = (status: number): CallResult => {
  const result = deliveryResult(status);
  if (result === 'gone') return 'gone';
  return result === 'retry' ? 'failed' : 'ok';
};

/**
 * The one way to a vendor: within its rate, past its circuit, with its credentials, signed for this attempt. Rejects where
 * nothing was sent, and where the answer could not be recorded.
 */
export const createCallVendor = (deps: CallVendorDeps): CallVendor => {
  const secretsOf = async ({ vendor, outbound }: SendingVendor): Promise<CallSecrets> => {
    const names = outboundSecrets(vendor, outbound);
    if (outbound.sign === 'none') return { auth: await deps.readSecret(names.auth), keys: [] };
    const [auth, signing] = await Promise.all([deps.readSecret(names.auth), deps.readSecret(names.signing)]);
    return { auth, keys: keysOf(names.signing, signing) };
  };

  const post = async (request: VendorRequest, keyId: string): Promise<VendorAnswer> => {
    const started = deps.monotonic();
    try {
      const answer = await deps.postToVendor(request);
      return { ...answer, reason: `http-${answer.status}`, keyId };
    } catch (error) {
      return { status: 0, durationMs: Math.round(deps.monotonic() - started), reason: codeOf(error), keyId };
    }
  };

  return async (vendor, { claim, send, answered }) => {
    const settings = outboundSettings(vendor.outbound);
    const secrets = await secretsOf(vendor);
    const keyId = keyIdOf(vendor.outbound, secrets);
    const pass = await deps.breaker.enter(vendor.vendor, settings.breaker, longestCallMs(settings));
    if (typeof pass === 'number') return { end: 'wait', reason: 'circuit-open', seconds: pass };
    let result: CallResult = 'unused';
    try {
      const turn = await deps.awaitTurn(vendor.vendor, settings.rate);
      if (turn !== 'go') return { end: 'wait', reason: 'rate-limit', seconds: turn.waitSeconds };
      await claim?.(keyId);
      const answer = await send((content) =>
        post(vendorCall(content, vendor.outbound, secrets, deps.wallClock()), keyId),
      );
      if (answer === undefined) return { end: 'unsent' };
      result = toBreaker(answer.status);
      await answered(answer);
      return { end: 'answered' };
    } finally {
      // The circuit protects the vendor; that it could not be told must not make a message fail that was sent.
      await pass
        .settle(result)
        .catch((error: unknown) => deps.log.error('circuit.untold', error, { vendor: vendor.vendor }));
    }
  };
};
