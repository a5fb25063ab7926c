import type { AudienceDefinition } from '../../../contracts/audience';
import { compileAudiences, type Workspace } from '../../workspace';
import { type Answer, refuse } from '../answer';
import type { AudienceIndex, ReviewProgress } from '../aws/audience-index';
import { fileFinding } from '../codes';
import type { Context } from '../context';
import { table } from '../table';

/** Members shown of one audience. */
const SHOWN = 100;

/** All segments and lists with how many are in them, and how far everybody has been evaluated by the definitions as they are written. */
export const audiences = async (context: Context, name: string | undefined): Promise<Answer> => {
  const { workspace, findings, sources } = context.workspace();
  if (workspace === undefined) return { findings, sources };
  const { audiences: index } = await context.services();
  return name === undefined ? listAll(workspace, index) : listMembers(workspace, index, name);
};

const listAll = async (workspace: Workspace, index: AudienceIndex): Promise<Answer> => {
  const { hash, definitions } = compileAudiences(workspace);
  const [progress, counts] = await Promise.all([
    index.progress(hash),
    Promise.all(definitions.map(({ audience }) => index.count(audience))),
  ]);
  const rows = definitions.map(({ audience, kind }, at) => ({ audience, kind, members: counts[at] ?? 0 }));
  return {
    data: { hash, ...(progress === undefined ? {} : { progress }), audiences: rows },
    lines: [
      progressLine(hash, progress),
      ...table(
        ['audience', 'kind', 'members'],
        rows.map(({ audience, kind, members }) => [audience, kind, String(members)]),
      ),
    ],
  };
};

const progressLine = (hash: string, progress: ReviewProgress | undefined): string => {
  const which = `Definitions ${hash}`;
  if (progress === undefined) {
    return `${which}: not met by the stage yet. Deploy the foundation; within two minutes it begins to evaluate everybody.`;
  }
  const { startedAt, doneAt, shards, persons, changed } = progress;
  const far = `${persons} people evaluated, ${changed} of them changed`;
  if (doneAt !== undefined) return `${which}: everybody is evaluated since ${doneAt} (${far}).`;
  return `${which}: ${shards} of 64 parts done since ${startedAt} (${far}).`;
};

const listMembers = async (workspace: Workspace, index: AudienceIndex, name: string): Promise<Answer> => {
  const found = compileAudiences(workspace).definitions.find(({ audience }) => audience === name);
  if (found === undefined) {
    const file = `audiences/${name}.yaml`;
    return refuse(fileFinding('audience.noFile', file, 'there is no such segment or list', 'Check the name.'));
  }
  const [count, members] = await Promise.all([index.count(name), index.members(name, SHOWN)]);
  return { data: { audience: name, kind: found.kind, count, members }, lines: memberLines(found, count, members) };
};

const memberLines = (
  { audience, kind }: AudienceDefinition,
  count: number,
  members: readonly string[],
): readonly string[] => [
  `${kind} ${audience}: ${count} ${count === 1 ? 'member' : 'members'}${count > members.length ? `, ${members.length} of them` : ''}`,
  ...members,
];
