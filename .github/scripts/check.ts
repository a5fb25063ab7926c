import type { Ports } from './ports';

/** A finding as `check --json` prints it. */
export interface Found {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly message: string;
  readonly fix: string;
}

const COMMAND = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** GitHub's workflow commands end at a line's end, and a property at a comma or colon. */
const escaped = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** A finding as GitHub shows it beside the line that it is about. Words of a file cannot become a command of their own. */
export const annotation = ({ code, severity, file, line, column, path, message, fix }: Found): string => {
  const where = { file, line: String(line), col: String(column), title: code };
  const properties = Object.entries(where).map(([name, value]) => `${name}=${property(value)}`);
  const words = `${path === '' ? '' : `${path}: `}${message}. ${fix}`;
  return `::${COMMAND[severity]} ${properties.join(',')}::${escaped(words)}`;
};

/** Says the findings of an answer in JSON as annotations, and gives them back. */
export const saidFindings = ({ say }: Pick<Ports, 'say'>, answer: string): readonly Found[] => {
  const { findings } = JSON.parse(answer) as { readonly findings: readonly Found[] };
  for (const one of findings) say(annotation(one));
  return findings;
};

/** Everything that is wrong, as annotations; with `since`, changes of what governs that two people have not approved, too. */
export const check = async (
  { tandem, say, quote }: Pick<Ports, 'tandem' | 'say' | 'quote'>,
  since: string | undefined,
): Promise<number> => {
  const governed = since === undefined ? [] : ['--governed-since', since];
  const { code, out, err } = await tandem('check', '--json', ...governed);
  if (code > 1) {
    quote(`${err}${out}`);
    return code;
  }
  const findings = saidFindings({ say }, out);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  say(`${findings.length} findings, ${errors} of them errors.`);
  return code;
};
