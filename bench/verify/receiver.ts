import { usableSchemes } from '../../contracts/webhook-schemes';
import { compileVerifier, type VerifyWebhook } from '../../lambdas/domain/verify-webhook';
import { prepareKeys } from '../../lambdas/domain/webhook-keys';
import type { Oracle } from './oracles';

/** Our side of a vendor: its scheme, compiled with its key once, as a function does that has started. */
export const receiverOf = ({ scheme, secret }: Pick<Oracle, 'scheme' | 'secret'>): VerifyWebhook => {
  const row = usableSchemes([scheme])[scheme];
  return compileVerifier(row, prepareKeys(row ?? {}, [{ id: 'k', secret }]));
};
