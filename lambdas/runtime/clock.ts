import type { Clock, ReadClock, WallClock } from '../domain/ports/clocks';

/** The machine's time. */
export const wallClock: WallClock = () => new Date();

/** Which clock business rules go by; `control` only in stage `local`, where a demo replays another week. */
export type BusinessClock = 'wall' | 'control';

/** Reads `BUSINESS_CLOCK`; anything but its two words is a mistake of the stack. */
export const parseBusinessClock = (text: string): BusinessClock => {
  if (text === 'wall' || text === 'control') return text;
  throw new Error(`BUSINESS_CLOCK must be wall or control, got ${JSON.stringify(text)}.`);
};

/** Business time: the wall's, or the control store's where that has one. */
export const businessClock = (kind: BusinessClock, readClock: ReadClock, wall: WallClock = wallClock): Clock =>
  kind === 'wall' ? async () => wall() : async () => (await readClock()) ?? wall();
