import type { ImportCode, Mistake } from './codes';
import type { Placed } from './row-cells';

/** The mistakes of one row; of several in one cell the first counts. */
export class RowReport {
  readonly mistakes: Mistake[] = [];
  readonly #cells = new Set<number>();

  constructor(readonly line: number) {}

  add(code: ImportCode, placed: Placed | undefined, message: string, fix: string): void {
    if (placed !== undefined && this.#cells.has(placed.column)) return;
    if (placed !== undefined) this.#cells.add(placed.column);
    this.mistakes.push({ code, line: this.line, column: placed?.column ?? 1, name: placed?.name ?? '', message, fix });
  }
}
