import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** What every HTTP route answers with. */
export type HttpAnswer = APIGatewayProxyStructuredResultV2;

/** Stable codes of problem answers. */
export type ProblemCode =
  | 'malformed-json'
  | 'malformed-gzip'
  | 'unsupported-encoding'
  | 'unsupported-charset'
  | 'request-too-large'
  | 'too-many-events'
  | 'unauthorized'
  | 'unknown-write-key'
  | 'not-found'
  | 'bus-unavailable'
  | 'store-unavailable'
  | 'unknown-channel'
  | 'invalid-request'
  | 'unknown-decision'
  | 'unknown-customer'
  | 'unknown-receipt';

/** A JSON answer that no cache keeps. */
export const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpAnswer => ({
  statusCode: status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(body),
});

/** An answer without a body. */
export const empty = (status: number, headers: Readonly<Record<string, string>> = {}): HttpAnswer => ({
  statusCode: status,
  headers: { 'cache-control': 'no-store', ...headers },
});

/**
 * A problem answer (RFC 9457). `title` says what is wrong in a sentence that never quotes the request; `extra` adds members,
 * for example the list of refused events.
 */
export const problem = (
  status: number,
  code: ProblemCode,
  title: string,
  extra: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer =>
  json(
    status,
    { type: `urn:tandem:problem:${code}`, title, status, code, ...extra },
    { ...headers, 'content-type': 'application/problem+json' },
  );
