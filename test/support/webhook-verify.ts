import { type SchemeName, WEBHOOK_SCHEMES } from '../../contracts/webhook-schemes';
import { type Verdict, verifyWebhook } from '../../lambdas/domain/verify-webhook';
import { prepareKeys, type WebhookKey } from '../../lambdas/domain/webhook-keys';
import type { SignedRequest } from '../../lambdas/domain/webhook-text';

/** Verifies as a vendor would who was given these keys; Standard Webhooks v1 unless said otherwise. */
export const verifyAs = (
  request: SignedRequest,
  keys: readonly WebhookKey[],
  receivedAt: Date,
  name: SchemeName = 'standard-webhooks-v1',
  toleranceSeconds?: number,
): Verdict => {
  const scheme = WEBHOOK_SCHEMES[name];
  return verifyWebhook(scheme, prepareKeys(scheme, keys), request, receivedAt, toleranceSeconds);
};
