import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { registerCsv } from '../../../../lib/governance/register/csv';
import { findingsSarif } from '../../../../lib/governance/register/findings-sarif';
import type { Register, Row } from '../../../../lib/governance/register/schema';
import { vendorRegister } from '../../../../lib/governance/register/vendor-register';
import { ABOUT } from '../../../support/report-evidence';
import { silentVendor, testVendor } from '../../../support/stage';
import { testWaiver } from '../../../support/waivers';

const row = (change: Partial<Row> = {}): Row => ({
  key: '0123456789abcdef',
  pack: 'AwsSolutions',
  mode: 'enforced',
  rule: 'AwsSolutions-SQS4',
  level: 'error',
  outcome: 'non-compliant',
  type: 'AWS::SQS::Queue',
  path: 'tandem-prod-foundation/Queue',
  ...change,
});

describe('registerCsv', () => {
  const cells = (message: string): string =>
    (parse(registerCsv({ rows: [row({ message })] }), { columns: true }) as { message: string }[])[0]?.message ??
    'none';

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    ' =1',
    '\r=1',
    '\n=1',
    '\u0000=1',
    '\u200b=1',
    '|cmd',
    '%0',
    '\uff1d1',
    '\uff0b1',
    '\uff0d1',
    '\uff20SUM',
  ])('makes no formula of %j', (message) => {
    expect(cells(message)).toBe(`'${message}`);
  });

  it('keeps every other text as it is, quotes, commas and line breaks included', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect([text, `'${text}`]).toContain(cells(text));
      }),
    );
    expect(cells('a "b", c\r\nd')).toBe('a "b", c\r\nd');
  });
});

describe('findingsSarif', () => {
  const register = (...rows: Row[]): Register => ({
    about: ABOUT,
    verdict: { passes: true, failing: [], warnings: 0, leftOut: [] },
    packs: [],
    rules: [
      { rule: 'AwsSolutions-SQS4', level: 'error', what: 'No TLS.', notApplicable: {} },
      { rule: 'AwsSolutions-S1', level: 'error', what: 'No logs.', notApplicable: {} },
    ],
    rows,
  });
  interface Run {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly Record<string, unknown>[];
  }
  const runOf = (made: Register): Run => {
    const { runs } = findingsSarif(made, [testWaiver({ id: 'W-1' })]) as { runs: [Run] };
    return runs[0];
  };

  it('has what is not compliant, with the key of the register, and only the rules it names', () => {
    const { tool, results } = runOf(register(row(), row({ outcome: 'compliant', rule: 'AwsSolutions-S1' })));
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(['AwsSolutions-SQS4']);
    expect(results).toEqual([
      expect.objectContaining({
        ruleId: 'AwsSolutions-SQS4',
        level: 'error',
        message: { text: 'tandem-prod-foundation/Queue: No TLS.' },
        partialFingerprints: { 'tandemKey/v1': '0123456789abcdef' },
        suppressions: [],
      }),
    ]);
  });

  it('suppresses what is waived, with reason, people and end; of what has ended it rejects that', () => {
    const { results } = runOf(
      register(row({ outcome: 'waived', waiver: 'W-1' }), row({ waiver: 'W-1', waiverEnded: '2026-11-01' })),
    );
    const justification = expect.stringMatching(/^W-1: .*owner .*approved by .*until /);
    expect(results.map(({ suppressions }) => suppressions)).toEqual([
      [{ kind: 'external', status: 'accepted', justification }],
      [{ kind: 'external', status: 'rejected', justification }],
    ]);
  });

  it('shows reported packs as notes, and launches in their files', () => {
    const { results } = runOf(register(row({ mode: 'reported' }), row({ launch: 'coats', message: 'runs 100 days' })));
    expect(results.map(({ level }) => level)).toEqual(['note', 'error']);
    expect(JSON.stringify(results[1])).toContain('"uri":"launches/coats.yaml"');
  });

  it('names the file that makes the stack', () => {
    const paths = ['tandem-prod-foundation/Trail/Key', 'tandem-prod-trail/Trail/Keep'];
    const { results } = runOf(register(...paths.map((path) => row({ path }))));
    expect(results.map((one) => /"uri":"([^"]+)"/.exec(JSON.stringify(one))?.[1])).toEqual([
      'lib/stacks/foundation-stack.ts',
      'lib/stacks/trail-stack.ts',
    ]);
  });
});

describe('vendorRegister', () => {
  const purposes = [
    {
      purpose: 'personalised-offers',
      basis: 'consent' as const,
      default: 'denied' as const,
      title: 'Offers',
      description: 'Offers.',
      channels: [],
    },
  ];

  it('says who may receive which field, in what form, on what basis, until when', () => {
    const vendor = testVendor({ fields: ['email', { field: 'phone', hash: 'sha256' }] });
    expect(vendorRegister([vendor], purposes, '2026-11-22').fields).toEqual([
      expect.objectContaining({
        vendor: 'mailhub',
        field: 'email',
        form: 'plain',
        purposes: [{ purpose: 'personalised-offers', basis: 'consent' }],
        approvedBy: 'it-security',
        until: '2028-01-01',
        state: 'approved',
      }),
      expect.objectContaining({ field: 'phone', form: 'sha256' }),
    ]);
  });

  it.each([
    ['2025-12-31', 'not-yet'],
    ['2026-01-01', 'approved'],
    ['2027-12-31', 'approved'],
    ['2028-01-01', 'ended'],
  ])('judges an approval as of %s: %s', (asOf, state) => {
    expect(vendorRegister([testVendor()], purposes, asOf).fields.map((one) => one.state)).toEqual([state]);
  });

  it('lets a vendor that is sent nothing receive nothing, and names it all the same', () => {
    expect(vendorRegister([silentVendor()], purposes, '2026-11-22')).toEqual({
      asOf: '2026-11-22',
      vendors: [{ vendor: 'chirp', receives: false, reports: true }],
      fields: [],
    });
  });
});
