import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, LineCounter, parseDocument, visit } from 'yaml';
import type { Finding } from '../../contracts/finding';
import { type Said, say } from '../messages';
import { CODES, type Code } from './codes';
import { docsPage } from './draft';
import { quickValue } from './quick-yaml';
import { syntaxMistake } from './yaml-mistakes';

/** A YAML file as read: its plain value where there is one, what is wrong with its form, and its positions for who asks. */
export interface YamlFile {
  /** Relative to the project, with forward slashes. */
  readonly file: string;
  readonly text: string;
  readonly tree: () => YamlTree;
  readonly value?: unknown;
  readonly findings: readonly Finding[];
}

/** What stands where. Without a document where nothing of the file can be read. */
export interface YamlTree {
  readonly doc?: Document.Parsed;
  readonly lines: LineCounter;
}

const LARGEST = 1024 * 1024;

/** Reads one YAML file; mistakes of form become findings. */
export const readYaml = (root: string, file: string): YamlFile => {
  const full = join(root, file);
  const stat = lstatSync(full);
  if (stat.isSymbolicLink()) return unreadable(file, say('file.link'));
  const { size } = stat;
  if (size > LARGEST) return unreadable(file, say('file.tooLarge', { bytes: size, most: LARGEST }));
  const text = utf8(readFileSync(full));
  return text === undefined ? unreadable(file, say('file.notUtf8')) : parseYaml(file, text);
};

/** Parses YAML text as if it stood in `file`. */
export const parseYaml = (file: string, text: string): YamlFile => {
  const conflict = conflictIn(file, text);
  if (conflict !== undefined) return { file, text, tree: noTree, findings: [conflict] };
  const value = quickValue(text);
  // Most files are without a finding, so nobody asks where anything stands.
  if (value !== undefined) return { file, text, tree: once(() => treeOf(text)), value, findings: [] };
  const tree = treeOf(text);
  return withValue({ file, text, tree: () => tree, findings: [] }, tree);
};

const treeOf = (text: string): Required<YamlTree> => {
  const lines = new LineCounter();
  return { lines, doc: parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' }) };
};

const noTree = (): YamlTree => ({ lines: new LineCounter() });

const once = <T>(work: () => T): (() => T) => {
  let made: { readonly it: T } | undefined;
  return () => {
    made ??= { it: work() };
    return made.it;
  };
};

/** What git leaves where two people changed the same lines; YAML's own words for it help nobody. */
const conflictIn = (file: string, text: string): Finding | undefined => {
  const lines = `\n${text}`;
  const at = lines.search(/\n(?:<{7}|>{7}) /);
  if (at < 0) return undefined;
  return formFinding(file, { line: lines.slice(0, at + 1).split('\n').length - 1, col: 1 }, say('file.conflict'));
};

/** A reader that has lost its way complains of one place again and again. */
const oncePerPlace = (findings: readonly Finding[]): readonly Finding[] => {
  const places = new Set<string>();
  return findings.filter(({ code, line, column }) => {
    const place = `${code} ${line}:${column}`;
    return !places.has(place) && places.add(place);
  });
};

/** With the value that the tree stands for, or why it has none. */
const withValue = (yaml: YamlFile, { doc, lines }: Required<YamlTree>): YamlFile => {
  const { file } = yaml;
  const findings = oncePerPlace(
    [...doc.errors, ...doc.warnings].map((mistake) =>
      formFinding(file, lines.linePos(mistake.pos[0]), syntaxMistake(mistake)),
    ),
  );
  // After a broken bracket or quote nothing can be said of the rest; after the others the rest is checked too.
  if (doc.errors.some((mistake) => mistake.code !== 'DUPLICATE_KEY')) return { ...yaml, findings };
  try {
    const value: unknown = doc.toJS({ maxAliasCount: 20 });
    if (value !== null && value !== undefined) return { ...yaml, value, findings };
    return { ...yaml, findings: [...findings, formFinding(file, START, say('file.empty'))] };
  } catch (error) {
    const unknown = error instanceof ReferenceError && /^Unresolved alias/.test(error.message);
    const said = say(unknown ? 'file.syntax.noAnchor' : 'file.syntax.tooManyAliases');
    return { ...yaml, findings: [...findings, formFinding(file, lines.linePos(firstAlias(doc)), said)] };
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

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

const utf8 = (bytes: Buffer): string | undefined => {
  try {
    return UTF_8.decode(bytes);
  } catch {
    return undefined;
  }
};

const unreadable = (file: string, said: FormWords): YamlFile => ({
  file,
  text: '',
  tree: noTree,
  findings: [formFinding(file, START, said)],
});

type FormWords = Said & { readonly code: Code };

interface At {
  readonly line: number;
  readonly col: number;
}
const START: At = { line: 1, col: 1 };

const formFinding = (file: string, { line, col }: At, { code, message, fix }: FormWords): Finding => ({
  code,
  severity: CODES[code],
  file,
  line,
  column: col,
  path: '',
  message,
  fix,
  docs: docsPage(code),
});
