import type { PiiKind } from '../../contracts/event';
import type { Mistake } from './codes';
import type { Columns } from './columns';
import type { Row } from './read-rows';
import type { RowRules } from './row-rules';

/** From so many rows on, and in so large a part of them, a column's values tell what it holds. */
const ENOUGH = 5;
const MOST = 0.8;
/** So many rows are looked at: more would tell nothing new. */
const SAMPLE = 2000;

interface Seen {
  rows: number;
  own: number;
  readonly like: Map<string, number>;
}

/** Watches what columns really hold: swapped columns are one mistake at the head of the file, not one a row. */
export class ColumnLooks {
  readonly #seen = new Map<string, Seen>();
  #rows = 0;
  readonly #kinds: ReadonlyMap<string, PiiKind>;
  readonly #judge: RowRules['judge'];

  constructor(columns: Columns, { judge, identifiers, kind }: Omit<RowRules, 'targets'>) {
    this.#judge = judge;
    this.#kinds = new Map(
      [...columns.targets].flatMap(([name, target]): [string, PiiKind][] => {
        if (target.to === 'userId' || target.to === 'anonymousId') return [];
        const property = target.to === 'trait' || target.to === 'property' ? target.name : '';
        const declared = (kind.properties[property]?.['x-pii'] as PiiKind | undefined) ?? identifiers.get(property);
        return declared !== undefined && TELLING.has(declared) ? [[name, declared]] : [];
      }),
    );
  }

  see({ cells }: Row): void {
    this.#rows += 1;
    if (this.#rows > SAMPLE) return;
    for (const [name, kind] of this.#kinds) {
      const cell = cells.get(name);
      if (cell === undefined) continue;
      const seen = this.#seen.get(name) ?? { rows: 0, own: 0, like: new Map() };
      this.#seen.set(name, seen);
      seen.rows += 1;
      if (this.#judge.spells(kind, cell.value)) seen.own += 1;
      for (const [other, otherKind] of this.#kinds) {
        if (otherKind === kind || !this.#judge.spells(otherKind, cell.value)) continue;
        seen.like.set(other, (seen.like.get(other) ?? 0) + 1);
      }
    }
  }

  /** Columns that hold another column's values in most rows. */
  mistakes(columns: readonly string[]): readonly Mistake[] {
    return [...this.#seen].flatMap(([name, { rows, own, like }]): Mistake[] => {
      const [other, count] = [...like].sort(([, a], [, b]) => b - a)[0] ?? ['', 0];
      if (rows < ENOUGH || own > rows * (1 - MOST) || count < rows * MOST) return [];
      const share = Math.round((count / rows) * 100);
      return [
        {
          code: 'import.swapped',
          line: 1,
          column: columns.indexOf(name) + 1,
          name,
          message: `${share} % of its values have the form of column ${JSON.stringify(other)}, ${Math.round((own / rows) * 100)} % its own`,
          fix: `Swap the names of ${JSON.stringify(name)} and ${JSON.stringify(other)}, or correct --columns.`,
        },
      ];
    });
  }
}

/** Kinds whose values tell them from others. */
const TELLING: ReadonlySet<PiiKind> = new Set(['email', 'phone', 'loyalty', 'social']);
