import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { SignalRules, Source } from '../../../contracts/platform';
import { type Admitted, admitAll } from '../../domain/admit-all';
import type { ReadItem, Rejected } from '../../domain/call';
import type { Edge } from '../../domain/edge';
import type { PublishEvents } from '../../domain/ports/bus';
import type { Clock } from '../../domain/ports/clocks';
import type { Quarantine, ReceivedRequest } from '../../domain/ports/quarantine';
import type { TokensFor } from '../../domain/ports/vault';
import {
  bodyKey,
  parseSegment,
  REQUEST_LIMITS,
  readSegment,
  type SegmentRequest,
  type SegmentRoute,
} from '../../domain/segment';
import { browserDefaults } from '../../domain/signals';
import { basicUser } from '../../domain/write-key';
import { plainBody } from '../../runtime/body';
import { type HttpRequest, readRequest } from '../../runtime/http';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';
import { type HttpAnswer, json, type ProblemCode, problem } from '../../runtime/problem';

export interface IngestEventsDeps {
  readonly edge: Edge;
  readonly signals: SignalRules;
  /** The source of a write key; undefined for a key that is none. Rejects where keys cannot be read. */
  readonly findSource: (key: string) => Promise<Source | undefined>;
  readonly clock: Clock;
  readonly tokensFor: TokensFor;
  readonly quarantine: Quarantine;
  readonly publishEvents: PublishEvents;
  readonly log: Log;
  readonly count: Count;
}

const ROUTES: Readonly<Record<string, SegmentRoute>> = {
  '/v1/track': 'track',
  '/v1/identify': 'identify',
  '/v1/page': 'page',
  '/v1/screen': 'screen',
  '/v1/group': 'group',
  '/v1/alias': 'alias',
  '/v1/batch': 'batch',
};

/** Seconds after which a source sends again what could not be taken. */
const RETRY_AFTER = { 'retry-after': '5' };
const ASK_FOR_KEY = { 'www-authenticate': 'Basic realm="write key"' };

/** What is known of a request beside its items. */
interface RequestFacts {
  /** Its browser sent `Sec-GPC: 1`. */
  readonly gpc: boolean;
  readonly trace: string;
}

/** A page may read the answer to what it sent with the key in the body: there is no cookie, and nobody's data in it. */
const forPages = ({ headers }: HttpRequest, answer: HttpAnswer): HttpAnswer =>
  headers.authorization === undefined
    ? { ...answer, headers: { ...answer.headers, 'access-control-allow-origin': '*' } }
    : answer;

/** The request as JSON, or what is wrong with it. */
const readBody = (request: HttpRequest) => {
  const body = plainBody(request, REQUEST_LIMITS.requestBytes);
  return body.kind === 'plain' ? parseSegment(body.bytes) : body;
};

/**
 * Takes events of sources in the shape of Segment's HTTP API. What is good is on the bus and what is not in quarantine
 * before the answer says so; when either cannot be done the answer is 503 and the source sends all of it again, which the
 * events' ids make harmless.
 */
export const createIngestEvents = (deps: IngestEventsDeps) => {
  const { count, log } = deps;

  const refuse = (...[status, code, title, extra, headers]: Parameters<typeof problem>): HttpAnswer => {
    count('RequestsRefused', 1, { code });
    return problem(status, code, title, extra, headers);
  };
  const unavailable = (code: ProblemCode, title: string, extra = {}): HttpAnswer =>
    refuse(503, code, title, extra, RETRY_AFTER);

  const countOutcomes = (source: string, { quarantined, rejected, warnings }: Admitted): void => {
    for (const { reason } of quarantined) count('EventsQuarantined', 1, { source, reason });
    const refusedOnly = rejected.length - quarantined.length;
    if (refusedOnly > 0) count('EventsRejected', refusedOnly, { source });
    if (warnings.length > 0) count('EventsStripped', warnings.length, { source });
  };

  /** Both are tried whatever becomes of the other: a full quarantine keeps no good event out. */
  const keep = async (admitted: Admitted, received: ReceivedRequest): Promise<readonly number[]> => {
    const [published, kept] = await Promise.allSettled([
      deps.publishEvents(admitted.events.map(({ event }) => event)),
      admitted.quarantined.length === 0
        ? undefined
        : deps.quarantine(admitted.quarantined.map((item) => ({ ...item, received }))),
    ]);
    if (kept.status === 'rejected') throw kept.reason;
    if (published.status === 'rejected') throw published.reason;
    return published.value;
  };

  /** What browsers say by default goes with what they were sent for; the sender is told of neither more nor less. */
  const defaultsOf = async (source: Source, items: readonly ReadItem[], { gpc, trace }: RequestFacts) => {
    const defaults = browserDefaults(items, deps.signals, { source: source.source, gpc });
    if (defaults.length === 0) return [];
    const { events } = await admitAll(deps.edge, defaults, source, { tokensFor: deps.tokensFor, trace });
    count('BrowserDefaults', events.length, { source: source.source });
    return events;
  };

  const take = async (source: Source, request: SegmentRequest & { kind: 'items' }, facts: RequestFacts) => {
    const { trace } = facts;
    const admitted = await admitAll(deps.edge, request.items, source, { tokensFor: deps.tokensFor, trace });
    const events = [...admitted.events, ...(await defaultsOf(source, request.items, facts))];
    const unpublished = await keep({ ...admitted, events }, request.received);
    const refused = unpublished.flatMap((at) => events[at] ?? []);
    countOutcomes(source.source, admitted);
    const accepted = admitted.events.length - unpublished.filter((at) => at < admitted.events.length).length;
    if (accepted > 0) count('EventsAccepted', accepted, { source: source.source });
    const { rejected, warnings } = admitted;
    const warned = warnings.length === 0 ? {} : { warnings };
    if (refused.length === 0) return json(202, { accepted, rejected, ...warned });
    count('EventsUnpublished', refused.length, { source: source.source });
    const waiting = refused.map(
      ({ index, event }): Rejected => ({
        index,
        messageId: event.detail.messageId,
        code: 'bus-unavailable',
        message: 'The bus did not take the event; send it again.',
      }),
    );
    return unavailable('bus-unavailable', 'The bus did not take every event; send the request again.', {
      accepted,
      rejected: [...rejected, ...waiting].sort((a, b) => a.index - b.index),
      ...warned,
    });
  };

  const answer = async (route: SegmentRoute, request: HttpRequest): Promise<HttpAnswer> => {
    const { authorization } = request.headers;
    // A key in the header is judged before anything is parsed; a browser's beacon has it in the body alone.
    const early = authorization === undefined ? readBody(request) : undefined;
    const key = early?.kind === 'body' ? bodyKey(early) : basicUser(authorization);
    if (key === undefined) {
      const title = 'Send the write key as Basic user name, or as `writeKey` of the body.';
      return refuse(401, 'unauthorized', title, {}, ASK_FOR_KEY);
    }
    const source = await deps.findSource(key);
    if (source === undefined) {
      return refuse(401, 'unknown-write-key', 'The write key belongs to no source, or was revoked.', {}, ASK_FOR_KEY);
    }
    const body = early ?? readBody(request);
    const read = body.kind === 'problem' ? body : readSegment(route, body, (await deps.clock()).getTime());
    if (read.kind === 'problem') return refuse(read.status, read.code, read.message);
    return take(source, read, { gpc: request.headers['sec-gpc']?.trim() === '1', trace: request.trace });
  };

  return async (event: APIGatewayProxyEventV2): Promise<HttpAnswer> => {
    const request = readRequest(event);
    const route = Object.hasOwn(ROUTES, request.path) ? ROUTES[request.path] : undefined;
    if (route === undefined) return refuse(404, 'not-found', 'There is no such route.');
    try {
      return forPages(request, await answer(route, request));
    } catch (error) {
      log.error('ingest.failed', error, { route, trace: request.trace });
      return unavailable('store-unavailable', 'The request could not be kept; send it again.');
    }
  };
};
