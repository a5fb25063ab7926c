/** Ports that a rate and a circuit stand on. */
export const LIMIT_PORTS = ['takeNumbers', 'loadCircuit', 'saveCircuit', 'countAnswers'] as const;

/** Ports of the sender behind which all functions find the same state. */
export const SHARED_PORTS = [
  ...LIMIT_PORTS,
  'loadAttempt',
  'saveAttempt',
  'claimAttempt',
  'publishEvents',
  'sendLater',
  'putAside',
] as const;
export type SharedPort = (typeof SHARED_PORTS)[number] | 'readSwitches';
