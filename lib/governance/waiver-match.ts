import type { Waiver } from '../../contracts/platform';
import type { Violation } from './violations';

/** Whether a waiver names a violation: rule, construct path, and the finding as `inAnyStage` has it. */
export const covers = ({ rule, path, finding }: Waiver, violation: Violation): boolean =>
  rule === violation.rule &&
  finding === (violation.finding === undefined ? undefined : inAnyStage(violation.finding, violation.path)) &&
  matchesGlob(path, violation.path);

/** `Resource::<ProfilesTable3D7C2F1A.Arn>/stream/*` -> `Resource::<ProfilesTable*.Arn>/stream/*`: hashes change, waivers do not. */
export const withoutHashes = (finding: string): string =>
  finding.replace(/<([A-Za-z0-9]+?)[0-9A-F]{8}(\.[A-Za-z.]+)?>/g, '<$1*$2>');

/** A finding with generated hashes left out, and the start of the stage's own names, which its construct path tells, written `{stage}`. */
const inAnyStage = (finding: string, path: string): string => {
  const stage = /^(.+)-(?:foundation|trail)\//.exec(path)?.[1];
  return stage === undefined ? withoutHashes(finding) : withoutHashes(finding).replaceAll(`${stage}-`, '{stage}-');
};

/** Whether a name is meant by a path of a waiver, in which `*` stands for any run of characters. */
export const matchesGlob = (path: string, name: string): boolean =>
  new RegExp(
    `^${path
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  ).test(name);
