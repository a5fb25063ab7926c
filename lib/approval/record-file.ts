import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type ApprovalRecord, type Ask, approvalRecordSchema, askSchema } from '../../contracts/approval';
import { fileAt, filesAt } from './git';

/** Where all records are. */
export const APPROVALS = 'approvals';
const ASK = 'ask.json';

/** A record as a folder has it; `record` is absent where the file is not exactly what `writeRecord` writes. */
export interface FoundRecord {
  /** Relative to the project. */
  readonly file: string;
  /** By the file's name. */
  readonly person: string;
  readonly record?: ApprovalRecord;
}

/** The folder of a subject's plan, relative to the project. */
export const folderOf = (subject: string, plan: string): string => `${subjectFolder(subject)}/${plan.slice(0, 16)}`;

const subjectFolder = (subject: string): string => `${APPROVALS}/${subject.replace(/^launch:/, '')}`;

/** Every record about a subject, of all its plans, by name of file. */
export const readRecords = (root: string, subject: string): readonly FoundRecord[] =>
  filesBelow(root, subjectFolder(subject)).map((file) => foundRecord(file, readFileSync(join(root, file), 'utf8')));

/** Every record of a plan as a commit has them. Throws `GitError`. */
export const recordsAt = (root: string, commit: string, subject: string, plan: string): readonly FoundRecord[] =>
  filesAt(root, commit, `${folderOf(subject, plan)}/`)
    .filter((file) => file.endsWith('.json') && !file.endsWith(`/${ASK}`))
    .map((file) => foundRecord(file, fileAt(root, commit, file) ?? ''));

const foundRecord = (file: string, text: string): FoundRecord => {
  const person = /([^/]+)\.json$/.exec(file)?.[1] ?? file;
  const record = parseRecord(text);
  return record === undefined ? { file, person } : { file, person, record };
};

/** Only the one way of writing a record is one: no byte of the file can change without voiding it. */
export const parseRecord = (text: string): ApprovalRecord | undefined => {
  const parsed = approvalRecordSchema.safeParse(jsonOf(text));
  return parsed.success && recordText(parsed.data) === text ? parsed.data : undefined;
};

/** A record as its file has it. */
export const recordText = (record: ApprovalRecord): string => `${JSON.stringify(sorted(record), null, 2)}\n`;

/** Writes a record; the name of its file. */
export const writeRecord = (root: string, record: ApprovalRecord): string => {
  const { subject, plan, person } = record.statement;
  return write(root, `${folderOf(subject, plan)}/${person}.json`, recordText(record));
};

/** Writes what is asked; the name of its file. */
export const writeAsk = (root: string, ask: Ask): string =>
  write(root, `${folderOf(ask.subject, ask.plan)}/${ASK}`, `${JSON.stringify(ask, null, 2)}\n`);

/** What was asked about a subject, of all its plans. Nobody signs it, so it can add authors and grant nothing. */
export const readAsks = (root: string, subject: string): readonly Ask[] =>
  foldersBelow(root, subjectFolder(subject)).flatMap((folder) => {
    const file = join(root, folder, ASK);
    const parsed = existsSync(file) ? askSchema.safeParse(jsonOf(readFileSync(file, 'utf8'))) : undefined;
    return parsed?.success === true && parsed.data.subject === subject ? [parsed.data] : [];
  });

/** What was asked about a plan as a commit has it. Throws `GitError`. */
export const askAt = (root: string, commit: string, subject: string, plan: string): Ask | undefined => {
  const parsed = askSchema.safeParse(jsonOf(fileAt(root, commit, `${folderOf(subject, plan)}/${ASK}`) ?? ''));
  return parsed.success && parsed.data.subject === subject ? parsed.data : undefined;
};

const write = (root: string, file: string, text: string): string => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
  return file;
};

const foldersBelow = (root: string, folder: string): readonly string[] =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => `${folder}/${entry.name}`)
        .sort()
    : [];

const filesBelow = (root: string, folder: string): readonly string[] =>
  foldersBelow(root, folder).flatMap((below) =>
    readdirSync(join(root, below))
      .filter((name) => name.endsWith('.json') && name !== ASK)
      .map((name) => `${below}/${name}`)
      .sort(),
  );

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const sorted = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, member]) => [key, sorted(member)]));
};
