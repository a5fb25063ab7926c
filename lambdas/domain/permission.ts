import type { DecisionPolicy } from '../../contracts/decision';
import type { PersonView } from '../../contracts/profile';
import { consentFor } from './consent';
import { own } from './record';

export type ConsentPolicy = Pick<DecisionPolicy, 'withoutConsent' | 'consentSeconds'>;

/**
 * Whether a person may be addressed for a purpose over a channel at an instant (epoch milliseconds). Fails closed: no
 * record is no consent. A purpose with another lawful basis needs no record, but an objection to it still counts.
 */
export const mayAddress = (
  view: Pick<PersonView, 'consent'>,
  { purpose, channel, at }: { readonly purpose: string; readonly channel: string; readonly at: number },
  { withoutConsent, consentSeconds }: ConsentPolicy,
): boolean => {
  const status = consentFor(view, purpose, channel, { at, seconds: own(consentSeconds, purpose) });
  return status === 'granted' || (status === 'none' && withoutConsent.includes(purpose));
};

/**
 * Whether a push channel has something to reach the person by; a channel without such a trait reaches everybody. An
 * address that could not be reached is none.
 */
export const reachable = (view: PersonView, channel: string, reachableBy: DecisionPolicy['reachableBy']): boolean => {
  const trait = own(reachableBy, channel);
  if (trait === undefined) return true;
  const value = own(view.traits, trait)?.value;
  if (value === undefined || value === null || value === '') return false;
  return typeof value !== 'string' || view.bounced?.includes(value) !== true;
};
