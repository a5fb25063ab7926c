import { ticketTold } from '../../../lambdas/domain/withheld';

describe('a ticket that the audit trail is told', () => {
  it.each(['DSR-1', 'SEC-412', 'INC0012345', '#77'])('stays as it is where it is one: %s', (ticket) => {
    expect(ticketTold(ticket)).toBe(ticket);
  });

  it.each([
    ...['', 'Ana Smith called', 'ana@example.org', '+12025550123', '#2025550123', '202-555-0123', 'DSR-1 for Ana'],
    ...['DSR-1\nAna', 'ANA-SMITH', 'TEL2025550123'],
  ])('is withheld where it may be anything: %j', (words) => {
    expect(ticketTold(words)).toBe('[withheld]');
  });
});
