import { findingChanges } from '../../../../lib/evidence/changes/findings';
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
const WHERE = 'AwsSolutions-IAM5 [Action::*] on Stack/Policy';

describe('findingChanges', () => {
  it('names a finding by its key', () => {
    expect(findingChanges(register([]), register([OPEN]))[0]).toEqual(
      expect.objectContaining({ topic: 'findings', of: OPEN.key }),
    );
  });

  it.each([
    { case: 'is new', before: [], now: [OPEN], told: ['opened', 'serious', `${WHERE} is open, enforced`] },
    { case: 'was kept', before: [KEPT], now: [OPEN], told: ['opened', 'serious', `${WHERE} is open, enforced`] },
    {
      case: 'nobody answers for any more',
      before: [WAIVED],
      now: [OPEN],
      told: ['opened', 'serious', `${WHERE} is open, enforced; before, it was waived by W-1`],
    },
    {
      case: 'a rule could not judge',
      before: [],
      now: [row({ outcome: 'error' })],
      told: ['opened', 'serious', `${WHERE} cannot be judged, enforced`],
    },
    {
      case: 'was only reported',
      before: [row({ mode: 'reported' })],
      now: [OPEN],
      told: ['opened', 'serious', `${WHERE} is open, enforced; before, it was open, reported`],
    },
    {
      case: 'is only reported',
      before: [],
      now: [row({ mode: 'reported' })],
      told: ['opened', 'minor', `${WHERE} is open, reported`],
    },
    {
      case: 'is newly waived',
      before: [OPEN],
      now: [WAIVED],
      told: ['waived', 'notable', `${WHERE} is waived by W-1; before, it was open, enforced`],
    },
    {
      case: 'another waiver names',
      before: [WAIVED],
      now: [{ ...WAIVED, waiver: 'W-2' }],
      told: ['waived', 'notable', `${WHERE} is waived by W-2; before, it was waived by W-1`],
    },
    { case: 'was mended', before: [OPEN], now: [KEPT], told: ['gone', 'minor', `${WHERE} is gone`] },
    { case: 'went with its resource', before: [WAIVED], now: [], told: ['gone', 'minor', `${WHERE} is gone`] },
  ])('tells one that $case', ({ before, now, told }) => {
    expect(changes(before, now)).toEqual([told]);
  });

  it('says nothing of one that is what it was', () => {
    expect(changes([OPEN, { ...WAIVED, key: 'b' }], [{ ...WAIVED, key: 'b' }, OPEN])).toEqual([]);
  });
});
