import type { Finding } from '../../../../contracts/finding';
import type { Request } from '../../../../contracts/request';
import { approvalFinding } from '../../../approval';
import { readRequests, requestOf, writeRequest } from '../../../approval/requests';
import { say } from '../../../messages';
import type { Answer } from '../../answer';
import type { Context } from '../../context';
import { toSeconds } from '../approve/statement';

/**
 * Files what a launch is refused and only IT can give, once each; undefined where there is nothing of that kind. What IT
 * answered before is told instead of asked again.
 */
export const fileRequests = (context: Context, launch: string): Answer | undefined => {
  const file = `launches/${launch}.yaml`;
  const { findings, sources } = context.workspace();
  const errors = findings.filter((one) => one.file === file && one.severity === 'error');
  const given = { launch, by: context.gitEmail() ?? context.by, at: toSeconds(context.now()) };
  const asked = errors.flatMap((error) => {
    const request = requestOf(error, given);
    return request === undefined ? [] : [{ error, request }];
  });
  if (asked.length === 0) return undefined;
  const known = new Map(readRequests(context.root).map((one) => [one.id, one]));
  const told = new Map(asked.map(({ error, request }) => [error, fileOne(context.root, error, request, known)]));
  return {
    sources,
    findings: errors.map((error) => told.get(error) ?? error),
    data: { launch, requests: [...new Set(asked.map(({ request }) => request.id))] },
    lines: ['Commit and push the requests; npx tandem requests shows what IT answers.'],
  };
};

const fileOne = (root: string, error: Finding, request: Request, known: ReadonlyMap<string, Request>): Finding => {
  const { id, what } = request;
  const before = known.get(id);
  const { line, column, path } = error;
  const finding = approvalFinding(error.file, words());
  return { ...finding, line, column, path };

  function words() {
    if (before === undefined) return say('request.filed', { what, file: writeRequest(root, request) });
    const { at, answer } = before;
    if (answer === undefined) return say('request.filed.open', { what, id, at });
    const facts = { what, id, at: answer.at, reason: answer.reason };
    return answer.granted ? say('request.filed.granted', facts) : say('request.filed.refused', facts);
  }
};
