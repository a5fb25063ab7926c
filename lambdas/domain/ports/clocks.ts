/** Business time: launch windows, audiences, caps, receipt. The real time everywhere but in stage `local`. */
export type Clock = () => Promise<Date>;

/** The machine's time: signatures, tokens, time-to-live, logs. */
export type WallClock = () => Date;

/** Milliseconds of a clock that never goes back; its zero means nothing. */
export type MonotonicClock = () => number;

/** A new random id, URL-safe, at least 128 bits. */
export type NewId = () => string;

/** Business time as the control store has it (stage `local` only); undefined where it was never set. */
export type ReadClock = () => Promise<Date | undefined>;

/** Waits; injected, so that tests do not. */
export type Sleep = (milliseconds: number) => Promise<void>;
