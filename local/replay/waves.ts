import type { Step } from '../panel/script';

/** Steps that may run side by side: nobody's later step is among them together with an earlier one of the other kind. */
export interface Wave {
  /** `send`: events and mentions; `ask`: questions of channels, which need the events before them applied. */
  readonly kind: 'send' | 'ask';
  readonly steps: readonly Step[];
  /** Business time of the latest step. */
  readonly until: number;
}

/** Consecutive steps up to the next border, each at most `lengthMs` of business time. */
export function* slices(steps: Iterable<Step>, borders: readonly number[], lengthMs: number): Generator<Step[]> {
  let slice: Step[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const step of steps) {
    if (step.at >= end) {
      if (slice.length > 0) yield slice;
      slice = [];
      const grid = (Math.floor(step.at / lengthMs) + 1) * lengthMs;
      end = Math.min(grid, ...borders.filter((border) => border > step.at));
    }
    slice.push(step);
  }
  if (slice.length > 0) yield slice;
}

/** Splits a slice so that each household's steps keep their order, with as few waves as that allows. */
export const wavesOf = (slice: readonly Step[]): Wave[] => {
  const turns = new Map<string, number>();
  const waves: Step[][] = [];
  for (const step of slice) {
    const who = whoseStep(step);
    const before = turns.get(who) ?? 0;
    // Even turns send, odd turns ask: a step of the other kind waits for the next turn.
    const turn = before % 2 === (step.kind === 'ask' ? 1 : 0) ? before : before + 1;
    turns.set(who, turn);
    const wave = waves[turn] ?? [];
    waves[turn] = wave;
    wave.push(step);
  }
  return Array.from(waves, (steps, turn) => ({ turn, steps: steps ?? [] }))
    .filter(({ steps }) => steps.length > 0)
    .map(({ turn, steps }) => ({
      kind: turn % 2 === 0 ? 'send' : 'ask',
      steps,
      until: Math.max(...steps.map(({ at }) => at)),
    }));
};

const whoseStep = (step: Step): string => {
  if (step.kind === 'mention') return `handle ${step.mention.household ?? step.mention.handle}`;
  return `household ${step.kind === 'ask' ? step.ask.household : step.call.household}`;
};
