import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Vendor } from '../../../contracts/vendor';
import { WEBHOOK_SCHEMES } from '../../../contracts/webhook-schemes';
import { admitAll } from '../../domain/admit-all';
import { isApproved } from '../../domain/approval';
import { sha256Base64Url } from '../../domain/canonical';
import { type Edge, vendorSender } from '../../domain/edge';
import type {
  Clock,
  MarkWebhook,
  PublishEvents,
  Quarantine,
  ReadSecret,
  ReleaseWebhook,
  SettleWebhook,
  TokensFor,
  WallClock,
} from '../../domain/ports';
import { publishAll } from '../../domain/publish-all';
import { keysOf } from '../../domain/vendor-call';
import { verifyWebhook } from '../../domain/verify-webhook';
import { readWebhook } from '../../domain/webhook-call';
import { prepareKeys } from '../../domain/webhook-keys';
import { type HttpRequest, readRequest } from '../../runtime/http';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';
import { empty, type HttpAnswer, problem } from '../../runtime/problem';

export interface ReceiveWebhookDeps {
  readonly vendors: readonly Vendor[];
  readonly edge: Edge;
  readonly clock: Clock;
  readonly wallClock: WallClock;
  readonly readSecret: ReadSecret;
  readonly markWebhook: MarkWebhook;
  readonly settleWebhook: SettleWebhook;
  readonly releaseWebhook: ReleaseWebhook;
  readonly tokensFor: TokensFor;
  readonly quarantine: Quarantine;
  readonly publishEvents: PublishEvents;
  readonly log: Log;
  readonly count: Count;
}

type Inbound = NonNullable<Vendor['inbound']>;

const MOST_BYTES = 500 * 1024;
/** Vendors try again for three days and more. */
const MARK_SECONDS = 4 * 86_400;
/** Longer than the function lives: whoever set the mark is dead by then. */
const LEASE_SECONDS = 60;
const unavailable = (): HttpAnswer =>
  problem(503, 'store-unavailable', 'The webhook could not be kept; send it again.', {}, { 'retry-after': '5' });

/**
 * Takes webhooks of approved vendors: verified on receipt, taken in once, and on the bus or in quarantine before the answer
 * says so. Whatever fails on our side is answered 503, and the vendor's next try is let in.
 */
export const createReceiveWebhook = (deps: ReceiveWebhookDeps) => {
  const { log, count } = deps;
  const publish = publishAll(deps.publishEvents);

  /** The id under which the webhook is known, or undefined for one that is not let in. An id that nobody signed names nothing. */
  const verifiedId = async (
    { vendor }: Vendor,
    { scheme: schemeName, secret, mode }: Inbound,
    { headers, body, trace }: HttpRequest,
  ): Promise<string | undefined> => {
    const name = `vendor/${secret}`;
    const scheme = WEBHOOK_SCHEMES[schemeName];
    const keys = prepareKeys(scheme, keysOf(name, await deps.readSecret(name)));
    const verdict = verifyWebhook(scheme, keys, { headers, body }, deps.wallClock());
    count('WebhooksVerified', 1, { vendor, verdict: verdict.ok ? 'ok' : verdict.reason });
    if (verdict.ok) return verdict.id ?? sha256Base64Url(body);
    log.warn(mode === 'observe' ? 'webhook.observed' : 'webhook.refused', { vendor, reason: verdict.reason, trace });
    return mode === 'observe' ? `unverified-${sha256Base64Url(body)}` : undefined;
  };

  const takeIn = async (vendor: Vendor, messageId: string, { body, trace }: HttpRequest): Promise<void> => {
    const item = readWebhook(vendor, { messageId, body, receivedAt: (await deps.clock()).getTime() });
    const sender = vendorSender(vendor.vendor);
    const { events, quarantined } = await admitAll(deps.edge, [item], sender, { tokensFor: deps.tokensFor, trace });
    if (quarantined.length > 0) await deps.quarantine(quarantined);
    await publish(events.map(({ event }) => event));
    for (const { reason } of quarantined) count('EventsQuarantined', 1, { source: vendor.vendor, reason });
    if (events.length > 0) count('EventsAccepted', events.length, { source: vendor.vendor });
  };

  const takeInOnce = async (vendor: Vendor, id: string, request: HttpRequest): Promise<HttpAnswer> => {
    const mark = await deps.markWebhook(vendor.vendor, id, LEASE_SECONDS);
    if (mark === 'duplicate') return empty(200);
    // The first try may still fail: only when it is over is it known whether this one is needed.
    if (mark === 'under-way') return unavailable();
    try {
      await takeIn(vendor, id, request);
    } catch (error) {
      await deps.releaseWebhook(vendor.vendor, id);
      throw error;
    }
    await deps.settleWebhook(vendor.vendor, id, MARK_SECONDS);
    return empty(202);
  };

  const answer = async (request: HttpRequest): Promise<HttpAnswer> => {
    const name = request.pathParameters.vendor ?? request.path.split('/')[2];
    const vendor = deps.vendors.find((known) => known.vendor === name);
    if (vendor?.inbound === undefined) return problem(404, 'vendor-unknown', 'No vendor sends webhooks here.');
    if (request.method === 'GET') return empty(200);
    if (!isApproved(vendor, await deps.clock())) {
      return problem(403, 'approval-expired', 'The approval of this vendor is not in force.');
    }
    if (request.body.byteLength > MOST_BYTES) {
      return problem(413, 'request-too-large', `A webhook has at most ${MOST_BYTES} bytes.`);
    }
    const id = await verifiedId(vendor, vendor.inbound, request);
    if (id === undefined) return problem(401, 'signature-refused', 'The signature was refused.');
    return takeInOnce(vendor, id, request);
  };

  return async (event: APIGatewayProxyEventV2): Promise<HttpAnswer> => {
    const request = readRequest(event);
    try {
      return await answer(request);
    } catch (error) {
      log.error('webhook.failed', error, { trace: request.trace });
      return unavailable();
    }
  };
};
