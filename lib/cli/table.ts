/** Rows under a heading, in columns as wide as they need to be. */
export const table = (heading: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = heading.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(heading.map((name) => name.toUpperCase())), ...rows.map(line)];
};
