import { ACCESS_PACK, evaluateAccess } from '../../../../lib/governance/register/evaluate-access';
import { rowsOf } from '../../../../lib/governance/register/register';
import { overGrants } from '../../../support/templates/over-grants';
import { smallAccess, smallPlatform, smallScope } from '../../../support/templates/small-platform';
import { testWaiver } from '../../../support/waivers';

const stacks = smallPlatform();
const rows = (judged: typeof stacks, access = smallAccess) => {
  const waivers = [testWaiver({ rule: 'Tandem-access-matrix', path: '*' })];
  const evaluation = evaluateAccess({ stacks: judged, ...smallScope }, access);
  return rowsOf({ mode: 'enforced', evaluation }, waivers, '2026-11-22');
};

describe('evaluateAccess', () => {
  it('asks about every role, and finds each in order where access.yaml says what they can do', () => {
    const found = rows(stacks);
    const roles = stacks.flatMap(({ template }) =>
      Object.values(template.Resources ?? {}).filter(({ Type }) => Type === 'AWS::IAM::Role'),
    );
    expect(found).toHaveLength(roles.length);
    expect(found.every(({ outcome, pack }) => outcome === 'compliant' && pack === ACCESS_PACK)).toBe(true);
  });

  it.each(overGrants('ingest-events', (short) => `tandem-test-${short}`, '111122223333', 'us-east-1'))(
    'finds the over-grant by $case, which no waiver excuses',
    ({ sow, says }) => {
      const open = rows(sow(smallPlatform())).filter(({ outcome }) => outcome === 'non-compliant');
      expect(open.map(({ message }) => message).join(' ')).toMatch(says);
      expect(open.every(({ waiver, level }) => waiver === undefined && level === 'fatal')).toBe(true);
    },
  );

  it('finds what the list has and no role, at the list', () => {
    const access = { functions: { ...smallAccess.functions, nobody: { profiles: ['GetItem'] } } };
    expect(rows(stacks, access).filter(({ outcome }) => outcome !== 'compliant')).toEqual([
      expect.objectContaining({ path: 'platform/access.yaml', finding: 'access.noSuchRole' }),
    ]);
  });
});
