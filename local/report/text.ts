/** Columns of the terminal that the screen is made for. */
export const WIDTH = 100;

export const count = (value: number): string => value.toLocaleString('en-US');

/** `1 person`, `2 people`. */
export const people = (value: number): string => `${count(value)} ${value === 1 ? 'person' : 'people'}`;

export const percent = (value: number): string => `${(value * 100).toFixed(1)}%`;

export const duration = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)} ms` : ms < 120_000 ? `${(ms / 1000).toFixed(1)} s` : `${(ms / 60_000).toFixed(1)} min`;

/** An empty line and the section's name. */
export const heading = (text: string): string[] => [
  '',
  `── ${text} ${'─'.repeat(Math.max(0, WIDTH - text.length - 4))}`,
];

/** Cells side by side, each padded to its width. */
export const columns = (cells: readonly (readonly [text: string, width: number])[]): string =>
  cells
    .map(([text, width]) => text.padEnd(width))
    .join(' ')
    .trimEnd();

/** `reason 3 · other 1`, most first; `none`. */
export const list = (counts: Readonly<Record<string, number>>): string => {
  const entries = Object.entries(counts).filter(([, value]) => value > 0);
  const sorted = entries.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return sorted.length === 0 ? 'none' : sorted.map(([name, value]) => `${name} ${count(value)}`).join(' · ');
};

/** Text in lines of the terminal's width; the first starts with `first`, the others are indented as far. */
export const wrap = (text: string, first = '  '): string[] => {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = ' '.repeat(first.length);
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
};

/** A share as a bar of 24 cells, with a mark where the target is. */
export const bar = (value: number, target: number): string => {
  const cells = 24;
  const scale = Math.max(value, target, 0.01) * 1.1;
  const at = (share: number): number => Math.min(cells - 1, Math.round((share / scale) * cells));
  return Array.from({ length: cells }, (_, cell) => {
    if (cell === at(target)) return '|';
    return cell < at(value) ? '█' : '░';
  }).join('');
};

/** A business time as customers read it. */
export const clockTime = (iso: string, only?: 'day'): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: 'America/New_York',
    weekday: 'short',
    day: '2-digit',
    month: 'short',
    ...(only === 'day' ? {} : { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
  })
    .format(new Date(iso))
    .replace(',', '');
