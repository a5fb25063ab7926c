/** Time that goes on only from one end of a wait to the next: the same on every machine. Needs the real timers. */
export const virtualClock = (start: number) => {
  let now = start;
  const waiting = new Map<number, (() => void)[]>();
  return {
    now: () => new Date(now),
    /** Whole milliseconds, as timers wait: never less than was asked for. */
    sleep: (milliseconds: number): Promise<void> =>
      new Promise((resolve) => {
        const due = now + Math.ceil(milliseconds);
        const others = waiting.get(due);
        if (others === undefined) waiting.set(due, [resolve]);
        else others.push(resolve);
      }),
    advance: async (milliseconds: number): Promise<void> => {
      const end = now + milliseconds;
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        const due = Math.min(...waiting.keys());
        if (due > end) break;
        const woken = waiting.get(due) ?? [];
        waiting.delete(due);
        now = due;
        for (const wake of woken) wake();
      }
      now = end;
    },
  };
};
