import type { TrailFact } from '../../../../../contracts/trail';
import { vendorEndings } from '../../../../../lib/evidence/period/runtime/vendor-endings';
import { vendorHistory } from '../../../../../lib/evidence/period/runtime/vendor-history';
import { vendorRefusals } from '../../../../../lib/evidence/period/runtime/vendor-refusals';
import { datedRepository, exceptionsBy, FROM, fact, periodInput, TO } from '../../../../support/period-input';

const vendor = (name: string, expires: string, ticket = 'SEC-1'): string =>
  `vendor: ${name}\napproval: { by: it-security, ticket: ${ticket}, date: 2026-01-01, expires: ${expires} }\n`;
const FILES = {
  mailhub: 'platform/vendors/mailhub.yaml',
  textly: 'platform/vendors/textly.yaml',
  gone: 'platform/vendors/gone.yaml',
};
const repository = datedRepository();
repository.commit('2026-10-01T00:00:00Z', {
  [FILES.mailhub]: vendor('mailhub', '2026-11-10'),
  [FILES.textly]: vendor('textly', '2026-12-01'),
  [FILES.gone]: vendor('gone', '2027-01-01'),
});
repository.commit('2026-11-15T00:00:00Z', {
  [FILES.mailhub]: vendor('mailhub', '2027-11-10', 'SEC-2'),
  [FILES.textly]: vendor('textly', '2026-12-10'),
});
const removal = repository.commit('2026-11-20T00:00:00Z', { [FILES.gone]: undefined });
repository.commit('2026-12-02T00:00:00Z', { [FILES.textly]: vendor('textly', '2026-11-01') });
afterAll(repository.remove);

const refused = (about: string, at: string, reason = 'approval-expired', launch = 'coats'): TrailFact =>
  fact('vendor.refused', at, { about, by: 'tandem', details: { launch, reason, hour: `${at.slice(0, 13)}:00Z` } });
const inputOf = (facts: readonly TrailFact[]) => periodInput(facts, [], { root: repository.root });
const refusalsOf = (...facts: readonly TrailFact[]) => vendorRefusals(inputOf(facts), vendorHistory(inputOf(facts)));
const endingsOf = (...facts: readonly TrailFact[]) => vendorEndings(inputOf(facts), vendorHistory(inputOf(facts)));

describe('what was refused for a vendor’s sake', () => {
  it('counts hours by vendor, reason and launch', () => {
    const table = refusalsOf(
      refused('mailhub', '2026-11-10T00:05:00.000Z'),
      refused('mailhub', '2026-11-10T01:05:00.000Z'),
      refused('mailhub', '2026-11-10T01:06:00.000Z', 'vendor-revoked'),
      refused('mailhub', '2026-11-10T02:05:00.000Z', 'approval-expired', 'soup-week'),
    );
    expect(table.rows.map(({ reason, launch, hours }) => [reason, launch, hours])).toEqual([
      ['approval-expired', 'coats', 2],
      ['approval-expired', 'soup-week', 1],
      ['vendor-revoked', 'coats', 1],
    ]);
    expect(table.exceptions).toBe(0);
  });

  it('finds an approval that was said to be over while the vendor’s file has it in force', () => {
    const table = refusalsOf(
      refused('mailhub', '2026-11-09T23:59:59.999Z'),
      refused('textly', '2026-11-09T00:00:00.000Z', 'field-not-approved'),
    );
    expect(exceptionsBy(table, 'vendor')).toEqual({
      mailhub: 'in force by the vendor’s file at 2026-11-09T23:59:59.999Z',
      textly: '',
    });
  });

  it('begins with the first moment of the period and ends before the first after it', () => {
    expect(refusalsOf(refused('mailhub', FROM, 'x'), refused('textly', TO, 'x')).rows.map((row) => row.vendor)).toEqual(
      ['mailhub'],
    );
  });
});

describe('vendors whose approval ended', () => {
  it('tells an expiry with the first refusal, until it was approved anew', () => {
    const table = endingsOf(
      refused('mailhub', '2026-11-10T00:00:00.000Z'),
      refused('mailhub', '2026-11-12T00:00:00.000Z'),
      refused('mailhub', '2026-11-16T00:00:00.000Z'),
    );
    expect(table.rows[0]).toEqual({
      vendor: 'mailhub',
      how: 'expired',
      at: '2026-11-10T00:00:00.000Z',
      by: '',
      ticket: 'SEC-1',
      until: '2026-11-15T00:00:00.000Z',
      firstRefusal: '2026-11-10T00:00:00.000Z',
      hours: 2,
      exception: '',
    });
  });

  it('tells a file that was taken away with its commit, and no expiry that was put off before it came', () => {
    expect(endingsOf().rows.map(({ vendor: who, how, by }) => [who, how, by])).toEqual([
      ['mailhub', 'expired', ''],
      ['gone', 'taken-away', removal],
    ]);
  });

  it('tells stops by IT until they were taken back', () => {
    const table = endingsOf(
      fact('vendor.suspended', '2026-11-02T00:00:00.000Z', {
        about: 'textly',
        by: 'tess',
        details: { ticket: 'SEC-9' },
      }),
      fact('vendor.reinstated', '2026-11-03T00:00:00.000Z', { about: 'textly', by: 'tess' }),
      fact('vendor.revoked', '2026-11-04T00:00:00.000Z', { about: 'textly', by: 'ivy' }),
    );
    expect(table.rows.slice(0, 2)).toEqual([
      expect.objectContaining({ how: 'suspended', by: 'tess', ticket: 'SEC-9', until: '2026-11-03T00:00:00.000Z' }),
      expect.objectContaining({ how: 'revoked', by: 'ivy', ticket: null, until: null }),
    ]);
  });

  it('finds a vendor that was heard under a new key after its approval had ended, and not before or after', () => {
    const heard = (at: string) => fact('webhook-key.first-used', at, { about: 'mailhub' });
    const before = [heard('2026-11-09T00:00:00.000Z'), heard('2026-11-15T00:00:00.000Z')];
    expect(endingsOf(...before).exceptions).toBe(0);
    expect(exceptionsBy(endingsOf(...before, heard('2026-11-11T00:00:00.000Z')), 'vendor')).toMatchObject({
      mailhub: 'a webhook under a new key was taken at 2026-11-11T00:00:00.000Z',
    });
  });

  it('knows nothing of what the branch said after the period', () => {
    const history = vendorHistory(inputOf([]));
    expect(history.get('textly')?.map(({ approval }) => approval?.expires)).toEqual(['2026-12-01', '2026-12-10']);
  });

  it('says that sends are not on record', () => {
    expect(endingsOf().gaps.join()).toContain('not in the trail');
  });
});
