import { controlChanges, ruleChanges } from '../../../../lib/evidence/changes/rules';
import type { Controls } from '../../../../lib/governance/register/controls';
import type { PackProof, Register, Row } from '../../../../lib/governance/register/schema';
import { ABOUT } from '../../../support/report-evidence';

const pack = (change: Partial<PackProof> = {}): PackProof => ({
  pack: 'AwsSolutions',
  mode: 'enforced',
  rules: 1,
  resources: 1,
  answers: { compliant: 1, nonCompliant: 0, error: 0, notApplicable: 0 },
  rows: { compliant: 1, waived: 0, 'non-compliant': 0, error: 0 },
  ...change,
});
const rule = (name: string, level: Row['level'] = 'error') => ({
  rule: name,
  level,
  what: 'A rule.',
  notApplicable: {},
});
const row = (name: string, mode: Row['mode'] = 'enforced'): Row => ({
  key: '0123456789abcdef',
  pack: 'AwsSolutions',
  mode,
  rule: name,
  level: 'error',
  outcome: 'compliant',
  type: 'AWS::SQS::Queue',
  path: 'Stack/Queue',
});
const register = (change: Partial<Register> = {}): Register => ({
  about: ABOUT,
  verdict: { passes: true, failing: [], warnings: 0, leftOut: [] },
  packs: [pack()],
  rules: [rule('AwsSolutions-SQS4')],
  rows: [],
  ...change,
});
const told = (before: Partial<Register>, now: Partial<Register>) =>
  ruleChanges(register(before), register(now)).map(({ of, what, weight, words }) => [of, what, weight, words]);

describe('ruleChanges', () => {
  it.each([
    [
      {},
      { packs: [pack(), pack({ pack: 'HIPAA', mode: 'reported' })] },
      ['HIPAA', 'added', 'notable', 'is a new pack, reported'],
    ],
    [{}, { packs: [] }, ['AwsSolutions', 'removed', 'serious', 'is no longer asked; it was enforced']],
    [
      {},
      { packs: [pack({ mode: 'reported' })] },
      ['AwsSolutions', 'weaker', 'serious', 'is only reported now; it was enforced'],
    ],
    [
      { packs: [pack({ mode: 'reported' })] },
      {},
      ['AwsSolutions', 'stricter', 'notable', 'is enforced now; it was reported'],
    ],
    [
      {},
      { rules: [rule('AwsSolutions-SQS4', 'warning')] },
      ['AwsSolutions-SQS4', 'weaker', 'serious', 'is warning now; it was error'],
    ],
    [
      {},
      { rules: [rule('AwsSolutions-SQS4', 'fatal')] },
      ['AwsSolutions-SQS4', 'stricter', 'minor', 'is fatal now; it was error'],
    ],
    [
      {},
      { rules: ['4', '5', '6', '7', '8'].map((one) => rule(`AwsSolutions-SQS${one}`)) },
      ['4 rules', 'added', 'minor', 'are new: AwsSolutions-SQS5, AwsSolutions-SQS6, AwsSolutions-SQS7 and 1 more'],
    ],
    [
      { rows: [row('AwsSolutions-SQS4')] },
      { rules: [] },
      ['1 rule', 'removed', 'serious', 'is asked no more: AwsSolutions-SQS4'],
    ],
    [
      { rows: [row('AwsSolutions-SQS4', 'reported')] },
      { rules: [] },
      ['1 rule', 'removed', 'minor', 'is asked no more: AwsSolutions-SQS4'],
    ],
    [
      {},
      { about: { ...ABOUT, tools: { tandem: '0.2.0' } } },
      ['tandem', 'changed', 'notable', 'is version 0.2.0; before, 0.1.0'],
    ],
  ])('tells what judges otherwise: %#', (before, now, expected) => {
    expect(told(before, now)).toEqual([expected]);
  });

  it('says nothing where the same judges', () => {
    expect(told({}, {})).toEqual([]);
  });
});

type Control = Controls['frameworks'][number]['controls'][number];
const controls = (status: Control['status'], why?: Control['why']): Controls['frameworks'] => [
  {
    framework: 'GDPR',
    version: '2016/679',
    published: 'https://eur-lex.europa.eu/eli/reg/2016/679/oj',
    sources: {},
    controls: [
      {
        control: 'Art. 32',
        status,
        ...(why === undefined ? {} : { why }),
        mappings: [],
        rows: { compliant: 0, waived: 0, open: 0 },
        waivers: [],
        records: [],
      },
    ],
  },
];

describe('controlChanges', () => {
  it.each([
    [
      controls('designed'),
      controls('no-evidence', 'violated'),
      ['weaker', 'serious', 'is without evidence (violated); it was designed'],
    ],
    [
      controls('no-evidence', 'only waived'),
      controls('no-evidence', 'violated'),
      ['weaker', 'serious', 'is without evidence (violated); it was without evidence (only waived)'],
    ],
    [
      controls('no-evidence', 'violated'),
      controls('designed'),
      ['changed', 'minor', 'is designed; it was without evidence (violated)'],
    ],
  ])('tells a control of which more or less can be said: %#', (before, now, expected) => {
    expect(controlChanges(before, now).map(({ of, what, weight, words }) => [of, what, weight, words])).toEqual([
      ['GDPR Art. 32', ...expected],
    ]);
    expect(controlChanges(now, now)).toEqual([]);
  });
});
