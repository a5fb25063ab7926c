import type { DecisionPolicy } from '../../contracts/decision';
import type { PersonView } from '../../contracts/profile';
import { consentFor } from './consent';
import { own } from './record';

/**
 * Whether a person may be addressed for a purpose over a channel. Fails closed: no record is no consent. A purpose with
 * another lawful basis needs no record, but an objection to it still counts.
 */
export const mayAddress = (
  view: PersonView,
  purpose: string,
  channel: string,
  withoutConsent: DecisionPolicy['withoutConsent'],
): boolean => {
  const status = consentFor(view, purpose, channel);
  return status === 'granted' || (status === 'none' && withoutConsent.includes(purpose));
};

/** Whether a push channel has something to reach the person by; a channel without such a trait reaches everybody. */
export const reachable = (view: PersonView, channel: string, reachableBy: DecisionPolicy['reachableBy']): boolean => {
  const trait = own(reachableBy, channel);
  if (trait === undefined) return true;
  const value = own(view.traits, trait)?.value;
  return value !== undefined && value !== null && value !== '';
};
