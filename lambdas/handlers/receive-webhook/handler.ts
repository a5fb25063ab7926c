import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Vendor } from '../../../contracts/vendor';
import { handshakeSecret, isObserved, LOW_TRUST_PER_MINUTE, trustOf } from '../../../contracts/webhook-rules';
import type { UsableSchemes } from '../../../contracts/webhook-schemes';
import { isApproved } from '../../domain/approval';
import type { CountObserved, ReadVendorState, TakeSlot } from '../../domain/ports/webhooks';
import { compileSources, type IsAllowedSource } from '../../domain/source-address';
import type { Verdict } from '../../domain/verify-webhook';
import { envelopeOf } from '../../domain/webhook-envelope';
import { metaChallenge, slackChallenge } from '../../domain/webhook-handshake';
import { keyringOf } from '../../domain/webhook-keyring';
import { type HttpRequest, readRequest } from '../../runtime/http';
import { empty, type HttpAnswer } from '../../runtime/problem';
import { createTakeIn, type TakeInDeps } from './take-in';
import { createVerifyRequest, type Sender, type VerifyRequestDeps } from './verify-request';

export interface ReceiveWebhookDeps extends VerifyRequestDeps, TakeInDeps {
  readonly vendors: readonly Vendor[];
  readonly schemes: UsableSchemes;
  /** Our public address, which vendors sign and no header names. */
  readonly publicUrl: string;
  readonly readVendorState: ReadVendorState;
  readonly countObserved: CountObserved;
  readonly takeSlot: TakeSlot;
}

/** A vendor that sends, compiled once per process. */
interface Sending extends Sender {
  readonly isAllowedSource: IsAllowedSource;
}

const MOST_BYTES = 500 * 1024;
const encodingOf = ({ headers }: HttpRequest): string =>
  headers['content-encoding']?.trim().toLowerCase() || 'identity';
const unavailable = (): HttpAnswer => empty(503, { 'retry-after': '5' });
const text = (body: string): HttpAnswer => ({
  ...empty(200, { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' }),
  body,
});

/**
 * Takes webhooks of approved vendors: verified on receipt, taken in once, and on the bus or in quarantine before the answer
 * says so. Whatever fails on our side is answered 503, and the vendor's next try is let in. No answer says why it refuses.
 */
export const createReceiveWebhook = (deps: ReceiveWebhookDeps) => {
  const { log, count } = deps;
  const verify = createVerifyRequest(deps);
  const takeIn = createTakeIn(deps);
  const sending = new Map(
    deps.vendors.flatMap((vendor): [string, Sending][] => {
      const { inbound } = vendor;
      if (inbound === undefined) return [];
      const scheme = deps.schemes[inbound.scheme];
      return [[vendor.vendor, { vendor, inbound, scheme, isAllowedSource: compileSources(inbound.from) }]];
    }),
  );

  const refuse = (status: number, vendor: string, reason: string, trace: string): HttpAnswer => {
    log.warn('webhook.refused', { vendor, reason, trace });
    count('WebhooksRefused', 1, { vendor, reason });
    return empty(status);
  };

  /** Why a vendor may not send at all now, or undefined. */
  const closed = async (vendor: Vendor): Promise<string | undefined> => {
    if (!isApproved(vendor, await deps.clock())) return 'approval-expired';
    const state = await deps.readVendorState(vendor.vendor);
    return state === 'active' ? undefined : `vendor-${state}`;
  };

  const handshake = async ({ vendor, inbound }: Sending, { target, trace }: HttpRequest): Promise<HttpAnswer> => {
    const secret = handshakeSecret(inbound);
    if (secret === undefined) return empty(200);
    const { keys } = keyringOf({ token: 'query', days: 0 }, await deps.readSecret(`vendor/${secret}`));
    const challenge = metaChallenge(target, keys);
    if (challenge === 'refused') return refuse(403, vendor.vendor, 'challenge-refused', trace);
    return challenge === undefined ? empty(200) : text(challenge.echo);
  };

  /** Why a request is not let in, or undefined; an observation counts what it would have refused. */
  const refusalOf = async ({ vendor: { vendor }, inbound }: Sending, verdict: Verdict, trace: string) => {
    const now = deps.wallClock();
    const reason = verdict.ok ? undefined : verdict.reason;
    count('WebhooksVerified', 1, { vendor, verdict: reason ?? 'ok' });
    if (!isObserved(inbound, now)) return reason;
    await deps.countObserved(vendor, reason ?? 'accepted', now);
    if (reason !== undefined) log.warn('webhook.observed', { vendor, reason, trace });
    return undefined;
  };

  /** What an observation lets in without a fitting key has a limit of its own, which uses nothing up of the vendor's. */
  const hasSlot = async ({ vendor: { vendor }, inbound, scheme }: Sending, verified: boolean): Promise<boolean> => {
    if (!verified) {
      return deps.takeSlot(`${vendor}.unverified`, inbound.perMinute ?? LOW_TRUST_PER_MINUTE, deps.wallClock());
    }
    const most = inbound.perMinute ?? (trustOf(scheme) === 'low' ? LOW_TRUST_PER_MINUTE : undefined);
    return most === undefined || deps.takeSlot(vendor, most, deps.wallClock());
  };

  const receive = async (
    one: Sending,
    { headers, body: bytes, method, target, trace }: HttpRequest,
  ): Promise<HttpAnswer> => {
    const { vendor, inbound, scheme } = one;
    const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const request = { headers, body, method, url: `${inbound.baseUrl ?? deps.publicUrl}${target}` };
    const verdict = await verify(one, request);
    const refusal = await refusalOf(one, verdict, trace);
    if (refusal !== undefined) return refuse(401, vendor.vendor, refusal, trace);
    if (!(await hasSlot(one, verdict.ok))) return refuse(429, vendor.vendor, 'rate-exceeded', trace);
    const challenge = inbound.handshake === 'slack' && verdict.ok ? slackChallenge(body) : undefined;
    if (challenge !== undefined) return text(challenge);
    const envelope = envelopeOf(vendor, inbound, scheme, verdict, request, deps.wallClock());
    const { bodyHash } = envelope;
    const identity = { verified: verdict.ok, bodyHash, id: verdict.ok ? verdict.id : undefined };
    const outcome = await takeIn(vendor, inbound, { scheme, body, trace, envelope, identity });
    if (outcome === 'taken') return empty(202);
    // The first try may still fail: only when it is over is it known whether this one is needed.
    if (outcome === 'under-way') return unavailable();
    count('WebhooksDuplicate', 1, { vendor: vendor.vendor });
    return empty(200);
  };

  const answer = async (request: HttpRequest): Promise<HttpAnswer> => {
    const name = request.pathParameters.vendor ?? request.path.split('/')[2] ?? '';
    const one = sending.get(name);
    if (one === undefined) return empty(404);
    if (request.method === 'GET' || request.method === 'HEAD') return handshake(one, request);
    const why = await closed(one.vendor);
    if (why !== undefined) return refuse(403, name, why, request.trace);
    if (!one.isAllowedSource(request.sourceIp)) return refuse(403, name, 'source-ip-refused', request.trace);
    if (request.body.byteLength > MOST_BYTES) return refuse(413, name, 'body-too-large', request.trace);
    // No vendor signs what it compresses; what is never inflated cannot grow.
    if (encodingOf(request) !== 'identity') return refuse(415, name, 'encoding-refused', request.trace);
    return receive(one, request);
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
