import { vendorChanges } from '../../../../lib/evidence/changes/vendors';
import type { VendorEntry, Vendors } from '../../../../lib/governance/register/vendor-register';

const entry = (change: Partial<VendorEntry> = {}): VendorEntry => ({
  vendor: 'mailhub',
  field: 'email',
  form: 'plain',
  purposes: [{ purpose: 'offers', basis: 'consent' }],
  channels: ['email'],
  agreement: { ref: 'DPA-1', residency: ['EU'] },
  approvedBy: 'it-security',
  ticket: 'SEC-1',
  from: '2026-01-01',
  until: '2027-01-01',
  state: 'approved',
  ...change,
});
const registry = (fields: readonly VendorEntry[], host = 'api.mailhub.example'): Vendors => ({
  asOf: '2026-11-22',
  vendors: [{ vendor: 'mailhub', receives: true, reports: true, host }],
  fields: [...fields],
});
const NONE: Vendors = { asOf: '2026-11-22', vendors: [], fields: [] };
const told = (before: Vendors, now: Vendors) =>
  vendorChanges(before, now).map(({ of, what, weight, words }) => [of, what, weight, words]);

describe('vendorChanges', () => {
  it('tells a new vendor with everything that it receives, first of all', () => {
    const now = registry([entry(), entry({ field: 'phone', form: 'sha256' })]);
    expect(told(NONE, now)).toEqual([
      [
        'mailhub',
        'added',
        'serious',
        'is new, and receives email, phone as sha256 for offers, until 2027-01-01 (approved by it-security in SEC-1)',
      ],
    ]);
    expect(told(NONE, registry([]))).toEqual([['mailhub', 'added', 'notable', 'is new, and receives nothing']]);
  });

  it('tells one that is gone', () => {
    expect(told(registry([entry()]), NONE)).toEqual([
      ['mailhub', 'removed', 'minor', 'is gone, and receives nothing any more'],
    ]);
  });

  it.each([
    [{ field: 'phone' }, 'given', 'serious', 'is newly given phone for offers (approved by it-security in SEC-1)'],
    [
      { form: 'sha256' as const },
      'given',
      'serious',
      'is newly given email as sha256 for offers (approved by it-security in SEC-1)',
    ],
  ])('tells a field that is given instead of another: %j', (change, ...first) => {
    expect(told(registry([entry()]), registry([entry(change)]))).toEqual([
      ['mailhub', ...first],
      ['mailhub', 'taken', 'minor', 'is no longer given email'],
    ]);
  });

  it.each([
    [
      { purposes: [...entry().purposes, { purpose: 'surveys', basis: 'contract' }] },
      ['given', 'serious', 'may newly use what it is given, for surveys (contract)'],
    ],
    [{ purposes: [] }, ['taken', 'minor', 'may no longer use what it is given, for offers (consent)']],
    [{ channels: ['email', 'sms'] }, ['given', 'notable', 'may newly use what it is given, on channel sms']],
    [
      { agreement: { ref: 'DPA-1', residency: ['EU', 'US'] } },
      ['changed', 'notable', 'is under another agreement: DPA-1, EU and US; before, DPA-1, EU'],
    ],
    [
      { until: '2028-01-01', ticket: 'SEC-2' },
      [
        'extended',
        'notable',
        'has a longer approval: until 2028-01-01 instead of 2027-01-01 (approved by it-security in SEC-2)',
      ],
    ],
    [{ until: '2026-12-01' }, ['shortened', 'minor', 'has a shorter approval: until 2026-12-01 instead of 2027-01-01']],
    [
      { approvedBy: 'legal' },
      ['handed-over', 'notable', 'was approved by legal in SEC-1; before, approved by it-security in SEC-1'],
    ],
    [
      { state: 'ended' as const },
      ['ended', 'serious', 'has no approval since 2027-01-01: nothing is sent to it any more'],
    ],
  ])('tells what holds for a vendor: %j', (change, expected) => {
    expect(told(registry([entry()]), registry([entry(change)]))).toEqual([['mailhub', ...expected]]);
  });

  it('tells where it is sent to elsewhere, and an approval that began', () => {
    expect(told(registry([entry({ state: 'not-yet' })]), registry([entry()], 'api.elsewhere.example'))).toEqual([
      ['mailhub', 'moved', 'serious', 'is sent to at api.elsewhere.example; before, at api.mailhub.example'],
      ['mailhub', 'began', 'notable', 'has an approval since 2026-01-01: it is sent to'],
    ]);
  });

  it('says nothing where nothing changed', () => {
    expect(told(registry([entry()]), registry([entry()]))).toEqual([]);
  });
});
