/** WCAG 2.2, success criterion 1.4.3 (AA): what words need against what they stand on. */
export const LEAST_CONTRAST = 4.5;
/** Words of 24 pixels and more are read at less. */
export const LEAST_FOR_LARGE = 3;

/** Ratio of two colours written as `#rrggbb`, from 1 to 21 (WCAG 2.2, relative luminance). */
export const contrast = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const linear = (share: number): number => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
