import { CORE_SCHEMA, load } from 'js-yaml';

/** Text in quotes on one line. */
const QUOTED = String.raw`"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'`;
/** Text without quotes that no sign makes something else of; ": " would make it a key, " #" would end it. */
const PLAIN = String.raw`(?:[^\s?:,[\]{}#&*!|>'"%@${'`'}~-]|-\d)(?:[^\s:#]|:(?=\S)|(?<=\S)#| +(?=[^\s#]))*`;
/** Lists and maps in brackets on one line, of plain words and quoted text. */
const FLOW = String.raw`[{[](?:[^"'#&*!|>@${'`'}?~<:]|(?<=[\w"']):|(?<=\w)[#@]|(?<=[\s[{,:])(?:${QUOTED})(?=[\s\]},:]))*[}\]]`;
const KEY = String.raw`(?!null:|Null:|NULL:)(?:[A-Za-z_][\w./-]*(?: [\w./-]+)*|"[^"\\]+")`;

/** An entry of a map or a list: most of what stands in a file. */
const ENTRY = new RegExp(
  `^(?<before> *(?:- +)*)(?:${KEY}:(?= |$)|(?<=- +)) *(?:${QUOTED}|(?<flow>${FLOW})|${PLAIN}|(?<block>[|>]-?))?(?: +#.*| *)$`,
);
const QUOTES = new RegExp(QUOTED, 'g');
/** The longest line that is looked at; how long looking takes grows with the square. */
const LONGEST = 1000;
const EMPTY = /^(?: *# .*)?$/;
/** Signs that cannot be seen, numbers without an end, and a key that JavaScript has plans for. */
const ODD =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  /[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[eE]\+?\d{3}|0[xo][\da-fA-F]{200}|\d{200}|__proto__/;

/**
 * The value of YAML text, where its form is so usual that it is the value `parseDocument` of `yaml` has, without a word of
 * warning; undefined of all other text. Some four times as quick as that: it keeps no positions.
 */
export const quickValue = (text: string): unknown => {
  if (ODD.test(text) || !isUsual(text.split('\n'))) return undefined;
  try {
    return load(text, { schema: CORE_SCHEMA }) ?? undefined;
  } catch {
    // What is wrong with it is told by the reader that tells all mistakes, with their places.
    return undefined;
  }
};

/** Whether each line is an entry whole in itself, a comment, or text in a block. */
const isUsual = (lines: readonly string[]): boolean => {
  /** How far the key of the block is indented, and its text. */
  let block: { readonly key: number; text?: number } | undefined;
  for (const line of lines) {
    const indent = line.search(/[^ ]/);
    if (block !== undefined && (indent < 0 || indent > block.key)) {
      if (indent < 0 && line !== '') return false;
      if (indent < 0) continue;
      block.text ??= indent;
      if (indent < block.text) return false;
      continue;
    }
    block = undefined;
    if (EMPTY.test(line)) continue;
    const entry = line.length > LONGEST ? undefined : ENTRY.exec(line)?.groups;
    if (entry === undefined || !isWhole(entry.flow)) return false;
    if (entry.block !== undefined) block = { key: entry.before?.length ?? 0 };
  }
  return true;
};

/** Whether the first bracket is closed by the last one, and no key in them is null. */
const isWhole = (flow: string | undefined): boolean => {
  if (flow === undefined) return true;
  const plain = flow.replace(QUOTES, '');
  if (/null|Null|NULL/.test(plain)) return false;
  const brackets = plain.match(/[[\]{}]/g) ?? [];
  let open = 0;
  return brackets.every((one, index) => {
    open += one === '[' || one === '{' ? 1 : -1;
    return open > 0 || index === brackets.length - 1;
  });
};
