import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLATFORM_SUBJECT } from '../../contracts/approval';
import type { Finding } from '../../contracts/finding';
import { canonicalJson } from '../governance/register/canonical-json';
import { say } from '../messages';
import { authorsOfFiles } from './authors';
import { approvalFinding } from './codes';
import { approvalFindings } from './findings';
import { authorsOf, commitOf, fileAt, isShallow } from './git';
import { type GovernedChange, governedChanges } from './governed-files';
import { neededForPlatform } from './matrix';
import { type Proposal, verdictOf } from './proposal';
import { judgeAt } from './protected-branch';
import { askAt, readAsks } from './record-file';

const POLICY_FILE = 'platform/policy.yaml';

/** A change of files that govern, as something to approve. */
export type PlatformProposal = Proposal & { readonly files: readonly string[] };

/**
 * What is changed in the files that govern since a commit, up to a later one or the work tree, as something to approve:
 * judged by the people and the policy of that commit. It is bound to what the files said before and say then, so what was
 * approved once is not approved for later. Throws `GitError`.
 */
export const platformProposal = (
  root: string,
  since: string,
  until?: string,
): PlatformProposal | 'unchanged' | { readonly finding: Finding } => {
  const commit = commitOf(root, since);
  if (commit === undefined) {
    return {
      finding: approvalFinding(POLICY_FILE, say('approval.judge.commit', { since })),
    };
  }
  const changed = governedChanges(root, commit, until);
  if (changed.length === 0) return 'unchanged';
  const judge = judgeAt(root, commit);
  if ('problem' in judge) return { finding: approvalFinding(POLICY_FILE, judge.problem) };
  if (isShallow(root)) return { finding: approvalFinding(POLICY_FILE, say('approval.judge.shallow')) };
  const { approvals } = judge;
  if (approvals === undefined) {
    return { finding: approvalFinding(POLICY_FILE, say('approval.matrix.before', { since })) };
  }
  const files = changed.map(({ file }) => file);
  const fingerprint = fingerprintOf(changed);
  const authors = authorsBetween(root, commit, until, fingerprint.plan, files);
  const approvers = { people: judge.people, team: undefined, authors };
  return {
    ...{ subject: PLATFORM_SUBJECT, stage: 'all', ...fingerprint, approvers, files, file: POLICY_FILE },
    changes: changed.map(({ file, before, after }) => ({
      kind: 'platform',
      words: `${file} ${verbOf(before, after)}`,
    })),
    judge: { ...judge, approvals },
    needed: neededForPlatform(approvals, files, approvers),
    argument: `--platform --since ${since}`,
    isUsed: ({ file }) =>
      fileAt(root, commit, file) ===
      (until === undefined ? readFileSync(join(root, file), 'utf8') : fileAt(root, until, file)),
  };
};

/** A finding for each governing file that is changed since a commit without a granted approval. */
export const governedFindings = (root: string, since: string, now: Date): readonly Finding[] => {
  const proposal = platformProposal(root, since);
  if (proposal === 'unchanged') return [];
  if ('finding' in proposal) return [proposal.finding];
  const verdict = verdictOf(root, proposal, now);
  if (verdict.state === 'granted') return [];
  return [
    ...proposal.files.map((file) => approvalFinding(file, say('approval.governed', { since }))),
    ...approvalFindings(proposal, verdict),
  ];
};

/**
 * Of this change alone: who wrote an earlier one may approve this one. Of a change that is committed, nobody's who changes
 * the work tree now, nor of what was asked since.
 */
const authorsBetween = (
  root: string,
  since: string,
  until: string | undefined,
  plan: string,
  files: readonly string[],
): readonly string[] =>
  until === undefined
    ? authorsOfFiles(
        root,
        readAsks(root, PLATFORM_SUBJECT).filter((ask) => ask.plan === plan),
        `${since}..HEAD`,
        ...files,
      )
    : [
        ...authorsOf(root, `${since}..${until}`, ...files),
        ...(askAt(root, until, PLATFORM_SUBJECT, plan)?.authors ?? []),
      ];

const fingerprintOf = (changed: readonly GovernedChange[]): Pick<Proposal, 'plan' | 'parts'> => {
  const parts = Object.fromEntries(
    changed.map(({ file, before = null, after = null }) => [file, sha256({ before, after })]),
  );
  return { parts, plan: sha256({ subject: PLATFORM_SUBJECT, parts }) };
};

const sha256 = (content: unknown): string => createHash('sha256').update(canonicalJson(content)).digest('hex');

const verbOf = (before: string | undefined, after: string | undefined): string => {
  if (before === undefined) return 'is new';
  return after === undefined ? 'is removed' : 'is changed';
};
