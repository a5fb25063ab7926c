import { isWithin, type PeriodInput, sourceOf } from '../input';
import { makeTable, type PeriodRow } from '../make-table';
import type { PeriodTable } from '../table';
import type { Change } from './change';
import { type History, historyGaps } from './history';

type Row = PeriodRow & { readonly exception: string };

/** A change as every table tells it. */
export const changeRow = (change: Change): Row => {
  const {
    id,
    at,
    kind,
    about,
    action,
    by,
    plan = null,
    since = null,
    commit = null,
    approval,
    related,
    problems,
  } = change;
  return {
    ...{ id, at, kind, about, action, by, plan, since, commit },
    approval: approval?.state ?? null,
    approvedBy: [...new Set((approval?.given ?? []).map(({ person, role }) => `${person} (${role})`))],
    related: [...related],
    exception: problems.join('; '),
  };
};

/** The population of production changes: from CloudTrail and from the audit trail, each held against the other and against approvals. */
export const changesTable = (input: PeriodInput, changes: readonly Change[], history: History): PeriodTable => {
  const { trail, cloudTrail } = input;
  const facts = trail?.records.filter(({ at }) => isWithin(input, at)) ?? [];
  const events = cloudTrail?.events.filter(({ eventTime }) => isWithin(input, eventTime)) ?? [];
  return makeTable(input, {
    id: 'changes',
    title: 'Changes of production',
    means:
      'A row is a change that CloudFormation took on, a switch of a launch, or a change of a resource past CloudFormation. It is an exception where nobody approved it, or where one record has no other that it needs. Nobody who wrote a launch or what it uses counts as an approver: segments, traits, voice and layouts as the commit of the evidence has them. Roles that a plan needed are those of the policy of then for the changes that were asked about, and those that were asked for; whether an amount is over a limit is as it was asked, which nobody signs. CloudTrail tells that a deployment began and for which plan, not how it ended and not what was in its template; that a plan went live the audit trail tells, and what is deployed now verify-evidence --deployed compares.',
    sources: [...sourceOf(cloudTrail, events.length), ...sourceOf(trail, facts.length)],
    columns: {
      id: "CloudTrail's eventID, or trail-<sequence>.",
      at: 'When it happened.',
      kind: 'deployment, removal or protection of the stack of a launch; platform: of another stack; direct: past CloudFormation; key: the value of a secret; go-live, resume, stop or row: a switch of a launch.',
      about: 'Launch, stack or resource.',
      action: 'What was called, or told.',
      by: 'Who stands behind it, as far back as CloudTrail tells; of a switch the operator.',
      plan: 'SHA-256 of the plan that it was for.',
      since:
        'Of the platform: the commit that its stack was at before, or that the branch was at when the period began.',
      commit:
        "The last commit before it of the launch's file; of the platform, any. By time: nothing in a deployment names it.",
      approval:
        'What the records of the plan came to then, judged by the people and the policy of then. Of the platform, granted: every change of files that govern (policy, people and keys, vendors, waivers, stages, access, prices) from since to commit has its two-person record; nothing-governed: none of them was changed, so its approval is the review of what was merged, which is kept at the forge; no-record: some were changed without one; unplaced: no commit of the branch is from then, or the clone has only the end of its history.',
      approvedBy: 'Whose records count, and in which role.',
      related: 'Deployments of a switch, switches of a deployment.',
    },
    rows: changes.map(changeRow),
    gaps: gapsOf(input, changes, history),
  });
};

const gapsOf = (
  { from, trail, cloudTrail, stage, commit }: PeriodInput,
  changes: readonly Change[],
  history: History,
): string[] => {
  const platform = changes.filter(({ kind, approval }) => kind === 'platform' && approval !== undefined).length;
  const begins = platform > 0 && !history.isCutOff && history.commitAt(from.toISOString()) === undefined;
  return [
    ...historyGaps(history),
    ...(begins
      ? [
          `The branch begins after the period does: files that govern are judged from its first commit, ${history.first}.`,
        ]
      : []),
    ...(cloudTrail === undefined
      ? ['No export of CloudTrail was given: deployments, and changes past CloudFormation, are not known.']
      : [
          'Keys of KMS and HTTP APIs are named by ids in CloudTrail: every change of one in the account is an exception that says that it may be of another application.',
        ]),
    ...(trail === undefined ? ['No trail.jsonl was given: which launches went live is not known.'] : []),
    ...(trail?.broken === undefined
      ? []
      : [`The audit trail holds up to record ${trail.broken.sequence - 1}: later switches are not known.`]),
    ...(platform === 0
      ? []
      : [
          `Nothing in a deployment of the platform names its commit: ${platform} are placed by time on the branch that leads to ${commit}. Whether one was made from a commit that is not on it cannot be told.`,
        ]),
    ...(stage.settings.approvals === 'none' ? ['The stage asks for no approvals.'] : []),
  ];
};
