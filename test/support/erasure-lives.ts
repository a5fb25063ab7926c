import type { Holdings } from '../../contracts/subject-rights';
import { messageIdOf } from '../../lambdas/domain/ids';
import { decisionOf, inputs } from './decision-fixtures';
import type { ErasureWorld, Seen } from './erasure-world';

/** Well before the erasure. */
export const BEFORE = '2026-11-20T10:00:00.000Z';
/** An hour after it was asked for. */
export const AFTER = '2026-11-27T13:00:00.000Z';
export const ada = { user_id: 'ada', email: 'ada@shoppers.test' };
export const NONE: Holdings = {
  'profiles.views': 0,
  'profiles.events': 0,
  'profiles.consent-log': 0,
  'engagement.decisions': 0,
  'engagement.ledgers': 0,
  'engagement.messages': 0,
  'vault.identifiers': 0,
  'vault.values': 0,
  'vault.quarantined': 0,
};

/** What tells of Ada. */
export const identified = (over: Partial<Seen> = {}): Seen => ({
  id: 'm1',
  at: BEFORE,
  who: ada,
  personal: { first_name: 'Ada', last_name: 'Lovelace' },
  properties: { language: 'en' },
  ...over,
});

/** Ada with two devices, a consent, two decisions of which one sent her a message, a ledger and a quarantined payload. */
export const lives = async (world: ErasureWorld): Promise<void> => {
  await world.see(identified());
  await world.see({
    id: 'm2',
    event: 'Product Viewed',
    at: BEFORE,
    who: { anonymous_id: 'd1' },
    properties: { category: 'A' },
  });
  await world.see({ id: 'm3', event: 'Page Viewed', at: BEFORE, who: { user_id: 'ada', anonymous_id: 'd1' } });
  await world.see({
    id: 'm4',
    event: 'Consent Granted',
    at: BEFORE,
    who: { user_id: 'ada' },
    properties: { purpose: 'offers', channel: 'email' },
  });
  const [token] = await world.vault.make([{ kind: 'user', value: 'ada' }]);
  const person = `user_id:${token}`;
  const strand = world.profiles.pointerOf(person) ?? person;
  const sent = decisionOf({ decisionId: 'dec_sent', person: strand });
  const made = inputs([]);
  const messageId = messageIdOf('dec_sent', 'coats', 'email');
  const ledger = { sends: [{ launch: 'coats', channel: 'email', at: BEFORE, id: messageId }], exposures: {} };
  await world.engagement.saveDecision(sent, made, { strand, version: 0, ledger });
  await world.engagement.saveDecision(decisionOf({ decisionId: 'dec_none', person: strand, chosen: [] }), made);
  await world.engagement.saveAttempt({
    messageId,
    state: 'delivered',
    attempts: 1,
    vendor: 'mailhub',
    launch: 'coats',
    decisionId: 'dec_sent',
    status: 202,
    durationMs: 10,
    keyId: 'k',
    approval: 'SEC-1',
    at: BEFORE,
  });
  world.vault.setAside('payload', { userId: 'ada' }, [{ kind: 'user', value: 'ada' }]);
};

/** Somebody else, who must lose nothing. */
export const ben = {
  id: 'b1',
  at: BEFORE,
  who: { user_id: 'ben', email: 'ben@shoppers.test' },
  personal: { first_name: 'Ada' },
};

/** Erases Ada to the end; gives the receipt's id. */
export const erased = async (world: ErasureWorld): Promise<string> => {
  const { receipt } = await world.erase('email', ada.email);
  await world.work();
  return receipt;
};
