import { resolve } from 'node:path';
import { manifestOf } from '../../../lib/governance/manifest-of';
import { compileLaunch, loadWorkspace } from '../../../lib/workspace';
import { launchYaml } from '../../support/policy';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const EVERYTHING = launchYaml('everything', {
  when: 'when: { timezone: America/New_York, starts: 2026-10-25 01:30, ends: 2026-11-01 01:30, redeemUntil: 2026-11-09 }',
  audience: `audience:
  include:
    - any: [{ did: { event: Product Viewed, where: { category: [Outerwear, Shoes] }, atLeast: 2, within: 36 hours } }, { list: staff }]
    - trait: { name: household_size, atLeast: 2, atMost: 5 }
  exclude: [{ segment: frequent-shopper }, { trait: { name: email, is: none } }]
  holdout: 12.5%`,
  trigger: 'trigger: { at: 2026-10-26 09:00, clock: customer }',
  channels: 'channels: { reach: all, use: [{ channel: email, vendor: mailhub }, { channel: pos }] }',
  offers: `offers:
  - id: first
    for: { segment: frequent-shopper }
    gives: { percentOff: 20, of: { category: Outerwear }, atMost: 80.50 USD }
    code: { fixed: "COAT20" }
    copy: { en: { headline: "{{ first_name | default: 'Hello' }}, 20% off", body: "At most 80.50 USD off any coat." } }
  - id: second
    copy: { en: { headline: "Hello", body: "A coat for you." } }`,
  more: 'limits: { perPerson: { messages: 2, per: 90 minutes } }\nbudget: { sending: 500.50 USD, whenSpent: warn }\ngoal: { event: Order Completed, within: 7 days, target: 6% }',
});

describe('manifestOf', () => {
  it.each([
    ['the shipped launches', () => resolve(__dirname, '../../..')],
    ['the fixtures', () => workspaceWith()],
    ['a launch that says everything', () => workspaceWith({ 'launches/everything.yaml': EVERYTHING })],
    [
      'launches by segments',
      () =>
        workspaceWith({
          'launches/enters.yaml': launchYaml('enters', { trigger: 'trigger: { enters: frequent-shopper }' }),
          'launches/leaves.yaml': launchYaml('leaves', { trigger: 'trigger: { leaves: frequent-shopper }' }),
        }),
    ],
  ])('is what compiles to the same definition: %s', (_case, root) => {
    const { workspace, findings } = loadWorkspace(root(), { asOf: AS_OF });
    if (workspace === undefined) throw new Error('The workspace cannot be read.');
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);

    for (const { manifest } of workspace.launches) {
      const definition = compileLaunch(manifest, workspace);
      expect(compileLaunch(manifestOf(definition, workspace.channels), workspace)).toEqual(definition);
    }
  });
});
