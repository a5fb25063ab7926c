import type { Finding } from '../../../contracts/finding';
import { governedFindings } from '../../approval';
import { mendFiles } from '../../workspace/mend/mend-files';
import type { Answer } from '../answer';
import type { Context } from '../context';
import { sarif } from '../sarif';
import { table } from '../table';
import { againstDeployed, type Deployed } from './check/against-deployed';
import { type Lookup, resolveHosts } from './vendor/resolve-hosts';

export interface CheckOptions {
  readonly format?: 'sarif' | undefined;
  /** Mends what is safe before it looks. */
  readonly fix: boolean;
  readonly asOf: Date;
  /** Judges what runs in the stage, too. @default - offline */
  readonly againstDeployed?: boolean;
  /** Judges changes of what governs since this commit, branch or tag. @default - they are not judged */
  readonly governedSince?: string | undefined;
  /** Looks up the hosts of vendors. @default - offline */
  readonly lookup?: Lookup | undefined;
}

/** Everything that is wrong with the project's YAML. */
export const check = async (context: Context, options: CheckOptions): Promise<Answer> => {
  const { format, fix, asOf, governedSince, lookup } = options;
  const { mended, unwritable } = fix ? mendFiles(context.root, asOf) : { mended: [], unwritable: [] };
  const { findings: offline, sources, workspace } = context.workspace();
  const online = lookup === undefined ? [] : await resolveHosts(workspace?.vendors ?? [], lookup);
  const running = options.againstDeployed === true ? await againstDeployed(context, asOf) : undefined;
  const governed = governedSince === undefined ? [] : governedFindings(context.root, governedSince, context.now());
  const findings = [...offline, ...online, ...governed, ...(running?.findings ?? [])];
  if (format === 'sarif') return { raw: sarif(findings), findings };
  const count = (severity: string): number => findings.filter((one) => one.severity === severity).length;
  const files = [...sources.values()].filter((text) => text !== '').length;
  const summary =
    findings.length === 0
      ? `${files} files, nothing to mend.`
      : `${files} files: ${counted(count('error'), 'error')}, ${counted(count('warning'), 'warning')}.`;
  return {
    findings,
    sources,
    lines: [
      ...mended.map(mendedLine),
      ...unwritable.map((file) => `not mended  ${file}  it cannot be written`),
      ...(running === undefined ? [] : [...deployedTable(running.deployed), '']),
      summary,
    ],
    data: {
      files,
      errors: count('error'),
      warnings: count('warning'),
      ...(fix ? { mended, unwritable } : {}),
      ...(running === undefined ? {} : { deployed: running.deployed }),
    },
  };
};

const deployedTable = (deployed: readonly Deployed[]): readonly string[] =>
  table(
    ['launch', 'state', 'file', 'refused by', 'differs in'],
    deployed.map(({ launch, state, file, refused, changed }) => [
      launch,
      state,
      file,
      refused.length === 0 ? 'nothing' : refused.join(', '),
      changed.join('; '),
    ]),
  );

const mendedLine = ({ file, line, column, code, path }: Finding): string =>
  `mended  ${code}  ${file}:${line}:${column}${path === '' ? '' : `  ${path}`}`;

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
