import type { Loaded } from '../../workspace';
import type { Answer } from '../answer';
import { sarif } from '../sarif';

/** Everything that is wrong with the project's YAML. */
export const check = ({ findings, sources }: Loaded, format?: 'sarif'): Answer => {
  if (format === 'sarif') return { raw: sarif(findings), findings };
  const count = (severity: string): number => findings.filter((one) => one.severity === severity).length;
  const files = [...sources.values()].filter((text) => text !== '').length;
  const summary =
    findings.length === 0
      ? `${files} files, nothing to mend.`
      : `${files} files: ${counted(count('error'), 'error')}, ${counted(count('warning'), 'warning')}.`;
  return { findings, sources, lines: [summary], data: { files, errors: count('error'), warnings: count('warning') } };
};

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
