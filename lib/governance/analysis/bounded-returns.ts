/**
 * Functions at which the proof against loops ends, because what they set off is bounded by what they store; by the last part
 * of their name, with the reason. Everything else has to be without a way back.
 */
export const BOUNDED_RETURNS: Readonly<Record<string, string>> = {
  'erase-customer':
    'An erasure asks each vendor once and relinks living strands once, in one step of its receipt; a report or a late strand makes neither.',
};

/** Whether the proof ends at a function of this name. */
export const isBounded = (name: string): boolean =>
  Object.keys(BOUNDED_RETURNS).some((one) => name.endsWith(`-${one}`));
