/** Every kind of alarm there is; each has a page under docs/runbooks/. */
export const ALARM_KINDS = [
  'function-errors',
  'function-throttles',
  'function-duration',
  'stream-age',
  'queue-age',
  'queue-depth',
  'dead-letter',
  'parked-messages',
  'api-errors',
  'api-latency',
  'table-throttles',
  'vendor-circuit',
  'trail-row',
  'vendor-key',
  'launch-rule',
  'launch-schedule',
  'launch-sweep',
] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];
