/** The metric that counts withdrawals of consent as they take effect, by how long they took since the edge received them. */
export const WITHDRAWALS_APPLIED = 'WithdrawalsApplied';

/** The classes of that time: seconds, up to and including; longest last. */
export const WITHDRAWAL_WAITS = { '10s': 10, '1m': 60, '5m': 300, '1h': 3600, '1d': 86_400, longer: Infinity } as const;
export type WithdrawalWait = keyof typeof WITHDRAWAL_WAITS;

const CLASSES = Object.entries(WITHDRAWAL_WAITS) as readonly (readonly [WithdrawalWait, number])[];

/** The class of a time in seconds; of one that is none, the longest. */
export const withdrawalWait = (seconds: number): WithdrawalWait =>
  CLASSES.find(([, most]) => seconds <= most)?.[0] ?? 'longer';
