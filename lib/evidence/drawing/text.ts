/** Widths of the signs from space to tilde, in hundredths of the font's size, in DejaVu Sans: the widest font that a drawing may be shown in. */
const NARROW = [
  32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84,
  84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64, 62, 74, 69, 99, 69, 62,
  69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60,
  82, 60, 60, 53, 64, 34, 64, 84,
];
/** The same in bold. */
const BOLD = [
  35, 46, 53, 84, 70, 101, 88, 31, 46, 46, 53, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 40, 40, 84,
  84, 84, 59, 100, 78, 77, 74, 84, 69, 69, 83, 84, 38, 38, 78, 64, 100, 84, 86, 74, 86, 78, 73, 69, 82, 78, 111, 78, 73,
  73, 46, 37, 46, 84, 50, 50, 68, 72, 60, 72, 68, 44, 72, 72, 35, 35, 67, 35, 105, 72, 69, 72, 72, 50, 60, 48, 72, 66,
  93, 65, 66, 59, 72, 37, 72, 84,
];
/** Of every other sign, the widest of which is an em. */
const OTHER = 100;

/** A font size in the drawing's units, and whether it is bold. */
export interface Type {
  readonly size: number;
  readonly bold?: boolean;
}

/** How wide a line is at most, in the drawing's units. */
export const widthOf = (line: string, { size, bold = false }: Type): number => {
  const widths = bold ? BOLD : NARROW;
  const hundredths = [...line].reduce((sum, sign) => sum + (widths[(sign.codePointAt(0) ?? 0) - 32] ?? OTHER), 0);
  return (hundredths * size) / 100;
};

/** Lines no wider than `width`; nothing is left out. A word that is wider on its own is broken. */
export const wrapped = (text: string, width: number, type: Type): readonly string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ').flatMap((one) => pieces(one, width, type))) {
    const last = lines.at(-1);
    const longer = `${last} ${word}`;
    if (last !== undefined && widthOf(longer, type) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
};

const pieces = (word: string, width: number, type: Type): readonly string[] => {
  const found = [''];
  for (const sign of word) {
    const longer = `${found.at(-1)}${sign}`;
    if (widthOf(longer, type) <= width || longer === sign) found[found.length - 1] = longer;
    else found.push(sign);
  }
  return found;
};
