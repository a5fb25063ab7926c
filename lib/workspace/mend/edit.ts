/** A piece of a file's text to replace; offsets of its first character and of the one after its last. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The text after all edits; of two that overlap the first wins, the other is for another round. */
export const applyEdits = (text: string, edits: readonly Edit[]): string => {
  let at = 0;
  let result = '';
  for (const edit of [...edits].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (edit.from < at) continue;
    result += text.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return result + text.slice(at);
};

/** Text as YAML reads it back byte for byte. */
export const quoted = (text: string): string => JSON.stringify(text);
