import { personalDataReads } from '../../../../../lib/evidence/period/runtime/personal-data-reads';
import { awsEvent, exceptionsBy, FROM, fact, periodInput, sessionOf, TO } from '../../../../support/period-input';

const AT = '2026-11-10T09:00:00.000Z';
const read = (route: string, about = 'sub_0123456789abcdefghijkl', at = AT, by = 'service-desk') =>
  fact('personal-data.read', at, { by, about, details: { route, type: 'email', found: true } });
const task = fact('personal-data.read', AT, {
  by: 'operator',
  about: 'quarantine',
  details: { route: 'quarantine.judge', payloads: 7, request: 'req-1' },
});
const tablesOf = (...input: Parameters<typeof periodInput>) => {
  const [reads, readers] = personalDataReads(periodInput(...input));
  if (reads === undefined || readers === undefined) throw new Error('There are two tables.');
  return { reads, readers };
};

describe('who read personal data', () => {
  it('tells who, when, by what right and about which keyed hash', () => {
    const { reads } = tablesOf([read('lookup')]);
    expect(reads.rows).toEqual([
      {
        record: 1,
        at: AT,
        who: 'service-desk',
        what: 'lookup',
        ground: 'a customer asks what is known (GDPR Art. 15)',
        ticket: null,
        about: 'sub_0123456789abcdefghijkl',
        type: 'email',
        found: true,
        amount: null,
        exception: '',
      },
    ]);
  });

  it('tells restrictions and tests, too', () => {
    const { reads } = tablesOf([
      fact('personal-data.restricted', AT, { details: { route: 'restrict', type: 'email', found: true } }),
      fact('test.sent', AT, { by: 'robin', about: 'autumn-coats', details: { messages: 2 } }),
      fact('launch.live', AT),
    ]);
    expect(reads.rows.map(({ what, who, amount }) => [what, who, amount])).toEqual([
      ['restrict', 'service-desk', null],
      ['send-test', 'robin', 2],
    ]);
  });

  it('tells on which ground a restriction was asked for, when one is over, and under which ticket', () => {
    const restricted = (details: Readonly<Record<string, string | boolean>>) =>
      fact('personal-data.restricted', AT, { details: { route: 'restrict', type: 'email', found: true, ...details } });
    const { reads } = tablesOf([
      restricted({ restricted: true, ground: 'accuracy-contested', ticket: 'DSR-1' }),
      restricted({ restricted: true, ground: 'objection-pending' }),
      restricted({ restricted: true, ground: 'toString' }),
      restricted({ restricted: false, ticket: 'DSR-1' }),
    ]);
    expect(reads.rows.map(({ ground, ticket }) => [ground, ticket])).toEqual([
      [expect.stringContaining('Art. 18(1)(a)'), 'DSR-1'],
      [expect.stringContaining('Art. 18(1)(d)'), null],
      ['a customer asks not to be used (GDPR Art. 18)', null],
      [expect.stringContaining('Art. 18(3)'), 'DSR-1'],
    ]);
    expect(reads.exceptions).toBe(0);
  });

  it('finds a reading by a way that no right is known for', () => {
    expect(exceptionsBy(tablesOf([read('browse')]).reads, 'what')).toEqual({
      browse: 'by a way that no right is known for',
    });
  });

  it('finds a reading that nobody can be named for', () => {
    const { reads } = tablesOf([read('lookup', 'sub_a', AT, 'unknown'), task]);
    expect(exceptionsBy(reads, 'who')).toEqual({
      unknown: 'nobody can say who it was',
      operator: 'nobody can say who it was',
    });
    expect(reads.gaps.join()).toContain('data events of Lambda');
  });

  it('names the operator of a task by the invocation that CloudTrail has', () => {
    const invoke = awsEvent('Invoke', AT, {
      eventSource: 'lambda.amazonaws.com',
      requestID: 'req-1',
      userIdentity: sessionOf('Operators', 'tess@coats.example'),
    });
    const { reads } = tablesOf([task], [invoke]);
    expect(reads.rows[0]).toMatchObject({
      who: 'Operators/tess',
      amount: 7,
      exception: '',
    });
  });

  it('sums up by who and what, one customer once', () => {
    const { readers } = tablesOf([
      read('lookup', 'sub_a', '2026-11-02T00:00:00.000Z'),
      read('lookup', 'sub_a', '2026-11-03T00:00:00.000Z'),
      read('lookup', 'sub_b', '2026-11-04T00:00:00.000Z'),
      read('browse', 'sub_b'),
    ]);
    expect(readers.rows).toEqual([
      expect.objectContaining({ what: 'browse', times: 1, exception: '1 of 1 readings' }),
      {
        who: 'service-desk',
        what: 'lookup',
        times: 3,
        customers: 2,
        first: '2026-11-02T00:00:00.000Z',
        last: '2026-11-04T00:00:00.000Z',
        exception: '',
      },
    ]);
  });

  it('begins with the first moment of the period and ends before the first after it', () => {
    const { reads } = tablesOf([read('lookup', 'sub_a', FROM), read('lookup', 'sub_b', TO)]);
    expect(reads.rows.map(({ about }) => about)).toEqual(['sub_a']);
    expect(reads.sources).toEqual([expect.objectContaining({ records: 1 })]);
  });

  it('says so where there is no trail', () => {
    const { reads } = tablesOf([], [], { trail: undefined });
    expect(reads).toMatchObject({ count: 0, gaps: ['No audit trail was given: who read personal data is not known.'] });
  });
});
