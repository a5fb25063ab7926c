import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import type { TellAccess } from '../../domain/trail-told';
import { callerOf, type HttpRequest, readRequest } from '../../runtime/http';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';
import { type HttpAnswer, problem } from '../../runtime/problem';
import type { Route } from './routes';

export interface SubjectRightsDeps {
  readonly routes: Readonly<Record<string, Route>>;
  readonly tellAccess: TellAccess;
  readonly log: Log;
  readonly count: Count;
}

/** A request names one customer. */
const MOST_BYTES = 16 * 1024;
const PREFIX = '/v1/customers/';

const jsonOf = (bytes: Uint8Array): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown };
  } catch {
    return undefined;
  }
};

/**
 * What customers may ask of us, through an IT service: show, export, erase, restrict. Identifiers come in bodies and values go
 * out in answers only; of each request it is logged who asked what, not about whom, and the audit trail has it before the answer.
 */
export const createSubjectRights = ({ routes, tellAccess, log, count }: SubjectRightsDeps) => {
  const verbOf = ({ method, path }: HttpRequest): string | undefined => {
    const verb = method === 'POST' && path.startsWith(PREFIX) ? path.slice(PREFIX.length) : '';
    return Object.hasOwn(routes, verb) ? verb : undefined;
  };

  const answer = async (request: HttpRequest, verb: string, caller: string): Promise<HttpAnswer> => {
    if (request.body.byteLength > MOST_BYTES) {
      return problem(413, 'request-too-large', `A request has at most ${MOST_BYTES} bytes.`);
    }
    const body = jsonOf(request.body);
    if (body === undefined) return problem(400, 'malformed-json', 'The body is not JSON in UTF-8.');
    try {
      const answered = await routes[verb]?.(body.value, { caller, trace: request.trace });
      // Before the answer goes out: what the audit trail does not take, nobody gets to see.
      if (answered?.told !== undefined) await tellAccess(caller, answered.told);
      return answered?.answer ?? notFound();
    } catch (error) {
      log.error('rights.failed', error, { route: verb, caller, trace: request.trace });
      return problem(503, 'store-unavailable', 'A store did not answer in time.', {}, { 'retry-after': '1' });
    }
  };

  return async (event: APIGatewayProxyEventV2WithJWTAuthorizer): Promise<HttpAnswer> => {
    const request = readRequest(event);
    const verb = verbOf(request);
    if (verb === undefined) return notFound();
    const caller = callerOf(event);
    const answered = await answer(request, verb, caller);
    const status = Number(answered.statusCode);
    log.info('rights.asked', { route: verb, caller, status, trace: request.trace });
    count('RightsAsked', 1, { route: verb, status: String(status) });
    return answered;
  };
};

const notFound = (): HttpAnswer => problem(404, 'not-found', 'There is no such route.');
