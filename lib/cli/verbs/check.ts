import type { Finding } from '../../../contracts/finding';
import { mendFiles } from '../../workspace/mend/mend-files';
import type { Answer } from '../answer';
import type { Context } from '../context';
import { sarif } from '../sarif';
import { type Lookup, resolveHosts } from './vendor/resolve-hosts';

export interface CheckOptions {
  readonly format?: 'sarif' | undefined;
  /** Mends what is safe before it looks. */
  readonly fix: boolean;
  readonly asOf: Date;
  /** Looks up the hosts of vendors. @default - offline */
  readonly lookup?: Lookup | undefined;
}

/** Everything that is wrong with the project's YAML. */
export const check = async (context: Context, { format, fix, asOf, lookup }: CheckOptions): Promise<Answer> => {
  const mended = fix ? mendFiles(context.root, asOf) : [];
  const { findings: offline, sources, workspace } = context.workspace();
  const online = lookup === undefined ? [] : await resolveHosts(workspace?.vendors ?? [], lookup);
  const findings = [...offline, ...online];
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
    lines: [...mended.map(mendedLine), summary],
    data: { files, errors: count('error'), warnings: count('warning'), ...(fix ? { mended } : {}) },
  };
};

const mendedLine = ({ file, line, column, code, path }: Finding): string =>
  `mended  ${code}  ${file}:${line}:${column}${path === '' ? '' : `  ${path}`}`;

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
