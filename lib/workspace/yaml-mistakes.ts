import type { ErrorCode, YAMLError } from 'yaml';
import { type MessageKey, type Said, say } from '../messages';

type SyntaxKey = Extract<MessageKey, 'file.duplicateKey' | `file.syntax${string}`>;

/** What the reader's codes mean to who wrote the file; its own words help nobody. */
const MEANING: Readonly<Record<ErrorCode, SyntaxKey>> = {
  ALIAS_PROPS: 'file.syntax.alias',
  BAD_ALIAS: 'file.syntax.alias',
  BAD_COLLECTION_TYPE: 'file.syntax.type',
  BAD_DIRECTIVE: 'file.syntax.start',
  BAD_DQ_ESCAPE: 'file.syntax.escape',
  BAD_INDENT: 'file.syntax.indentation',
  BAD_PROP_ORDER: 'file.syntax.alias',
  BAD_SCALAR_START: 'file.syntax.start',
  BLOCK_AS_IMPLICIT_KEY: 'file.syntax.secondColon',
  BLOCK_IN_FLOW: 'file.syntax.inBrackets',
  DUPLICATE_KEY: 'file.duplicateKey',
  IMPOSSIBLE: 'file.syntax',
  KEY_OVER_1024_CHARS: 'file.syntax.noColon',
  MISSING_CHAR: 'file.syntax',
  MULTILINE_IMPLICIT_KEY: 'file.syntax.noColon',
  MULTIPLE_ANCHORS: 'file.syntax.alias',
  MULTIPLE_DOCS: 'file.syntax.secondDocument',
  MULTIPLE_TAGS: 'file.syntax.type',
  NON_STRING_KEY: 'file.syntax.type',
  RESOURCE_EXHAUSTION: 'file.syntax.tooDeep',
  TAB_AS_INDENT: 'file.syntax.tab',
  TAG_RESOLVE_FAILED: 'file.syntax.type',
  UNEXPECTED_TOKEN: 'file.syntax',
};

/** Some codes stand for several mistakes; only the reader's words say which. */
const SAID: readonly (readonly [RegExp, SyntaxKey])[] = [
  [/^Missing closing/, 'file.syntax.quoteOpen'],
  [/ends? with/, 'file.syntax.bracketOpen'],
  [/followed by map values/, 'file.syntax.noColon'],
  [/between|after :/, 'file.syntax.noComma'],
  [/without - indicator/, 'file.syntax.indentation'],
  [/at node end/, 'file.syntax.afterValue'],
];

/** A mistake of form as a finding without a place. */
export const syntaxMistake = ({ code, message }: Pick<YAMLError, 'code' | 'message'>): Said<SyntaxKey> => {
  if (/call stack/.test(message)) return say('file.syntax.tooDeep');
  const said = SAID.find(([words]) => words.test(message))?.[1];
  return say(said ?? MEANING[code]);
};
