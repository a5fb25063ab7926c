import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, LineCounter, parseDocument, visit, type YAMLError } from 'yaml';
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
  const conflict = conflictIn(file, text);
  if (conflict !== undefined) return { file, text, lines: new LineCounter(), findings: [conflict] };
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const findings = oncePerPlace([...doc.errors, ...doc.warnings].map((mistake) => formMistake(file, lines, mistake)));
  // After a broken bracket or quote nothing can be said of the rest; after the others the rest is checked too.
  if (doc.errors.some((mistake) => mistake.code !== 'DUPLICATE_KEY')) return { file, text, doc, lines, findings };
  return withValue({ file, text, doc, lines, findings }, doc);
};

/** What git leaves where two people changed the same lines; YAML's own words for it help nobody. */
const conflictIn = (file: string, text: string): Finding | undefined => {
  const lines = text.split('\n');
  const line = lines.findIndex((one) => /^(<{7}|>{7}) /.test(one));
  if (line < 0) return undefined;
  const message = 'two versions of these lines stand here, side by side';
  return formFinding(file, line + 1, 1, 'file.conflict', message, 'Keep one of the two and delete the markers.');
};

const formMistake = (file: string, lines: LineCounter, { code, message, pos }: YAMLError): Finding => {
  const { line, col } = lines.linePos(pos[0]);
  const found = (as: Code, words: string, fix: string) => formFinding(file, line, col, as, words, fix);
  if (code === 'DUPLICATE_KEY') return found('file.duplicateKey', 'the same key stands twice', 'Keep one of the two.');
  if (code === 'MULTIPLE_DOCS')
    return found('file.syntax', 'a second document starts here', 'Write one file each, without ---.');
  if (/call stack/.test(message))
    return found('file.syntax', 'nested too deeply to be read', 'Close the brackets, or write fewer of them.');
  return found('file.syntax', SYNTAX_WORDS[code] ?? message, syntaxFix(code));
};

/** What the reader's own words mean to who wrote the file. */
const SYNTAX_WORDS: Readonly<Record<string, string>> = {
  BLOCK_AS_IMPLICIT_KEY: 'a second ": " on the line makes a key of the text before it',
  MULTILINE_IMPLICIT_KEY: 'a line without a colon where a key is due',
  BAD_SCALAR_START: 'text outside quotes cannot start with this character',
  TAG_RESOLVE_FAILED: 'a word after "!" is read as a type, not as text',
};

/** A reader that has lost its way complains of one place again and again. */
const oncePerPlace = (findings: readonly Finding[]): readonly Finding[] => {
  const places = new Set<string>();
  return findings.filter(({ code, line, column }) => {
    const place = `${code} ${line}:${column}`;
    return !places.has(place) && places.add(place);
  });
};

const withValue = (yaml: YamlFile, doc: Document.Parsed): YamlFile => {
  const { file, findings } = yaml;
  try {
    const value: unknown = doc.toJS({ maxAliasCount: 20 });
    if (value !== null && value !== undefined) return { ...yaml, value };
    const empty = formFinding(file, 1, 1, 'file.empty', 'the file holds no data', 'Fill it in, or delete it.');
    return { ...yaml, findings: [...findings, empty] };
  } catch (error) {
    const { line, col } = yaml.lines.linePos(firstAlias(doc));
    const unknown = error instanceof ReferenceError && /^Unresolved alias/.test(error.message);
    const message = unknown ? 'an alias (*name) without an anchor (&name) before it' : 'aliases that repeat too much';
    const fix = 'Write the values out instead of using aliases; put text that starts with * in quotes.';
    return { ...yaml, findings: [...findings, formFinding(file, line, col, 'file.syntax', message, fix)] };
  }
};

const firstAlias = (doc: Document.Parsed): number => {
  let at = 0;
  visit(doc, {
    Alias: (_key, { range }) => {
      at = range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return at;
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
