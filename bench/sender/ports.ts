/** Ports of the sender behind which all functions find the same state. */
export const SHARED_PORTS = [
  'takeNumbers',
  'loadCircuit',
  'saveCircuit',
  'countAnswers',
  'loadAttempt',
  'saveAttempt',
  'claimAttempt',
  'publishEvents',
  'sendLater',
  'putAside',
] as const;
export type SharedPort = (typeof SHARED_PORTS)[number];
