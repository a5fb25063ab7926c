import { CfnResource, Stack } from 'aws-cdk-lib';
import { LAUNCH_RULES } from '../../../../lib/governance/launch-rules';
import { packsOf } from '../../../../lib/governance/packs';
import { controlRegister, FRAMEWORKS, type Framework } from '../../../../lib/governance/register/controls';
import { ACCESS_RULE } from '../../../../lib/governance/register/evaluate-access';
import { evaluatePack } from '../../../../lib/governance/register/evaluate-pack';
import type { Row } from '../../../../lib/governance/register/schema';
import { constructRules, tandemRule } from '../../../../lib/governance/tandem-rules';
import { testApp } from '../../../support/stage';

const NIST = 'NIST SP 800-53';
const stack = new Stack(testApp(), 'Stack');
new CfnResource(stack, 'Thing', { type: 'Custom::Thing' });
const packs = packsOf(
  { packs: ['AwsSolutions', 'NIST.800.53.R5', 'Serverless'].map((pack) => ({ pack, mode: 'enforced' })) },
  'enforced',
);
const ofPacks = packs.flatMap((pack) => evaluatePack(pack, stack).rules);
const ours = [...constructRules({ stage: 'prod', vendors: [] }), ...LAUNCH_RULES].map(tandemRule);
const mappingsOf = ({ controls }: Framework) =>
  controls.flatMap(({ control, mappings }) => mappings.map((one) => ({ control, ...one })));

describe('the mapping of controls', () => {
  it('names rules that there are, once a control, each with a source of its file', () => {
    const known = new Set([...ofPacks.map(({ rule }) => rule), ...ours, ACCESS_RULE.rule]);
    for (const framework of FRAMEWORKS) {
      const mappings = mappingsOf(framework);
      expect(
        mappings.filter(({ rule, source }) => !known.has(rule) || framework.sources[source] === undefined),
      ).toEqual([]);
      expect(new Set(mappings.map(({ control, rule }) => `${control} ${rule}`)).size).toBe(mappings.length);
      expect(new Set(framework.controls.map(({ control }) => control)).size).toBe(framework.controls.length);
    }
  });

  it('has exactly what the rules of NIST.800.53.R5 name in their texts, and gives reasons for the rest', () => {
    const told = ofPacks.flatMap(({ rule, what }) =>
      (/\(Control IDs?: (.*)\)/.exec(what)?.[1]?.split(/,\s*/) ?? []).map((control) => `${control} ${rule}`),
    );
    const nist = FRAMEWORKS.filter(({ framework }) => framework === NIST).flatMap(mappingsOf);
    const cited = nist.filter(({ source }) => source === 'cdk-nag').map(({ control, rule }) => `${control} ${rule}`);
    // Some texts name a control twice.
    expect(cited.sort()).toEqual([...new Set(told)].sort());
    const reasoned = FRAMEWORKS.flatMap(mappingsOf).filter(({ source }) => source !== 'cdk-nag');
    expect(reasoned.filter(({ because = '' }) => because.length < 10)).toEqual([]);
  });

  it('says of a control without rules why it has none', () => {
    const bare = FRAMEWORKS.flatMap(({ controls }) => controls).filter(({ mappings }) => mappings.length === 0);
    expect(bare.map(({ control, note }) => [control, note])).toEqual(
      [
        ['Art. 7(3)', 'run time'],
        ['Art. 17', 'run time'],
        ['Art. 30', 'build/processing.json'],
      ].map(([control, said = '']) => [control, expect.stringContaining(said)]),
    );
  });
});

describe('controlRegister', () => {
  const framework = (rules: readonly string[]): Framework => ({
    framework: 'Ours',
    version: '1',
    published: 'https://coats.example',
    sources: { tandem: 'Reasoned here.' },
    controls: [{ control: 'C-1', mappings: rules.map((rule) => ({ rule, source: 'tandem', because: 'It is so.' })) }],
  });
  const row = (outcome: Row['outcome'], waiver?: string): Row => ({
    key: '0123456789abcdef',
    pack: 'Tandem',
    mode: 'enforced',
    rule: 'Tandem-a',
    level: 'error',
    outcome,
    type: 'AWS::SQS::Queue',
    path: 'Queue',
    ...(waiver === undefined ? {} : { waiver }),
  });
  const entry = (rows: readonly Row[], rules = ['Tandem-a']) =>
    controlRegister({ rows: [...rows] }, [framework(rules)])[0]?.controls[0];

  it('takes a control for designed where something keeps to its rules, and tells exceptions', () => {
    expect(entry([row('compliant'), row('waived', 'W-2'), row('waived', 'W-1'), row('waived', 'W-2')])).toEqual(
      expect.objectContaining({
        status: 'designed',
        rows: { compliant: 1, waived: 3, open: 0 },
        waivers: ['W-1', 'W-2'],
      }),
    );
  });

  it.each([
    { case: 'something breaks its rules', rows: [row('compliant'), row('non-compliant')], why: 'violated' },
    { case: 'a rule threw', rows: [row('compliant'), row('error')], why: 'violated' },
    { case: 'all there is is waived', rows: [row('waived', 'W-1')], why: 'only waived' },
    { case: 'nothing concerns its rules', rows: [], why: 'nothing that its rules concern' },
  ])('has no evidence where $case', ({ rows, why }) => {
    expect(entry(rows)).toEqual(expect.objectContaining({ status: 'no-evidence', why }));
  });

  it('takes a control for designed whose record is a file of the bundle, and names it', () => {
    const [gdpr] = controlRegister(
      { rows: [] },
      FRAMEWORKS.filter((one) => one.framework === 'GDPR'),
    );
    expect(gdpr?.controls.find(({ control }) => control === 'Art. 30')).toEqual(
      expect.objectContaining({ status: 'designed', records: ['build/processing.json'] }),
    );
  });

  it('has no evidence where no rule is mapped, whatever passes elsewhere', () => {
    expect(entry([row('compliant')], [])).toEqual(expect.objectContaining({ why: 'no rule is mapped' }));
    expect(entry([row('compliant')], ['Tandem-b'])).toEqual(
      expect.objectContaining({ why: 'nothing that its rules concern' }),
    );
  });
});
