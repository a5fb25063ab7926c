import type { Finding } from '../../contracts/finding';

/** A finding as people read it: what and where, the line with a caret, the way out. */
export const findingText = (finding: Finding, sources: ReadonlyMap<string, string>): string => {
  const { file, line, column, path, code, severity, message, fix, docs } = finding;
  const source = sources.get(file)?.split(/\r?\n/)[line - 1];
  const number = String(line);
  const margin = ' '.repeat(number.length);
  const excerpt =
    source === undefined || source.trim() === ''
      ? []
      : [`  ${number} | ${shown(source)}`, `  ${margin} | ${indent(source, column)}^`];
  return [
    `${severity}  ${code}  ${file}:${line}:${column}`,
    `  ${path === '' ? '' : `${path}: `}${message}`,
    ...excerpt,
    `  fix: ${fix}`,
    `  more: ${docs}`,
  ].join('\n');
};

const LONGEST_LINE = 160;
const shown = (source: string): string =>
  source.length > LONGEST_LINE ? `${source.slice(0, LONGEST_LINE)}...` : source;

/** Tabs stay tabs, so that the caret stands under its column. */
const indent = (source: string, column: number): string => source.slice(0, column - 1).replace(/[^\t]/g, ' ');
