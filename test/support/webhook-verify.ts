import { type SchemeName, usableSchemes } from '../../contracts/webhook-schemes';
import {
  compileVerifier,
  TOLERANCE_SECONDS,
  type Verdict,
  type VerifyWebhook,
} from '../../lambdas/domain/verify-webhook';
import { prepareKeys, type WebhookKey } from '../../lambdas/domain/webhook-keys';
import type { SignedRequest } from '../../lambdas/domain/webhook-text';

/** The verifier of a receiver that was given these keys; of a scheme that nobody may use, one that refuses. */
export const verifierOf = (name: SchemeName, keys: readonly WebhookKey[]): VerifyWebhook => {
  const scheme = usableSchemes([name])[name];
  return compileVerifier(scheme, prepareKeys(scheme ?? {}, keys));
};

/** Verifies a request whose header names are in any case, as the receiver does; Standard Webhooks v1 unless said otherwise. */
export const verifyAs = (
  request: Omit<SignedRequest, 'body'> & { readonly body: Uint8Array },
  keys: readonly WebhookKey[],
  receivedAt: Date,
  name: SchemeName = 'standard-webhooks-v1',
  toleranceSeconds: number = TOLERANCE_SECONDS,
): Verdict => {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([given, value]) => [given.toLowerCase(), value]),
  );
  const seconds = Math.floor(receivedAt.getTime() / 1000);
  return verifierOf(name, keys)({ ...request, headers, body: Buffer.from(request.body) }, seconds, toleranceSeconds);
};
