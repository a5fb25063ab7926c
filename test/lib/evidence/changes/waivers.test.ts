import { waiverChanges } from '../../../../lib/evidence/changes/waivers';
import type { Row } from '../../../../lib/governance/register/schema';
import type { WaiverEntry } from '../../../../lib/governance/register/waiver-register';
import { testWaiver } from '../../../support/waivers';

const FORMER = testWaiver({ id: 'W-1' });
const entry = (change: Partial<WaiverEntry> = {}): WaiverEntry => ({
  ...FORMER,
  state: 'in-force',
  use: 'used',
  names: ['0123456789abcdef'],
  ...change,
});
const WEIGHTS: Readonly<Record<string, string>> = {
  extended: 'serious',
  shortened: 'minor',
  moved: 'serious',
  'handed-over': 'notable',
  ended: 'serious',
  unused: 'notable',
};
const changes = (now: readonly WaiverEntry[], asOf = '2026-11-22') =>
  waiverChanges({ waivers: [FORMER], asOf }, now, []);

const row = (key: string, path: string): Row => ({
  key,
  pack: 'AwsSolutions',
  mode: 'enforced',
  rule: 'AwsSolutions-IAM5',
  level: 'error',
  outcome: 'waived',
  type: 'AWS::IAM::Policy',
  path,
  finding: 'Action::*',
});

describe('waiverChanges', () => {
  it('says nothing of a waiver that is what it was', () => {
    expect(changes([entry()])).toEqual([]);
    expect(changes([entry({ use: 'option-off', names: [] })])).toEqual([]);
  });

  it.each([
    ['extended', { expires: '2028-01-01' }, 'was extended: until 2028-01-01 instead of 2027-11-22, in SEC-900'],
    ['shortened', { expires: '2027-01-01' }, 'was shortened: until 2027-01-01 instead of 2027-11-22'],
    [
      'moved',
      { path: 'elsewhere' },
      'names something else: AwsSolutions-IAM5 on elsewhere; before, AwsSolutions-IAM5 on */Queue',
    ],
    [
      'moved',
      { finding: 'Resource::*' },
      'names something else: AwsSolutions-IAM5 [Resource::*] on */Queue; before, AwsSolutions-IAM5 on */Queue',
    ],
    [
      'handed-over',
      { owner: 'marketing-ops' },
      'was handed over: owner marketing-ops, approved by it-security; before, owner platform-engineering, approved by it-security',
    ],
    ['ended', { state: 'ended' as const }, 'has ended on 2027-11-22: it waives nothing any more'],
    ['unused', { use: 'unused' as const }, 'names nothing now: AwsSolutions-IAM5 on */Queue'],
  ])('tells one that was %s: %j', (what, change, words) => {
    expect(changes([entry(change)])).toEqual([{ topic: 'waivers', of: 'W-1', what, words, weight: WEIGHTS[what] }]);
  });

  it('tells one that came into force since', () => {
    const former = { waivers: [testWaiver({ id: 'W-1', granted: '2026-11-22' })], asOf: '2026-11-21' };
    expect(waiverChanges(former, [entry()], [])).toEqual([
      { topic: 'waivers', of: 'W-1', what: 'began', weight: 'notable', words: 'is in force since 2026-11-22' },
    ]);
    expect(changes([entry({ id: 'W-2', state: 'not-yet', granted: '2026-12-01' }), entry()])).toEqual([
      expect.objectContaining({ words: expect.stringContaining('from 2026-12-01 until 2027-11-22') }),
    ]);
  });

  it('tells what was added and removed, by id', () => {
    expect(changes([entry({ id: 'W-0' })])).toEqual([
      expect.objectContaining({
        of: 'W-0',
        what: 'added',
        words: expect.stringMatching(
          /^was added: .* until 2027-11-22 \(owner .*, approved by .* in SEC-900\): Nothing else/,
        ),
      }),
      {
        topic: 'waivers',
        of: 'W-1',
        what: 'removed',
        weight: 'minor',
        words: 'was removed: it named AwsSolutions-IAM5 on */Queue',
      },
    ]);
  });

  it('does not tell again of one that had ended before', () => {
    expect(changes([entry({ state: 'ended' })], '2027-11-22')).toEqual([]);
  });

  it('tells all that changed about one', () => {
    const now = entry({ expires: '2028-01-01', rule: 'AwsSolutions-SQS3', use: 'unused', names: [] });
    expect(changes([now]).map(({ what }) => what)).toEqual(['moved', 'extended', 'unused']);
  });

  it.each([
    { case: 'the same', before: ['a', 'b'], now: ['b', 'a'], what: 'widened', words: [] },
    {
      case: 'another',
      what: 'widened',
      before: ['a'],
      now: ['b'],
      words: [
        'covers what it did not: AwsSolutions-IAM5 [Action::*] on Stack/B; no longer covers AwsSolutions-IAM5 [Action::*] on Stack/A',
      ],
    },
    {
      case: 'more, the first three by name',
      what: 'widened',
      before: ['a'],
      now: ['a', 'b', 'c', 'd', 'e'],
      words: [
        `covers what it did not: ${['B', 'C', 'D'].map((name) => `AwsSolutions-IAM5 [Action::*] on Stack/${name}`).join(', ')} and 1 more`,
      ],
    },
    {
      case: 'less',
      what: 'narrowed',
      before: ['a', 'b'],
      now: ['a'],
      words: ['no longer covers AwsSolutions-IAM5 [Action::*] on Stack/B'],
    },
  ])('tells one that covers $case', ({ before, now, what, words }) => {
    const rows = ['a', 'b', 'c', 'd', 'e'].map((key) => row(key, `Stack/${key.toUpperCase()}`));
    const covered = { names: new Map([['W-1', before]]), rows: rows.slice(0, 2) };
    const former = { waivers: [FORMER], asOf: '2026-11-22', covered };
    expect(waiverChanges(former, [entry({ names: now })], rows.slice(1))).toEqual(
      words.map((one) => ({
        topic: 'waivers',
        of: 'W-1',
        what,
        weight: what === 'widened' ? 'serious' : 'minor',
        words: one,
      })),
    );
  });

  it('tells one that covers nothing now once, as unused', () => {
    const former = { waivers: [FORMER], asOf: '2026-11-22', covered: { names: new Map([['W-1', ['a']]]), rows: [] } };
    expect(waiverChanges(former, [entry({ use: 'unused', names: [] })], []).map(({ what }) => what)).toEqual([
      'unused',
    ]);
  });
});
