import type { IConstruct } from 'constructs';
import type { StageContext } from '../../blocks/stage-context';
import type { Workspace } from '../../workspace';
import { judgeFor } from '../govern';
import { rulesOf } from '../judge-launch';
import { workspaceFacts } from '../launch-facts';
import { packsOf } from '../packs';
import { constructRules } from '../tandem-rules';
import { evaluatePack } from './evaluate-pack';
import { evaluateLaunches, evaluateTandem } from './evaluate-tandem';
import type { Evaluated } from './register';

export interface EvaluateProps {
  readonly workspace: Workspace;
  readonly stage: StageContext;
  /** Launches are judged as of this moment. */
  readonly asOf: Date;
}

/** What the platform's own rules, the enforced and the reported packs say of a tree, which should have been synthesised: aspects add to it. */
export const evaluate = (scope: IConstruct, { workspace, stage, asOf }: EvaluateProps): readonly Evaluated[] => {
  const ofPacks = (mode: Evaluated['mode']): readonly Evaluated[] =>
    packsOf(workspace.policy, mode).map((pack) => ({
      mode,
      warnings: workspace.policy.packs.find((one) => one.pack === pack.readPackName)?.warnings,
      evaluation: evaluatePack(pack, scope),
    }));
  return [
    {
      mode: 'enforced',
      evaluation: evaluateTandem(constructRules({ stage: stage.name, vendors: workspace.vendors }), scope),
    },
    {
      mode: 'enforced',
      evaluation: evaluateLaunches(rulesOf(workspaceFacts(workspace)), judgeFor(workspace, asOf), scope),
    },
    ...ofPacks('enforced'),
    ...ofPacks('reported'),
  ];
};
