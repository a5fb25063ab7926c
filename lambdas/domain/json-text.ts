/** The value of JSON text; undefined, which no JSON text means, for anything else. */
export const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** Deepest nesting of an event; functions that walk it recursively stay far from the end of the stack. */
export const DEEPEST = 32;

const QUOTE = 34;
const BACKSLASH = 92;

/** Whether JSON text nests deeper than `most`: one pass, so that the rare deep request alone pays for a closer look. */
export const textNests = (text: string, most: number): boolean => {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > most) return true;
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return false;
};

/** Whether a value nests deeper than `most`. */
export const nests = (value: unknown, most: number): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  return most === 0 || Object.values(value).some((member) => nests(member, most - 1));
};
