/** One figure beside its target. `ok` is null where the figure has no target or the target cannot be judged from one run. */
export interface Row {
  readonly id: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly target: string;
  readonly ok: boolean | null;
}

/** A bench measures one or more rows whose ids start with `id`. */
export interface Bench {
  readonly id: string;
  readonly run: () => Promise<readonly Row[]>;
}

/** A row whose value must not exceed `limit`. */
export const atMost = (id: string, what: string, value: number, unit: string, limit: number): Row => ({
  id,
  what,
  value: round(value),
  unit,
  target: `<= ${limit.toLocaleString('en')}`,
  ok: value <= limit,
});

/** A row whose value must reach `limit`. */
export const atLeast = (id: string, what: string, value: number, unit: string, limit: number): Row => ({
  id,
  what,
  value: round(value),
  unit,
  target: `>= ${limit.toLocaleString('en')}`,
  ok: value >= limit,
});

/** A figure that is shown, not judged. */
export const shown = (id: string, what: string, value: number, unit: string): Row => ({
  id,
  what,
  value: round(value),
  unit,
  target: '-',
  ok: null,
});

/** The value below which the share `p` of the samples lies. */
export const percentile = (samples: readonly number[], p: number): number => {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
};

const round = (value: number): number => (Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
