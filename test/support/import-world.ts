import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type FakeStage, fakeStage, runTandem } from './fake-stage';
import { workspaceWith } from './workspace';

const ROOT = resolve(__dirname, '../..');
const EVENTS = ['customer-identified', 'consent-granted', 'consent-withdrawn'];

/** A small workspace that knows customers as the shipped platform does. */
export const importWorkspace = (): string => {
  const shipped = ['platform/identity.yaml', 'platform/sources.yaml', ...EVENTS.flatMap(versionsOf)];
  return workspaceWith(Object.fromEntries(shipped.map((file) => [file, readFileSync(join(ROOT, file))])));
};

const versionsOf = (event: string): readonly string[] =>
  readdirSync(join(ROOT, 'platform/events', event)).map((file) => `platform/events/${event}/${file}`);

/** What an import said, read from its JSON. */
export interface Said {
  readonly code: number;
  readonly err: string;
  readonly out: string;
  readonly findings: readonly {
    readonly code: string;
    readonly line: number;
    readonly column: number;
    readonly path: string;
    readonly message: string;
    readonly fix: string;
  }[];
  readonly data: Readonly<Record<string, unknown>>;
}

/** Writes a file into the workspace and imports it. */
export const importFile = async (
  root: string,
  name: string,
  content: string | Uint8Array,
  words: readonly string[],
  stage: FakeStage = fakeStage(),
): Promise<Said> => {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  const { code, out, err } = await runTandem(root, ['customer', 'import', name, '--json', ...words], stage);
  const data = out === '' ? {} : (JSON.parse(out) as Record<string, unknown>);
  return { code, err, out, data, findings: (data.findings ?? []) as Said['findings'] };
};

/** `code line:column path` of each finding. */
export const placesOf = ({ findings }: Said): readonly string[] =>
  findings.map(({ code, line, column, path }) => `${code} ${line}:${column} ${path}`.trim());
