import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { callerOf, type HttpRequest, readRequest } from '../../runtime/http';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';
import { type HttpAnswer, problem } from '../../runtime/problem';

/** Answers one route; the body is the JSON that was sent. */
export type Route = (request: HttpRequest, body: unknown, caller: string) => Promise<HttpAnswer>;

export interface OfferApiDeps {
  readonly askOffers: Route;
  readonly reportOutcome: Route;
  readonly explainLaunch: Route;
  readonly log: Log;
  readonly count: Count;
}

/** Questions and reports are a few hundred bytes, a launch without its words a few thousand. */
const MOST_BYTES = 16 * 1024;

const jsonOf = (bytes: Uint8Array): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown };
  } catch {
    return undefined;
  }
};

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined;

/** What could not be done now may be asked for again: the same question finds the same decision. */
const unavailable = (error: unknown): HttpAnswer =>
  codeOf(error) === 'bus.unavailable'
    ? problem(503, 'bus-unavailable', 'The event bus did not take the events.', {}, { 'retry-after': '1' })
    : problem(503, 'store-unavailable', 'A store did not answer in time.', {}, { 'retry-after': '1' });

/**
 * The offer API: channels ask what to offer a customer who is there, and report what became of it; marketing asks why a
 * customer would get an offer. Callers and their scopes are checked before this function is called.
 */
export const createOfferApi = ({ askOffers, reportOutcome, explainLaunch, log, count }: OfferApiDeps) => {
  const routeOf = ({ method, path }: HttpRequest): Route | undefined => {
    if (method !== 'POST') return undefined;
    if (path === '/v1/offers') return askOffers;
    if (path === '/v1/customers/why') return explainLaunch;
    return /^\/v1\/offers\/[^/]+\/outcomes$/.test(path) ? reportOutcome : undefined;
  };

  const answer = async (request: HttpRequest, caller: string): Promise<HttpAnswer> => {
    const route = routeOf(request);
    if (route === undefined) return problem(404, 'not-found', 'There is no such route.');
    if (request.body.byteLength > MOST_BYTES) {
      return problem(413, 'request-too-large', `A request has at most ${MOST_BYTES} bytes.`);
    }
    const body = jsonOf(request.body);
    if (body === undefined) return problem(400, 'malformed-json', 'The body is not JSON in UTF-8.');
    try {
      return await route(request, body.value, caller);
    } catch (error) {
      log.error('offers.failed', error, { trace: request.trace });
      return unavailable(error);
    }
  };

  return async (event: APIGatewayProxyEventV2): Promise<HttpAnswer> => {
    const answered = await answer(readRequest(event), callerOf(event));
    count('OfferAnswers', 1, { status: String(answered.statusCode) });
    return answered;
  };
};
