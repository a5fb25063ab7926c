import type { PlanFacts } from '../../lib/plan/make-plan';
import { compileLaunch, type Workspace } from '../../lib/workspace';
import { people, reachOf } from './rehearsals';
import { AS_OF } from './workspace';

/** The definition of a launch of a workspace; throws where there is none. */
export const definitionOf = (workspace: Workspace, launch = 'soup-week') => {
  const file = workspace.launches.find(({ manifest }) => manifest.launch === launch);
  if (file === undefined) throw new Error(`There is no "${launch}".`);
  return compileLaunch(file.manifest, workspace);
};

/** What a stage says of `soup-week`, which was never live: 500 people, all of them looked at. */
export const planFacts = (workspace: Workspace, over: Partial<PlanFacts> = {}): PlanFacts => {
  const definition = definitionOf(workspace);
  return {
    workspace,
    launch: 'soup-week',
    stage: 'local',
    asOf: AS_OF,
    former: { known: true, value: undefined },
    others: [],
    reach: {
      known: true,
      value: reachOf(definition, {
        offers: [
          { offer: 'soup-20', treated: people(30) },
          { offer: 'recipe', treated: people(60) },
        ],
        channels: [
          {
            channel: 'email',
            kind: 'push',
            vendor: 'mailhub',
            reachable: people(80),
            notReachable: { 'no-consent': people(35) },
          },
          {
            channel: 'sms',
            kind: 'push',
            vendor: 'textly',
            reachable: people(50),
            notReachable: { unreachable: people(70) },
            quiet: people(20),
          },
          { channel: 'app', kind: 'pull', reachable: people(90), notReachable: {} },
          { channel: 'pos', kind: 'pull', reachable: people(90), notReachable: {} },
        ],
      }),
    },
    assembly: {
      stack: 'tandem-local-launch-soup-week',
      template: { Resources: { LaunchHash: { Type: 'AWS::SSM::Parameter', Properties: { Value: definition.hash } } } },
      broken: [],
      waived: [],
      judged: { packs: 5, rules: 40 },
    },
    deployed: { known: true, value: undefined },
    approval: {
      known: true,
      value: { state: 'not-needed', plan: '', needed: [], given: [], missing: [], voided: [], findings: [] },
    },
    ...over,
  };
};
