import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Cell, Read } from './read-rows';

/** Longer lines are no rows of customers. */
const LONGEST_LINE = 1024 * 1024;

/** Rows of newline-delimited JSON, one flat object a line. A line that is none is told, and the next one read. */
export async function* readNdjson(text: Readable): AsyncGenerator<Read> {
  let line = 0;
  const known = new Set<string>();
  for await (const content of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    if (content.trim() === '') continue;
    const cells = content.length > LONGEST_LINE ? undefined : cellsOf(content);
    if (cells === undefined) {
      yield {
        kind: 'unreadable',
        line,
        column: 1,
        message: 'the line is not a JSON object; allowed: one object a line',
      };
      continue;
    }
    const fresh = [...cells.keys()].filter((name) => !known.has(name));
    for (const name of fresh) known.add(name);
    if (fresh.length > 0) yield { kind: 'columns', names: fresh };
    yield { kind: 'row', line, cells };
  }
}

const cellsOf = (content: string): ReadonlyMap<string, Cell> | undefined => {
  try {
    const value: unknown = JSON.parse(content);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return new Map(
      Object.entries(value).flatMap(([name, cell], index): [string, Cell][] =>
        cell === null || cell === '' ? [] : [[name, { column: index + 1, value: cell }]],
      ),
    );
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};
