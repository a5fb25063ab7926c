import type { Finding } from '../../contracts/finding';
import { docsPage } from '../workspace';
import { IMPORT_CODES, type ImportCode, type Mistake } from './codes';

/** Told one by one of each kind of mistake in each column; the rest is counted. */
const TOLD = 20;

/** Everything that is wrong with a file, however long it is: all of it counted, the first of each kind told in full. */
export class ImportFindings {
  readonly #file: string;
  readonly #told: Finding[] = [];
  readonly #counts = new Map<string, { readonly code: ImportCode; readonly name: string; count: number }>();

  constructor(file: string) {
    this.#file = file;
  }

  add({ code, line, column, name, message, fix }: Mistake): void {
    const key = JSON.stringify([code, name]);
    const kind = this.#counts.get(key) ?? { code, name, count: 0 };
    kind.count += 1;
    this.#counts.set(key, kind);
    if (kind.count > TOLD) return;
    const severity = IMPORT_CODES[code];
    this.#told.push({ code, severity, file: this.#file, line, column, path: name, message, fix, docs: docsPage(code) });
  }

  /** Those told in full, by line. */
  get told(): readonly Finding[] {
    return [...this.#told].sort((a, b) => a.line - b.line || a.column - b.column);
  }

  get errors(): number {
    return this.#sum((code) => IMPORT_CODES[code] === 'error');
  }

  /** How often each mistake was made in each column, the most frequent first. */
  get counts(): readonly { readonly code: ImportCode; readonly column: string; readonly count: number }[] {
    return [...this.#counts.values()]
      .map(({ code, name, count }) => ({ code, column: name, count }))
      .sort((a, b) => b.count - a.count);
  }

  /** How many were counted without being told. */
  get untold(): number {
    return this.#sum(() => true) - this.#told.length;
  }

  #sum(counts: (code: ImportCode) => boolean): number {
    return [...this.#counts.values()].reduce((sum, { code, count }) => (counts(code) ? sum + count : sum), 0);
  }
}
