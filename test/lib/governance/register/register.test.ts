import type { Evaluation, Judged, RuleFacts } from '../../../../lib/governance/register/evaluation';
import { buildRegister, type Evaluated } from '../../../../lib/governance/register/register';
import { type About, registerSchema } from '../../../../lib/governance/register/schema';
import { waiverRegister } from '../../../../lib/governance/register/waiver-register';
import { testWaiver } from '../../../support/waivers';

const ABOUT: About = {
  organisation: 'Coats',
  stage: 'prod',
  account: '111122223333',
  region: 'us-east-1',
  realCustomers: true,
  commit: '0123456789abcdef0123456789abcdef01234567',
  committedAt: '2026-11-22T12:00:00Z',
  changed: [],
  asOf: '2026-11-22',
  tools: { 'cdk-nag': '3.0.2' },
};
const PATH = 'tandem-prod-foundation/Queue';

const judged = (change: Partial<Judged> = {}): Judged => ({
  rule: 'AwsSolutions-SQS4',
  path: PATH,
  type: 'AWS::SQS::Queue',
  outcome: 'non-compliant',
  ...change,
});

const evaluated = (all: readonly Judged[], change: Partial<RuleFacts & Evaluated> = {}): Evaluated => {
  const { mode = 'enforced', level = 'error', warnings, what = 'A queue takes requests without TLS.' } = change;
  const evaluation: Evaluation = {
    pack: 'AwsSolutions',
    rules: [...new Set(all.map(({ rule }) => rule))].map((rule) => ({ rule, level, what })),
    resources: 1,
    judged: all,
    notApplicable: new Map(),
  };
  return { mode, warnings, evaluation };
};

const register = (
  all: readonly Judged[],
  {
    waivers = [],
    leftOut = [],
    ...change
  }: Partial<RuleFacts & Evaluated> & Partial<Parameters<typeof buildRegister>[0]> = {},
) => buildRegister({ about: ABOUT, evaluated: [evaluated(all, change)], waivers, leftOut });

/** Outcome, waiver and end of the one row. */
const told = (made: ReturnType<typeof register>) => {
  const [row] = made.rows;
  return [row?.outcome, row?.waiver, row?.waiverEnded, made.verdict.passes];
};

describe('buildRegister', () => {
  it('fails on an error of an enforced pack that nobody answers for', () => {
    const { rows, verdict } = register([judged()]);
    expect(verdict).toEqual({ passes: false, failing: [rows[0]?.key], warnings: 0, leftOut: [] });
  });

  it('passes where a waiver in force names it, and says which', () => {
    const waivers = [testWaiver({ id: 'W-1', rule: 'AwsSolutions-SQS4', path: '*/Queue' })];
    expect(told(register([judged()], { waivers }))).toEqual(['waived', 'W-1', undefined, true]);
  });

  it('fails from the day on which the waiver ends, and names waiver and day', () => {
    const ended = testWaiver({ id: 'W-1', rule: 'AwsSolutions-SQS4', expires: ABOUT.asOf });
    expect(told(register([judged()], { waivers: [ended] }))).toEqual(['non-compliant', 'W-1', ABOUT.asOf, false]);
    const next = testWaiver({ id: 'W-2', rule: 'AwsSolutions-SQS4', expires: '2026-11-23' });
    expect(told(register([judged()], { waivers: [ended, next] }))).toEqual(['waived', 'W-2', undefined, true]);
  });

  it('fails until the day on which the waiver is granted, and names waiver and day', () => {
    const next = testWaiver({ id: 'W-2', rule: 'AwsSolutions-SQS4', path: '*/Queue', granted: '2026-11-23' });
    const made = register([judged()], { waivers: [next] });
    expect(made.rows).toEqual([expect.objectContaining({ outcome: 'non-compliant', waiverStarts: '2026-11-23' })]);
    expect(made.verdict.passes).toBe(false);
    expect(waiverRegister(made, [next], [])).toEqual([
      { ...next, state: 'not-yet', use: 'used', names: made.verdict.failing },
    ]);
  });

  it('says what a waiver is to name that takes over from one in force', () => {
    const now = testWaiver({ id: 'W-1', rule: 'AwsSolutions-SQS4', path: '*/Queue', expires: '2026-11-30' });
    const next = { ...now, id: 'W-2', granted: '2026-11-30', expires: '2027-11-30' };
    const made = register([judged()], { waivers: [next, now] });
    expect(told(made)).toEqual(['waived', 'W-1', undefined, true]);
    expect(waiverRegister(made, [now, next], []).map(({ state, use }) => `${state} ${use}`)).toEqual([
      'in-force used',
      'not-yet used',
    ]);
  });

  it.each([
    { case: 'another rule', waiver: { rule: 'AwsSolutions-SQS3' } },
    { case: 'another place', waiver: { path: 'tandem-dev-*' } },
    { case: 'one finding of the rule', waiver: { finding: 'Resource::*' } },
  ])('passes by no waiver of $case', ({ waiver }) => {
    const waivers = [testWaiver({ rule: 'AwsSolutions-SQS4', ...waiver })];
    expect(told(register([judged()], { waivers }))).toEqual(['non-compliant', undefined, undefined, false]);
  });

  it.each([
    { case: 'of everything', path: '*', more: [] },
    { case: 'of a whole stack', path: 'tandem-prod-foundation/*', more: [] },
    {
      case: 'of the platform and of launches',
      path: '*/Queue',
      more: [judged({ path: 'tandem-prod-launch-coats/Queue' })],
    },
    {
      case: 'of several kinds of resources',
      path: '*/Queue*',
      more: [judged({ path: `${PATH}Topic`, type: 'AWS::SNS::Topic' })],
    },
  ])('passes by no waiver $case, names it, and says that it is too wide', ({ path, more }) => {
    const waiver = testWaiver({ id: 'W-1', rule: 'AwsSolutions-SQS4', path });
    const made = register([judged(), ...more], { waivers: [waiver] });
    expect(told(made)).toEqual(['non-compliant', 'W-1', undefined, false]);
    expect(made.verdict.failing).toHaveLength(1 + more.length);
    expect(waiverRegister(made, [waiver], [])).toEqual([
      { ...waiver, state: 'too-wide', use: 'used', names: made.rows.map(({ key }) => key) },
    ]);
  });

  it('keeps what a rule said where the waiver of its error is too wide', () => {
    const waivers = [testWaiver({ rule: 'AwsSolutions-SQS4', path: '*' })];
    expect(told(register([judged({ outcome: 'error' })], { waivers }))).toEqual(['error', 'W-900', undefined, false]);
  });

  it('passes by a waiver of several kinds of resources that names the finding', () => {
    const finding = 'Resource::*';
    const other = judged({ path: `${PATH}Topic`, type: 'AWS::SNS::Topic', finding });
    const waivers = [testWaiver({ rule: 'AwsSolutions-SQS4', path: '*/Queue*', finding })];
    expect(register([judged({ finding }), other], { waivers }).verdict.passes).toBe(true);
  });

  it('passes by no waiver where the rule is fatal', () => {
    const waivers = [testWaiver({ rule: 'AwsSolutions-SQS4' })];
    expect(told(register([judged()], { waivers, level: 'fatal' }))).toEqual([
      'non-compliant',
      undefined,
      undefined,
      false,
    ]);
  });

  it('waives launches by the name of the launch and of the rule', () => {
    const launch = judged({
      rule: 'Tandem-when.tooLong',
      path: 'tandem-prod-launch-coats',
      type: 'launch',
      launch: 'coats',
    });
    const waivers = [testWaiver({ id: 'W-1', rule: 'when.tooLong', path: 'coats' })];
    expect(told(register([launch], { waivers }))).toEqual(['waived', 'W-1', undefined, true]);
    expect(told(register([{ ...launch, launch: 'hats' }], { waivers }))[0]).toBe('non-compliant');
  });

  it('fails on a rule that threw, for nobody can say', () => {
    expect(told(register([judged({ outcome: 'error' })]))).toEqual(['error', undefined, undefined, false]);
  });

  it('shows warnings, and what reported packs find, without failing', () => {
    expect(register([judged()], { level: 'warning' }).verdict).toEqual(
      expect.objectContaining({ passes: true, warnings: 1 }),
    );
    expect(register([judged()], { mode: 'reported' }).verdict).toEqual(
      expect.objectContaining({ passes: true, warnings: 0 }),
    );
  });

  it('fails on a warning where policy has warnings of the pack block, and not of a reported pack', () => {
    const blocks = { level: 'warning', warnings: 'block' } as const;
    const { rows, verdict } = register([judged()], blocks);
    expect(verdict).toEqual(expect.objectContaining({ passes: false, failing: [rows[0]?.key], warnings: 0 }));
    expect(register([judged()], { ...blocks, mode: 'reported' }).verdict.passes).toBe(true);
    expect(register([judged()], { ...blocks, warnings: 'allow' }).verdict).toEqual(
      expect.objectContaining({ passes: true, warnings: 1 }),
    );
  });

  it('fails where a launch could not be judged', () => {
    expect(register([], { leftOut: ['launches/coats.yaml'] }).verdict).toEqual(
      expect.objectContaining({ passes: false, leftOut: ['launches/coats.yaml'] }),
    );
  });

  it('gives every finding a key of its own, which tells nothing of its outcome or its words', () => {
    const all = [
      judged(),
      judged({ path: `${PATH}2` }),
      judged({ finding: 'Resource::*' }),
      judged({ rule: 'AwsSolutions-SQS3' }),
    ];
    const keys = (change: Partial<Judged>) =>
      register(all.map((one) => ({ ...one, ...change }))).rows.map(({ key }) => key);
    expect(new Set(keys({})).size).toBe(all.length);
    expect(keys({ outcome: 'compliant', message: 'other words' })).toEqual(keys({}));
  });

  it('counts an answer once, however many findings it has', () => {
    const [pack] = register([judged({ finding: 'a' }), judged({ finding: 'b' })]).packs;
    expect(pack).toEqual(
      expect.objectContaining({
        answers: { compliant: 0, nonCompliant: 1, error: 0, notApplicable: 0 },
        rows: { compliant: 0, waived: 0, 'non-compliant': 2, error: 0 },
      }),
    );
  });

  it('is in one order and of the shape that its schema says', () => {
    const all = [judged({ path: 'b' }), judged({ path: 'a', finding: 'y' }), judged({ path: 'a', finding: 'x' })];
    const made = register(all);
    expect(register([...all].reverse())).toEqual(made);
    expect(registerSchema.parse(made)).toEqual(made);
  });

  it('says which standard a pack is made after, and since when another is in force', () => {
    const reported: Evaluated = {
      mode: 'reported',
      evaluation: { pack: 'PCI.DSS.321', rules: [], resources: 0, judged: [], notApplicable: new Map() },
    };
    expect(buildRegister({ about: ABOUT, evaluated: [reported], waivers: [], leftOut: [] }).packs).toEqual([
      expect.objectContaining({
        standard: 'PCI DSS 3.2.1',
        superseded: expect.objectContaining({ by: 'PCI DSS 4.0.1', on: '2024-03-31' }),
      }),
    ]);
  });
});
