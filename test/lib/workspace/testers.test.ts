import { loadWorkspace, platformConfig } from '../../../lib/workspace';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const TEAM =
  'team: retail-marketing, costCentre: C, lead: l, languages: [en], channels: [email, pos, app], purposes: [personalised-offers], vendors: [mailhub, oldpost, chirp]';
const loaded = (testers: string) =>
  loadWorkspace(workspaceWith({ 'platform/teams.yaml': `teams: [{ ${TEAM}, testers: ${testers} }]\n` }), {
    asOf: AS_OF,
  });
const found = (testers: string) =>
  loaded(testers).findings.flatMap(({ code, file, path }) =>
    file === 'platform/teams.yaml' ? [`${code} ${path}`] : [],
  );

describe('testers of a team', () => {
  it.each([
    ['no address', '[{ name: Robin }]', ['schema.rule teams[0].testers[0]']],
    [
      'a name that means whoever asks',
      '[{ name: me, email: a@b.example }]',
      ['schema.format teams[0].testers[0].name'],
    ],
    [
      'an address for a name',
      '[{ name: "a@b.example", email: a@b.example }]',
      ['schema.format teams[0].testers[0].name'],
    ],
    ['no e-mail address', '[{ name: Robin, email: robin }]', ['schema.format teams[0].testers[0].email']],
    [
      'a number without its country',
      '[{ name: Robin, phone: "2025550190" }]',
      ['schema.format teams[0].testers[0].phone'],
    ],
    [
      'one name twice',
      '[{ name: Robin, email: a@b.example }, { name: Robin, email: c@d.example }]',
      ['schema.rule teams[0].testers'],
    ],
  ])('are refused with %s', (_case, testers, expected) => {
    expect(found(testers)).toEqual(expected);
  });

  it('are known to functions by digests that say neither name nor address, and another one in another writing', () => {
    const registry = (testers: string) => {
      const { workspace } = loaded(testers);
      if (workspace === undefined) throw new Error('The workspace does not load.');
      return platformConfig(workspace).testers;
    };
    const [robin, sam] = registry(
      '[{ name: Robin, email: Robin@B.example, phone: "+12025550190" }, { name: Sam, email: robin@b.example }]',
    );

    expect(robin).toEqual({
      tester: expect.stringMatching(/^tester_[\w-]{22}$/),
      team: 'retail-marketing',
      addresses: { email: expect.stringMatching(/^[\w-]{43}$/), phone: expect.stringMatching(/^[\w-]{43}$/) },
    });
    // The same address is another digest of another tester.
    expect(sam?.addresses.email).not.toBe(robin?.addresses.email);
    expect(registry('[{ name: Robin, email: robin@b.example }]')[0]?.addresses.email).toBe(robin?.addresses.email);
  });
});
