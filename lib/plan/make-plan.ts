import type { Approval } from '../../contracts/approval';
import type { LaunchDefinition } from '../../contracts/decision';
import type { Reach, Rehearsal } from '../../contracts/rehearsal';
import type { Workspace } from '../workspace/workspace';
import { changesOf } from './changes';
import { controlsOf, type StackVerdict } from './controls';
import { dataLeaving } from './data-leaving';
import { fingerprintOf } from './fingerprint';
import { timingsOf } from './messages';
import { moneyOfPlan } from './money';
import { overlapsWith } from './overlaps';
import type { Former, Known, LaunchPlan } from './plan';
import { plannedLaunch } from './planned';
import { resourceChanges, type Template } from './resources';
import { settingsOf } from './settings';
import { timelineOf } from './timeline';

/** What a plan is made from, beside the files: everything that only the stage knows may be unknown. */
export interface PlanFacts {
  readonly workspace: Workspace;
  readonly launch: string;
  readonly stage: string;
  /** Rules, waivers and approvals are judged as of this moment. */
  readonly asOf: Date;
  readonly former: Known<Former | undefined>;
  /** Launches that may speak meanwhile. */
  readonly others: readonly LaunchDefinition[];
  readonly reach: Known<Reach>;
  readonly history?: Known<Rehearsal> | undefined;
  /** The launch's stack, synthesised and judged. */
  readonly assembly: StackVerdict & { readonly stack: string; readonly template: Template };
  /** Undefined where the launch has no stack. */
  readonly deployed: Known<Template | undefined>;
  readonly approval: Known<Approval>;
}

/** The plan of a launch: the same files and facts give the same plan. Throws where the workspace has no such launch or stage. */
export const makePlan = (facts: PlanFacts): LaunchPlan => {
  const { workspace, launch, stage, former, reach, history, assembly, deployed } = facts;
  const planned = plannedLaunch(workspace, launch);
  const { definition, manifest } = planned;
  const settings = workspace.platform.stages[stage];
  if (settings === undefined) throw new Error(`platform/platform.yaml has no stage "${stage}".`);
  const timing = timingsOf(planned, reach);
  return {
    launch,
    team: definition.team,
    summary: manifest.summary,
    organisation: workspace.platform.organisation,
    stage: { name: stage, account: settings.account, realCustomers: settings.realCustomers },
    madeAt: facts.asOf.toISOString(),
    fingerprint: fingerprintOf(workspace, launch, stage),
    definition,
    former,
    changes: changesOf(workspace, launch, former.known ? former.value?.definition : undefined),
    settings: settingsOf(planned),
    reach,
    history,
    timing,
    timeline: timelineOf(planned),
    overlaps: overlapsWith(definition, facts.others, reach),
    data: dataLeaving(planned),
    money: moneyOfPlan(planned, { reach, history, timing }),
    resources: resourceChanges(assembly.stack, deployed, assembly.template),
    controls: controlsOf(planned, assembly, facts.asOf),
    approval: facts.approval,
  };
};
