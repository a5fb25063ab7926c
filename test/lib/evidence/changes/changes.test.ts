import { changesSince } from '../../../../lib/evidence/changes/changes';
import type { Former } from '../../../../lib/evidence/changes/former';
import { changesSchema } from '../../../../lib/evidence/changes/schema';
import { sentence } from '../../../../lib/evidence/changes/words';
import type { Register, Row } from '../../../../lib/governance/register/schema';
import { ABOUT, evidenceOf } from '../../../support/report-evidence';
import { testWaiver } from '../../../support/waivers';

const row = (key: string, outcome: Row['outcome']): Row => ({
  key: key.repeat(16),
  pack: 'AwsSolutions',
  mode: 'enforced',
  rule: 'AwsSolutions-SQS4',
  level: 'error',
  outcome,
  type: 'AWS::SQS::Queue',
  path: `Stack/${key}`,
});
const register = (rows: readonly Row[]): Register => ({
  about: ABOUT,
  verdict: { passes: true, failing: [], warnings: 0, leftOut: [] },
  packs: [],
  rules: [],
  rows: [...rows],
});
const now = evidenceOf(register([row('a', 'non-compliant'), row('b', 'compliant')]));
const commit: Former = {
  commit: '0'.repeat(40),
  asOf: '2026-11-01',
  waivers: [testWaiver({ id: 'W-1' })],
  vendors: now.vendors,
  launches: new Map(),
};
const bundle: Former = {
  ...commit,
  bundle: {
    register: register([row('b', 'non-compliant')]),
    names: new Map(),
    frameworks: now.controls.frameworks,
    artifacts: now.artifacts,
    templates: now.templates,
  },
};
const files = new Map([['launches/coats.yaml', 'team: retail\n']]);

describe('changesSince', () => {
  it('tells since a bundle everything, the most serious first', () => {
    const made = changesSince(bundle, now, files);
    expect(made.changes.map(sentence)).toEqual([
      'finding AwsSolutions-SQS4 is open, enforced: Stack/a',
      'finding AwsSolutions-SQS4 is gone; before, it was open, enforced: Stack/b',
      'waiver W-1 was removed: it named AwsSolutions-IAM5 on */Queue',
    ]);
    expect([made.since.kind, made.unknown]).toEqual(['bundle', []]);
    expect(changesSchema.parse(made)).toEqual(made);
  });

  it('tells since a commit what its files say, and names everything that they do not', () => {
    const made = changesSince({ ...commit, vendors: undefined }, now, files);
    expect(made.changes.map(({ topic, what }) => `${topic} ${what}`)).toEqual(['launches added', 'waivers removed']);
    expect(made.since.kind).toBe('commit');
    expect(made.unknown.map(({ topic }) => topic)).toEqual([
      'vendors',
      'findings',
      'waivers',
      'controls',
      'rules',
      'templates',
    ]);
  });
});
