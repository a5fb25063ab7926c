import { findingChanges } from '../../../../lib/evidence/changes/findings';
import { countedChanges } from '../../../../lib/evidence/changes/words';
import type { Register, Row } from '../../../../lib/governance/register/schema';
import { ABOUT } from '../../../support/report-evidence';

const row = (change: Partial<Row> = {}): Row => ({
  key: '0123456789abcdef',
  pack: 'AwsSolutions',
  mode: 'enforced',
  rule: 'AwsSolutions-IAM5',
  level: 'error',
  outcome: 'non-compliant',
  type: 'AWS::IAM::Policy',
  path: 'Stack/Policy',
  finding: 'Action::*',
  ...change,
});
const register = (rows: readonly Row[]): Register => ({
  about: ABOUT,
  verdict: { passes: true, failing: [], warnings: 0, leftOut: [] },
  packs: [],
  rules: [],
  rows: [...rows],
});
const changes = (before: readonly Row[], now: readonly Row[]) =>
  findingChanges(register(before), register(now)).map(({ what, weight, words }) => [what, weight, words]);

const OPEN = row();
const WAIVED = row({ outcome: 'waived', waiver: 'W-1' });
const KEPT = row({ outcome: 'compliant' });
const WHERE = 'Stack/Policy [Action::*]';

describe('findingChanges', () => {
  it('names a finding by its key', () => {
    expect(findingChanges(register([]), register([OPEN]))[0]).toEqual(
      expect.objectContaining({
        topic: 'findings',
        of: OPEN.rule,
        findings: [{ key: OPEN.key, path: OPEN.path, finding: OPEN.finding }],
      }),
    );
  });

  it.each([
    { case: 'is new', before: [], now: [OPEN], told: ['opened', 'serious', `is open, enforced: ${WHERE}`] },
    { case: 'was kept', before: [KEPT], now: [OPEN], told: ['opened', 'serious', `is open, enforced: ${WHERE}`] },
    {
      case: 'nobody answers for any more',
      before: [WAIVED],
      now: [OPEN],
      told: ['opened', 'serious', `is open, enforced; before, it was waived by W-1: ${WHERE}`],
    },
    {
      case: 'a rule could not judge',
      before: [],
      now: [row({ outcome: 'error' })],
      told: ['opened', 'serious', `is not to be judged, enforced: ${WHERE}`],
    },
    {
      case: 'was only reported',
      before: [row({ mode: 'reported' })],
      now: [OPEN],
      told: ['opened', 'serious', `is open, enforced; before, it was open, reported: ${WHERE}`],
    },
    {
      case: 'is only reported',
      before: [],
      now: [row({ mode: 'reported' })],
      told: ['opened', 'minor', `is open, reported: ${WHERE}`],
    },
    {
      case: 'is newly waived',
      before: [OPEN],
      now: [WAIVED],
      told: ['waived', 'notable', `is waived by W-1; before, it was open, enforced: ${WHERE}`],
    },
    {
      case: 'another waiver names',
      before: [WAIVED],
      now: [{ ...WAIVED, waiver: 'W-2' }],
      told: ['waived', 'notable', `is waived by W-2; before, it was waived by W-1: ${WHERE}`],
    },
    {
      case: 'was mended',
      before: [OPEN],
      now: [KEPT],
      told: ['gone', 'minor', `is gone; before, it was open, enforced: ${WHERE}`],
    },
    {
      case: 'went with its resource',
      before: [WAIVED],
      now: [],
      told: ['gone', 'minor', `is gone; before, it was waived by W-1: ${WHERE}`],
    },
  ])('tells one that $case', ({ before, now, told }) => {
    expect(changes(before, now)).toEqual([told]);
  });

  it('tells together what it tells of several findings of a rule, and no others', () => {
    const open = ['a', 'b', 'c', 'd', 'e'].map((key) => row({ key, path: `Stack/${key}` }));
    const waived = open.slice(0, 4).map((one) => ({ ...one, outcome: 'waived' as const, waiver: 'W-1' }));
    const other = row({ key: 'f', rule: 'AwsSolutions-SQS4' });
    const made = findingChanges(register(waived), register([...open, other]));
    expect(made.map(({ of, words }) => `${of} ${words}`)).toEqual([
      'AwsSolutions-IAM5 is open, enforced; before, it was waived by W-1, 4 times: Stack/a [Action::*], Stack/b [Action::*], Stack/c [Action::*] and 1 more',
      'AwsSolutions-IAM5 is open, enforced: Stack/e [Action::*]',
      `AwsSolutions-SQS4 is open, enforced: ${WHERE}`,
    ]);
    expect(made[0]?.findings?.map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd']);
    expect(countedChanges(made)).toBe('findings: 6 opened');
  });

  it('says nothing of one that is what it was', () => {
    expect(changes([OPEN, { ...WAIVED, key: 'b' }], [{ ...WAIVED, key: 'b' }, OPEN])).toEqual([]);
  });
});
