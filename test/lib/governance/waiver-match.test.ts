import { covers, withoutHashes } from '../../../lib/governance/waiver-match';
import { testWaiver } from '../../support/waivers';

const VIOLATION = {
  pack: 'AwsSolutions',
  rule: 'AwsSolutions-IAM5',
  finding: 'Resource::<ProfilesTable3D7C2F1A.Arn>/stream/*',
  path: 'tandem-prod-foundation/Pipeline/Publish/Policy/Resource',
};
const WAIVER = testWaiver({
  finding: 'Resource::<ProfilesTable*.Arn>/stream/*',
  path: 'tandem-*-foundation/Pipeline/Publish/Policy/Resource',
});

describe('withoutHashes', () => {
  it.each([
    ['Resource::<ProfilesTable3D7C2F1A.Arn>/stream/*', 'Resource::<ProfilesTable*.Arn>/stream/*'],
    ['Resource::<B08E7C7AF.Arn>/*', 'Resource::<B*.Arn>/*'],
    ['Resource::*', 'Resource::*'],
    ['Action::s3:GetObject*', 'Action::s3:GetObject*'],
  ])('reads %s as %s', (finding, stable) => {
    expect(withoutHashes(finding)).toBe(stable);
  });
});

describe('covers', () => {
  it('matches rule, path and finding whatever the generated hash', () => {
    expect(covers(WAIVER, VIOLATION)).toBe(true);
    expect(covers(WAIVER, { ...VIOLATION, finding: 'Resource::<ProfilesTable00000000.Arn>/stream/*' })).toBe(true);
  });

  it.each([
    ['another rule', { rule: 'AwsSolutions-IAM4' }],
    ['another path', { path: 'tandem-prod-foundation/Offers/Function/Policy/Resource' }],
    ['a wider finding', { finding: 'Resource::*' }],
    ['the same finding on another table', { finding: 'Resource::<VaultTable3D7C2F1A.Arn>/stream/*' }],
  ])('leaves %s alone', (_case, change) => {
    expect(covers(WAIVER, { ...VIOLATION, ...change })).toBe(false);
  });

  it('takes a star in a finding as it stands: it stands for nothing else', () => {
    expect(covers(testWaiver({ finding: 'Resource::*', path: '*' }), VIOLATION)).toBe(false);
  });

  it('knows the names of every stage as one, and those of another stage in its templates as something else', () => {
    const waiver = testWaiver({
      finding: 'Resource::arn:stack/{stage}-launch-*/*',
      path: 'tandem-*-foundation/Pipeline/Publish/Policy/Resource',
    });
    expect(covers(waiver, { ...VIOLATION, finding: 'Resource::arn:stack/tandem-prod-launch-*/*' })).toBe(true);
    expect(covers(waiver, { ...VIOLATION, finding: 'Resource::arn:stack/tandem-dev-launch-*/*' })).toBe(false);
    expect(covers(waiver, { ...VIOLATION, finding: 'Resource::arn:stack/tandem-prod-*/*' })).toBe(false);
    const ofTrail = { ...VIOLATION, path: VIOLATION.path.replace('-foundation/', '-trail/') };
    const table = testWaiver({ finding: 'Resource::arn:table/{stage}-control', path: 'tandem-*-trail/*' });
    expect(covers(table, { ...ofTrail, finding: 'Resource::arn:table/tandem-prod-control' })).toBe(true);
    expect(covers(table, { ...ofTrail, finding: 'Resource::arn:table/tandem-dev-control' })).toBe(false);
  });

  it('does not cover a granular finding without naming it', () => {
    const { finding: _none, ...bare } = WAIVER;
    expect(covers(bare, VIOLATION)).toBe(false);
  });
});
