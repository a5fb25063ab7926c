import type { Words } from './words';

const CLOSE = 'Close what was opened before it.';
const CHECK_COLONS = 'Check the indentation and the colons.';
const IN_QUOTES = 'Put text with : # ! { } [ ] & * % @ in quotes, and check the indentation.';
const NO_ALIAS = 'Write the values out instead of using aliases; put text that starts with * in quotes.';

const wrong = (message: string, fix: string) => (): Words => ({ message, fix });

/** What is no YAML, or YAML that says something else than it seems to. */
export const syntaxTexts = {
  'file.duplicateKey': wrong('the same key stands twice', 'Keep one of the two.'),
  'file.syntax': wrong('this does not belong here', IN_QUOTES),
  'file.syntax.secondDocument': wrong('a second document starts here', 'Write one file each, without ---.'),
  'file.syntax.tooDeep': wrong('nested too deeply to be read', 'Close the brackets, or write fewer of them.'),
  'file.syntax.secondColon': wrong('a second ": " on the line makes a key of the text before it', CHECK_COLONS),
  'file.syntax.noColon': wrong('a line without a colon where a key is due', IN_QUOTES),
  'file.syntax.noComma': wrong('a comma or a colon is missing before this', IN_QUOTES),
  'file.syntax.inBrackets': wrong(
    'a comma is missing within the brackets, or they are not closed',
    'Put a comma between the parts, close the brackets, and put text in quotes.',
  ),
  'file.syntax.afterValue': wrong('more text stands here after the value has ended', IN_QUOTES),
  'file.syntax.quoteOpen': wrong('a quote is not closed', CLOSE),
  'file.syntax.bracketOpen': wrong('a bracket is not closed', CLOSE),
  'file.syntax.escape': wrong(
    'a backslash before a character with which it means nothing',
    'Write \\\\ for a backslash, or use single quotes.',
  ),
  'file.syntax.start': wrong('text outside quotes cannot start with this character', IN_QUOTES),
  'file.syntax.type': wrong(
    'a word after "!" is read as a type, not as text',
    'Put text that starts with "!" in quotes.',
  ),
  'file.syntax.tab': wrong('a tab stands where lines are indented', 'Indent with spaces.'),
  'file.syntax.indentation': wrong('indented otherwise than the lines that it belongs to', CHECK_COLONS),
  'file.syntax.alias': wrong('"&" and "*" name and repeat values here', NO_ALIAS),
  'file.syntax.noAnchor': wrong('an alias (*name) without an anchor (&name) before it', NO_ALIAS),
  'file.syntax.tooManyAliases': wrong('aliases that repeat too much', NO_ALIAS),
};
