import type { Workspace } from '../workspace/workspace';
import { checkRow } from './check-row';
import type { Mistake } from './codes';
import { type Columns, readColumns, targetsFor } from './columns';
import type { EdgeCode, ImportCall } from './edge-code';
import { ImportFindings } from './findings';
import { type ImportKind, type ImportKindName, importKind } from './kinds';
import { ColumnLooks } from './looks';
import { EncodingError, type ImportFormat, type Read, type Row, readRows } from './read-rows';
import { compileRules, type RowRules } from './row-rules';
import { RowSet } from './row-set';

export interface ImportOptions {
  readonly path: string;
  /** Path as the operator gave it, for findings. */
  readonly file: string;
  readonly format: ImportFormat;
  readonly kind: ImportKindName;
  /** Column of the file -> what it stands for. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Time of rows that give none, ISO 8601. */
  readonly defaultAt?: string | undefined;
  readonly workspace: Workspace;
  readonly edge: EdgeCode;
  readonly now: Date;
  /** Called every few thousand rows. */
  readonly onRows?: (rows: number) => void;
}

/** What the first reading of a file found. */
export interface Scanned {
  readonly rows: number;
  /** SHA-256 (hex) of the file's bytes. */
  readonly sha256: string;
  readonly findings: ImportFindings;
}

const TELL_EVERY = 5000;

/** Reads the whole file and says everything that is wrong with it; sends nothing. */
export const scanFile = async (options: ImportOptions): Promise<Scanned> => {
  const findings = new ImportFindings(options.file);
  const reading = openReading(options);
  const seen = new RowSet();
  let rows = 0;
  let sha256 = '';
  try {
    for await (const read of readRows(options.path, options.format, (hash) => {
      sha256 = hash;
    })) {
      for (const mistake of reading.take(read)) findings.add(mistake);
      if (read.kind !== 'row') continue;
      rows += 1;
      if (rows % TELL_EVERY === 0) options.onRows?.(rows);
      const { call, mistakes } = reading.check(read);
      for (const mistake of mistakes) findings.add(mistake);
      if (seen.has(options.edge.canonicalJson(call))) findings.add(duplicate(read));
    }
  } catch (error) {
    if (!(error instanceof EncodingError)) throw error;
    findings.add(notUtf8(error));
  }
  for (const mistake of reading.end(rows)) findings.add(mistake);
  return { rows, sha256, findings };
};

/** The rows of a file that was scanned without errors, as calls. */
export async function* callsOf(
  options: ImportOptions,
  finished: (sha256: string) => void,
): AsyncGenerator<{ readonly row: Row; readonly call: ImportCall }> {
  const reading = openReading(options);
  for await (const read of readRows(options.path, options.format, finished)) {
    reading.take(read);
    if (read.kind === 'row') yield { row: read, call: reading.check(read).call };
  }
}

/** Columns and rules of a file that is being read. */
const openReading = ({ workspace, kind: name, mapping, edge, defaultAt, now }: ImportOptions) => {
  const kind = importKind(name, workspace);
  const allowed = targetsFor(kind, workspace.identity);
  const rules = compileRules({ workspace, kind, edge, defaultAt, now });
  const names: string[] = [];
  let broken = false;
  let columns: Columns = { targets: new Map(), mistakes: [] };
  let looks = new ColumnLooks(columns, rules);
  const of = (): RowRules => ({ ...rules, targets: columns.targets });

  /** Mistakes of what is no row. */
  const take = (read: Read): readonly Mistake[] => {
    if (read.kind === 'unreadable') {
      broken = true;
      return [unreadable(read)];
    }
    if (read.kind === 'row') {
      looks.see(read);
      return [];
    }
    const before = new Set(columns.mistakes.map(({ name: column }) => column));
    names.push(...read.names);
    columns = readColumns(names, allowed, mapping);
    looks = names.length === read.names.length ? new ColumnLooks(columns, rules) : looks;
    return columns.mistakes.filter(({ name: column }) => !before.has(column));
  };
  return {
    take,
    check: (row: Row) => checkRow(row, of()),
    end: (rows: number): readonly Mistake[] =>
      rows === 0 && !broken ? [empty(names)] : [...missing(kind, columns, defaultAt), ...looks.mistakes(names)],
  };
};

const missing = ({ required }: ImportKind, { targets }: Columns, defaultAt: string | undefined): readonly Mistake[] => {
  const present = new Set([...targets.values()].map((target) => ('name' in target ? target.name : target.to)));
  const wanted = defaultAt === undefined ? [...required, 'at'] : required;
  return wanted
    .filter((name) => !present.has(name))
    .map((name) => ({
      code: 'import.missingColumn',
      line: 1,
      column: 1,
      name,
      message: `the file has no column for ${name}`,
      fix:
        name === 'at'
          ? 'Add a column `at`, or say with --at since when the rows hold.'
          : `Add a column ${name}, or map one to it in --columns.`,
    }));
};

const whole = (code: Mistake['code'], line: number, message: string, fix: string): Mistake => ({
  code,
  line,
  column: 1,
  name: '',
  message,
  fix,
});

const empty = (names: readonly string[]): Mistake =>
  whole(
    'import.empty',
    1,
    names.length === 0 ? 'the file is empty' : 'the file has columns and no rows',
    'Check the export that made it.',
  );
const duplicate = ({ line }: Row): Mistake =>
  whole(
    'import.duplicateRow',
    line,
    'the row says what an earlier row says; it counts once',
    'Nothing needs to be done.',
  );
const notUtf8 = ({ line, found }: EncodingError): Mistake =>
  whole('import.encoding', line, `found ${found}; allowed: UTF-8`, 'Save the file as UTF-8 and import it again.');
const unreadable = ({ line, column, message }: Extract<Read, { kind: 'unreadable' }>): Mistake => ({
  code: 'import.syntax',
  line,
  column,
  name: '',
  message,
  fix: 'Correct the row in the file, or make the export anew.',
});
