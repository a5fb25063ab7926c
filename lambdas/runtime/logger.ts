import { Logger } from '@aws-lambda-powertools/logger';

/** Facts a log line may carry: ids, codes, counts and durations. Anything else is dropped, whatever its value. */
export const LOGGED = {
  text: [
    'approval',
    'arm',
    'caller',
    'channel',
    'code',
    'decisionId',
    'definitionHash',
    'event',
    'eventId',
    'function',
    'keyId',
    'launch',
    'messageId',
    'offer',
    'outcome',
    'reason',
    'receipt',
    'route',
    'run',
    'schema',
    'source',
    'stage',
    'state',
    'step',
    'trace',
    'vendor',
  ],
  number: [
    'accepted',
    'attempts',
    'count',
    'duplicates',
    'durationMs',
    'failed',
    'hop',
    'quarantined',
    'rejected',
    'shard',
    'status',
  ],
} as const;

type TextFact = (typeof LOGGED.text)[number];
type NumberFact = (typeof LOGGED.number)[number];
export type Facts = Partial<Readonly<Record<TextFact, string>> & Readonly<Record<NumberFact, number>>>;

/** Logs codes and facts, never a value that came from outside. */
export interface Log {
  /** `code` is a dotted constant such as `events.accepted`. */
  info(code: string, facts?: Facts): void;
  warn(code: string, facts?: Facts): void;
  /** Of the error only name and code are kept: its message may quote what it stumbled over. */
  error(code: string, error: unknown, facts?: Facts): void;
}

/** Letters, digits and the marks of our ids. No `@`, so no e-mail address; no blank, so no free text but event names. */
const SAFE_TEXT = /^[\w.:#=;/ -]{1,200}$/;
const CODE = /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)*$/;
/** Seven digits and more, perhaps spaced, with nothing else around them: a phone or card number in an id's place. */
const NUMBERISH = /^[\d .:/-]*\d[\d .:/-]*$/;

const safeText = (text: unknown): string =>
  typeof text === 'string' && SAFE_TEXT.test(text) && !(NUMBERISH.test(text) && text.replace(/\D/g, '').length > 6)
    ? text
    : '[redacted]';

/** Only what the allow-list names, only in the shape of an id, a code or a number. */
export const redact = (facts: Facts): Record<string, string | number> => {
  const given = facts as Readonly<Record<string, unknown>>;
  const text = LOGGED.text.filter((key) => given[key] !== undefined).map((key) => [key, safeText(given[key])] as const);
  const numbers = LOGGED.number.flatMap((key) => {
    const value = given[key];
    return typeof value === 'number' && Number.isFinite(value) ? [[key, value] as const] : [];
  });
  return Object.fromEntries([...text, ...numbers]);
};

const field = (error: unknown, name: 'name' | 'code'): string | undefined => {
  const value = typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? safeText(value) : undefined;
};

/** Name and code of an error, and of what caused it. */
export const describeError = (error: unknown): Record<string, string> => {
  const cause = error instanceof Error ? error.cause : undefined;
  const facts = {
    errorName: field(error, 'name') ?? typeof error,
    errorCode: field(error, 'code'),
    causeName: field(cause, 'name'),
    causeCode: field(cause, 'code'),
  };
  return Object.fromEntries(
    Object.entries(facts).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
};

type Sink = Pick<Logger, 'info' | 'warn' | 'error'>;
const message = (code: string): string => (CODE.test(code) ? code : 'log.code-malformed');

/** The function's log; the Powertools logger behind it is reachable in no other way. */
export const createLogger = (sink: Sink = new Logger()): Log => ({
  info: (code, facts = {}) => sink.info(message(code), redact(facts)),
  warn: (code, facts = {}) => sink.warn(message(code), redact(facts)),
  error: (code, error, facts = {}) => sink.error(message(code), { ...redact(facts), ...describeError(error) }),
});
