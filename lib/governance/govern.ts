import { type App, Validations } from 'aws-cdk-lib';
import type { Finding } from '../../contracts/finding';
import type { StageContext } from '../blocks/stage-context';
import type { Workspace } from '../workspace';
import { judgeLaunch, rulesOf } from './judge-launch';
import { workspaceFacts } from './launch-facts';
import { packsOf } from './packs';
import { constructRules, type JudgeLaunchNamed, launchesIn, ruleAcknowledgement, TandemRules } from './tandem-rules';
import { WAIVERS_FILE } from './waiver-findings';
import { applyWaivers, reasonOf } from './waivers';

export interface GovernProps {
  readonly workspace: Workspace;
  readonly stage: StageContext;
  /** Texts of the files read, by path. */
  readonly sources: ReadonlyMap<string, string>;
  /**
   * Waivers are judged as of this moment.
   * @default - now
   */
  readonly asOf?: Date;
}

/**
 * Puts the whole app under policy: the enforced packs and our own rules, once, and the waivers in force. Call it when
 * all stacks are made, before synthesis.
 */
export const govern = (app: App, { workspace, stage, sources, asOf = new Date() }: GovernProps): readonly Finding[] => {
  const { policy, waivers } = workspace;
  const judge = judgeFor(workspace, asOf);
  Validations.of(app).addPlugins(
    ...packsOf(policy, 'enforced'),
    new TandemRules(constructRules({ stage: stage.name, vendors: workspace.vendors }), judge),
  );
  acknowledgeWaived(app, judge);
  return applyWaivers(app, {
    waivers,
    packs: packsOf(policy, 'enforced'),
    asOf,
    text: sources.get(WAIVERS_FILE) ?? '',
    options: stage.settings.edge.cloudFrontWaf ? ['cloudFrontWaf'] : [],
    onLaunches: rulesOf(workspace).map(({ id }) => id),
  });
};

/** Judges launches of a workspace by their names. */
export const judgeFor = (workspace: Workspace, asOf: Date): JudgeLaunchNamed => {
  const facts = workspaceFacts(workspace);
  return (launch) => {
    const found = workspace.launches.find(({ manifest }) => manifest.launch === launch);
    if (found === undefined) throw new Error(`Launch "${launch}" is not in the workspace that judges it.`);
    return judgeLaunch(found.manifest, facts, { waivers: workspace.waivers, asOf });
  };
};

/** So that the report keeps what was waived, why and by whom. */
const acknowledgeWaived = (app: App, judge: JudgeLaunchNamed): void => {
  for (const stack of launchesIn(app)) {
    for (const { rule, waiver } of judge(stack.launch)) {
      if (waiver === undefined) continue;
      Validations.of(stack).acknowledge({ id: ruleAcknowledgement(rule), reason: reasonOf(waiver) });
    }
  }
};
