/**
 * How every AWS client is made: a call fails well before its function's own time is up, so that a queue sends again.
 * Without `throwOnRequestTimeout` the SDK only warns of a slow answer and waits on.
 */
export const CLIENT_CONFIG = {
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
} as const;
