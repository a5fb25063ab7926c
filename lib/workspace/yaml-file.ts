import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, LineCounter, parseDocument } from 'yaml';
import type { Finding } from '../../contracts/finding';
import { CODES, type Code } from './codes';
import { docsPage } from './draft';

/** A YAML file as read: its document with positions, its plain value where there is one, and what is wrong with its form. */
export interface YamlFile {
  /** Relative to the project, with forward slashes. */
  readonly file: string;
  readonly text: string;
  readonly doc?: Document.Parsed;
  readonly lines: LineCounter;
  readonly value?: unknown;
  readonly findings: readonly Finding[];
}

const LARGEST = 1024 * 1024;

/** Reads one YAML file; mistakes of form become findings. */
export const readYaml = (root: string, file: string): YamlFile => {
  const full = join(root, file);
  const size = statSync(full).size;
  if (size > LARGEST) {
    return unreadable(
      file,
      'file.tooLarge',
      `${size} bytes; at most ${LARGEST} are read`,
      'Split the file or remove what does not belong in it.',
    );
  }
  const text = utf8(readFileSync(full));
  if (text === undefined) {
    return unreadable(file, 'file.notUtf8', 'the file is not UTF-8 text', 'Save it as UTF-8.');
  }
  return parseYaml(file, text);
};

/** Parses YAML text as if it stood in `file`. */
export const parseYaml = (file: string, text: string): YamlFile => {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const findings = [...doc.errors, ...doc.warnings].map((mistake) => {
    const { line, col } = lines.linePos(mistake.pos[0]);
    return mistake.code === 'DUPLICATE_KEY'
      ? formFinding(file, line, col, 'file.duplicateKey', 'the same key stands twice', 'Keep one of the two.')
      : formFinding(file, line, col, 'file.syntax', mistake.message, syntaxFix(mistake.code));
  });
  // After a broken bracket or quote nothing can be said of the rest; after the others the rest is checked too.
  if (doc.errors.some((mistake) => mistake.code !== 'DUPLICATE_KEY')) return { file, text, doc, lines, findings };
  return withValue({ file, text, doc, lines, findings }, doc);
};

const withValue = (yaml: YamlFile, doc: Document.Parsed): YamlFile => {
  const { file, findings } = yaml;
  try {
    const value: unknown = doc.toJS({ maxAliasCount: 20 });
    if (value !== null && value !== undefined) return { ...yaml, value };
    const empty = formFinding(file, 1, 1, 'file.empty', 'the file holds no data', 'Fill it in, or delete it.');
    return { ...yaml, findings: [...findings, empty] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const finding = formFinding(file, 1, 1, 'file.syntax', message, 'Write the values out instead of using aliases.');
    return { ...yaml, findings: [...findings, finding] };
  }
};

const utf8 = (bytes: Buffer): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const unreadable = (file: string, code: Code, message: string, fix: string): YamlFile => ({
  file,
  text: '',
  lines: new LineCounter(),
  findings: [formFinding(file, 1, 1, code, message, fix)],
});

const formFinding = (
  file: string,
  line: number,
  column: number,
  code: Code,
  message: string,
  fix: string,
): Finding => ({ code, severity: CODES[code], file, line, column, path: '', message, fix, docs: docsPage(code) });

const syntaxFix = (code: string): string => {
  if (code === 'TAG_RESOLVE_FAILED') return 'Put text that starts with "!" in quotes.';
  if (code === 'TAB_AS_INDENT') return 'Indent with spaces.';
  if (code === 'BAD_INDENT' || code === 'BLOCK_AS_IMPLICIT_KEY') return 'Check the indentation and the colons.';
  return 'Put text with : # ! { } [ ] & * % @ in quotes, and check the indentation.';
};
