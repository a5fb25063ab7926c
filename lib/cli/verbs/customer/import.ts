import { existsSync, readFileSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { parse as parseYaml } from 'yaml';
import {
  callsOf,
  EdgeUnavailableError,
  IMPORT_SOURCE,
  type ImportFormat,
  type ImportKindName,
  type ImportOptions,
  importSource,
  openReceipt,
  type Receipt,
  type Scanned,
  scanFile,
  sendRows,
} from '../../../import';
import type { Answer } from '../../answer';
import { type Context, EnvironmentError } from '../../context';
import { table } from '../../table';
import { reportReceipt } from './import-report';

export interface ImportRequest {
  readonly file: string;
  readonly kind: ImportKindName;
  /** File that says what columns stand for. */
  readonly columns?: string;
  readonly at?: string;
  readonly apply?: boolean;
}

const FORMATS: Readonly<Record<string, ImportFormat>> = {
  '.csv': 'csv',
  '.tsv': 'csv',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
};

/** Checks a file of customers, consents or suppressions as a whole; with `apply`, and only without errors, sends it. */
export const importCustomers = async (context: Context, asked: ImportRequest): Promise<Answer> => {
  const options = optionsOf(context, asked);
  context.progress(`Reading ${options.file} ...`);
  const scanned = await scanFile(options);
  if (scanned.findings.errors > 0 || asked.apply !== true) return reportScan(scanned, asked);
  return apply(context, options, scanned);
};

const optionsOf = (context: Context, { file, kind, columns, at }: ImportRequest): ImportOptions => {
  const path = resolve(context.cwd, file);
  if (!existsSync(path)) throw new EnvironmentError(`There is no file ${file}.`);
  const format = FORMATS[extname(file).toLowerCase()];
  if (format === undefined) {
    throw new EnvironmentError(`${file}: the name must end in one of ${Object.keys(FORMATS).join(', ')}.`);
  }
  const { workspace } = context.workspace();
  if (workspace === undefined) throw new EnvironmentError('The workspace has errors: run npx tandem check.');
  if (importSource(workspace) === undefined) {
    throw new EnvironmentError(`platform/sources.yaml needs a source "${IMPORT_SOURCE}" with history: true.`);
  }
  return {
    path,
    file,
    format,
    kind,
    mapping: columns === undefined ? {} : mappingIn(resolve(context.cwd, columns)),
    defaultAt: at,
    workspace,
    edge: context.edge(),
    now: context.now(),
    onRows: (rows) => context.progress(`${rows} rows read`),
  };
};

const mappingIn = (file: string): Readonly<Record<string, string>> => {
  const value: unknown = existsSync(file) ? parseYaml(readFileSync(file, 'utf8'))?.columns : undefined;
  const isMapping =
    typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string');
  if (isMapping) return value as Record<string, string>;
  throw new EnvironmentError(
    `${file} must hold a mapping \`columns\` of column names to names: columns: { "E-Mail": email }.`,
  );
};

const reportScan = ({ rows, findings }: Scanned, { apply: wanted }: ImportRequest): Answer => {
  const errors = findings.errors;
  const sum = table(
    ['mistake', 'column', 'rows'],
    findings.counts.map(({ code, column, count }) => [code, column, String(count)]),
  );
  const more = findings.untold === 0 ? [] : [`${findings.untold} more of the same kinds are counted below, not shown.`];
  const next =
    errors === 0
      ? 'Nothing was sent: run it again with --apply.'
      : `Nothing was sent${wanted === true ? ', not even the rows that are right' : ''}: mend the file and run it again.`;
  return {
    findings: findings.told,
    data: { rows, errors, mistakes: findings.counts, sent: 0 },
    lines: [...more, ...(findings.counts.length === 0 ? [] : sum), `${rows} rows, ${errors} errors. ${next}`],
  };
};

const apply = async (context: Context, options: ImportOptions, scanned: Scanned): Promise<Answer> => {
  const files = openReceipt(options.path, context.stage);
  const before = files.read();
  const same = before?.sha256 === scanned.sha256 && before.kind === options.kind ? before : undefined;
  if (same?.state === 'done') return reportReceipt(same, files, scanned, 'was imported before; nothing was sent again');
  const { ingest } = await context.services();
  const key = await writeKeyOf(context, options, ingest.masterKey);
  if (same !== undefined) context.progress(`Going on behind row ${same.sent} of ${scanned.rows}.`);
  let sha256 = '';
  try {
    const receipt = await sendRows({
      calls: callsOf(options, (hash) => {
        sha256 = hash;
      }),
      post: ingest.post(key),
      writeKey: key,
      canonicalJson: options.edge.canonicalJson,
      files,
      from: same ?? firstReceipt(context, options, scanned),
      now: context.now,
      wait: context.wait,
      onProgress: ({ sent, rows }) => context.progress(`${sent} of ${rows} rows sent`),
    });
    if (sha256 !== scanned.sha256) {
      throw new EnvironmentError(`${options.file} was changed while it was sent: run the command again.`);
    }
    const done = { ...receipt, state: 'done', at: context.now().toISOString() } as const;
    files.write(done);
    return reportReceipt(done, files, scanned, 'is imported');
  } catch (error) {
    if (error instanceof EdgeUnavailableError) throw new EnvironmentError(error.message, { cause: error });
    throw error;
  }
};

/** The key that the environment gives, else the one that the stage's secret gives for the source. */
const writeKeyOf = async (
  { edge }: Context,
  { workspace }: ImportOptions,
  masterKey: () => Promise<string>,
): Promise<string> => {
  const given = process.env.TANDEM_WRITE_KEY;
  if (given !== undefined && given !== '') return given;
  const version = importSource(workspace)?.keyVersion ?? 1;
  return edge().writeKey(await masterKey(), IMPORT_SOURCE, version);
};

const firstReceipt = (
  { stage, by, now }: Context,
  { file, kind }: ImportOptions,
  { rows, sha256 }: Scanned,
): Receipt => {
  const at = now().toISOString();
  return {
    file: basename(file),
    sha256,
    kind,
    stage,
    state: 'under way',
    rows,
    sent: 0,
    accepted: 0,
    rejected: {},
    rejectedBytes: 0,
    by,
    startedAt: at,
    at,
  };
};
