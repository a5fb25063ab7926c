import type { QuarantineReason } from './ports/quarantine';

/** What is said of each reason; a sentence without its full stop. */
export const REFUSED_WORDS: Readonly<Record<QuarantineReason, string>> = {
  'unknown-event': 'The catalog has no such event',
  'unknown-version': 'The catalog has no such version of the event, or takes it no longer',
  'schema-violation': 'The properties do not meet the event schema',
  'unknown-property': 'The event schema has no such property',
  'undeclared-personal-data': 'Personal data stands where the event schema declares none',
  'card-number': 'A property holds a payment card number',
  'too-late': 'The event is older than 31 days',
  'no-identifier': 'The event has no identifier that identifies anybody',
  'unmapped-webhook': 'The vendor registry maps this webhook type to no event',
  'identity-limit': 'The event links more identifiers than one person may have',
  erased: 'The event names somebody who was erased after it happened; nothing of it is kept',
  'source-not-allowed': 'Another source sends this event, and no other may',
  'low-trust': 'A vendor that does not sign may not say this',
  malformed: 'The event has not the shape of the API',
};
