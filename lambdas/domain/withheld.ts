/** What the trail has in the place of words that may be about a customer: it can never be cleaned. */
const WITHHELD = '[withheld]';

const DAY = /\d{4}-\d{2}-\d{2}/g;
const ADDRESS_OR_NUMBER = /@|(?:\d[\s().-]*){7}/;

/** A reason, which operators write as they like: whatever looks like an address or a number stays out. */
export const reasonTold = (reason: string): string =>
  ADDRESS_OR_NUMBER.test(reason.replace(DAY, '')) ? WITHHELD : reason;

const TICKET = /^(?:[A-Z]{2,10}-?|#)\d{1,8}$/;

/** A ticket, for which callers may send any words: only what is written as tickets are stays in. */
export const ticketTold = (ticket: string): string => (TICKET.test(ticket) ? ticket : WITHHELD);
