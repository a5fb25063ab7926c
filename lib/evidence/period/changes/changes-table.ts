import { isWithin, type PeriodInput, sourceOf } from '../input';
import { makeTable, type PeriodRow } from '../make-table';
import type { PeriodTable } from '../table';
import type { Change } from './change';

type Row = PeriodRow & { readonly exception: string };

/** A change as every table tells it. */
export const changeRow = (change: Change): Row => {
  const { id, at, kind, about, action, by, plan = null, commit = null, approval, related, problems } = change;
  return {
    ...{ id, at, kind, about, action, by, plan, commit },
    approval: approval?.state ?? null,
    approvedBy: (approval?.given ?? []).map(({ person, role }) => `${person} (${role})`),
    related: [...related],
    exception: problems.join('; '),
  };
};

/** The population of production changes: from CloudTrail and from the audit trail, each held against the other and against approvals. */
export const changesTable = (input: PeriodInput, changes: readonly Change[]): PeriodTable => {
  const { trail, cloudTrail } = input;
  const facts = trail?.records.filter(({ at }) => isWithin(input, at)) ?? [];
  const events = cloudTrail?.events.filter(({ eventTime }) => isWithin(input, eventTime)) ?? [];
  return makeTable(input, {
    id: 'changes',
    title: 'Changes of production',
    means:
      'A row is a change that CloudFormation took on, a switch of a launch, or a change of a resource past CloudFormation. It is an exception where nobody approved it, or where one record has no other that it needs. CloudTrail tells that a deployment began and for which plan, not how it ended and not what was in its template; that a plan went live the audit trail tells, and what is deployed now verify-evidence --deployed compares.',
    sources: [...sourceOf(cloudTrail, events.length), ...sourceOf(trail, facts.length)],
    columns: {
      id: "CloudTrail's eventID, or trail-<sequence>.",
      at: 'When it happened.',
      kind: 'deployment, removal or protection of the stack of a launch; platform: of another stack; direct: past CloudFormation; key: the value of a secret; go-live, resume, stop or row: a switch of a launch.',
      about: 'Launch, stack or resource.',
      action: 'What was called, or told.',
      by: 'Who stands behind it, as far back as CloudTrail tells; of a switch the operator.',
      plan: 'SHA-256 of the plan that it was for.',
      commit:
        "The last commit before it of the launch's file; of the platform, any. By time: nothing in a deployment names it.",
      approval: 'What the records of the plan came to then, judged by the people and the policy of then.',
      approvedBy: 'Whose records count, and in which role.',
      related: 'Deployments of a switch, switches of a deployment.',
    },
    rows: changes.map(changeRow),
    gaps: gapsOf(input, changes),
  });
};

const gapsOf = ({ trail, cloudTrail, stage }: PeriodInput, changes: readonly Change[]): string[] => {
  const platform = changes.filter(({ kind }) => kind === 'platform').length;
  return [
    ...(cloudTrail === undefined
      ? ['No export of CloudTrail was given: deployments, and changes past CloudFormation, are not known.']
      : ['Keys of KMS and HTTP APIs are named by ids in CloudTrail: every change of one in the account is listed.']),
    ...(trail === undefined ? ['No trail.jsonl was given: which launches went live is not known.'] : []),
    ...(trail?.broken === undefined
      ? []
      : [`The audit trail holds up to record ${trail.broken.sequence - 1}: later switches are not known.`]),
    ...(platform === 0
      ? []
      : [
          `${platform} changes of the platform's stacks name no plan: their approval is the two-person record of the files that govern, which is listed under approvals and cannot be tied to a deployment.`,
        ]),
    ...(stage.settings.approvals === 'none' ? ['The stage asks for no approvals.'] : []),
  ];
};
