import { createServer, type IncomingMessage } from 'node:http';
import type { Vendor } from '../contracts/vendor';
import { WEBHOOK_SCHEMES } from '../contracts/webhook-schemes';
import { authHeader } from '../lambdas/domain/auth-header';
import type { Unsubscribe } from '../lambdas/domain/unsubscribe';
import { keysOf, outboundSecrets } from '../lambdas/domain/vendor-call';
import { compileVerifier, TOLERANCE_SECONDS } from '../lambdas/domain/verify-webhook';
import { prepareKeys } from '../lambdas/domain/webhook-keys';
import type { ReadStageSecret } from './credentials';

/** One message that reached the stand-in with a valid signature and credential. */
export interface Delivery {
  readonly vendor: string;
  readonly messageId: string;
  readonly launch: string;
  readonly channel: string;
  /** Names of the fields that came with it. */
  readonly fields: readonly string[];
  /** Epoch milliseconds, wall clock. */
  readonly at: number;
}

/** The message as the vendor reads it. */
export interface VendorMessage {
  readonly messageId: string;
  readonly launch: string;
  readonly channel: string;
  readonly offer: string;
  readonly to: Readonly<Record<string, string>>;
  readonly content: Readonly<Record<string, unknown>>;
  readonly notAfter: string;
  /** The way out of an e-mail. */
  readonly unsubscribe?: Unsubscribe;
}

/** A request to erase a customer; which one is known by values, of which only the names are kept. */
export interface VendorErasureRequest {
  readonly vendor: string;
  readonly receipt: string;
  readonly fields: readonly string[];
}

export interface VendorStandIn {
  readonly url: string;
  readonly deliveries: readonly Delivery[];
  /** Requests to erase a customer, in the order of arrival. */
  readonly erasures: readonly VendorErasureRequest[];
  /** Requests refused for a wrong signature or credential. */
  readonly refused: () => number;
  /** Secrets exist only once the platform is deployed; until then every request is refused. */
  readonly open: (readSecret: ReadStageSecret, onMessage: OnMessage) => void;
  /** Answers the next requests with this status, and perhaps `Retry-After`, instead of taking them; none: takes them again. */
  readonly failNext: (count: number, status: number, retryAfter?: string) => void;
  /** Requests that are still to be answered like that. */
  readonly failing: () => number;
  /** Requests that have arrived, whatever became of them. */
  readonly requests: () => number;
  readonly stop: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly retryAfter?: string | undefined;
}
interface Failing extends Answer {
  readonly count: number;
}

/** Called for each message, once it is answered; the stand-in itself keeps no personal value. */
export type OnMessage = (vendor: Vendor, message: VendorMessage) => void;

/** Stands in for every vendor of the registry, told apart by the path of its address. */
export const startVendorStandIn = async (vendors: readonly Vendor[]): Promise<VendorStandIn> => {
  const byPath = new Map(
    vendors.flatMap((vendor) =>
      [vendor.outbound?.url, vendor.outbound?.erasure?.url].flatMap((url) =>
        url === undefined ? [] : [[new URL(url).pathname, vendor] as const],
      ),
    ),
  );
  const deliveries: Delivery[] = [];
  const erasures: VendorErasureRequest[] = [];
  let refused = 0;
  let requests = 0;
  let failing: Failing = { count: 0, status: 503 };
  let gate: { readonly readSecret: ReadStageSecret; readonly onMessage: OnMessage } | undefined;

  const take = async (request: IncomingMessage): Promise<Answer> => {
    const body = await bytesOf(request);
    requests += 1;
    const vendor = byPath.get(request.url ?? '');
    if (vendor === undefined || request.method !== 'POST') return { status: 404 };
    if (failing.count > 0) {
      failing = { ...failing, count: failing.count - 1 };
      return failing;
    }
    if (gate === undefined || !(await isGenuine(vendor, request, body, gate.readSecret))) {
      refused += 1;
      return { status: 401 };
    }
    if (request.url === erasurePathOf(vendor)) {
      const { receipt, erase } = JSON.parse(body.toString('utf8')) as { receipt: string; erase: object };
      erasures.push({ vendor: vendor.vendor, receipt, fields: Object.keys(erase) });
      return { status: 202 };
    }
    const message = JSON.parse(body.toString('utf8')) as VendorMessage;
    const { messageId, launch, channel, to } = message;
    deliveries.push({ vendor: vendor.vendor, messageId, launch, channel, fields: Object.keys(to), at: Date.now() });
    gate.onMessage(vendor, message);
    return { status: 202 };
  };

  const server = createServer((request, response) => {
    take(request).then(
      ({ status, retryAfter }) =>
        response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end(),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The vendor stand-in has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    deliveries,
    erasures,
    refused: () => refused,
    failing: () => failing.count,
    requests: () => requests,
    open: (readSecret, onMessage) => {
      gate = { readSecret, onMessage };
    },
    failNext: (count, status, retryAfter) => {
      failing = { count, status, retryAfter };
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const erasurePathOf = ({ outbound }: Vendor): string | undefined =>
  outbound?.erasure === undefined ? undefined : new URL(outbound.erasure.url).pathname;

const isGenuine = async (
  vendor: Vendor,
  request: IncomingMessage,
  body: Buffer,
  readSecret: ReadStageSecret,
): Promise<boolean> => {
  if (vendor.outbound === undefined) return false;
  const names = outboundSecrets(vendor.vendor, vendor.outbound);
  const [credential, signing] = await Promise.all([readSecret(names.auth), readSecret(names.signing)]);
  const expected = Object.entries(authHeader(vendor.outbound.auth, credential));
  if (!expected.every(([name, value]) => request.headers[name] === value)) return false;
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  if (vendor.outbound.sign === 'none') return true;
  const scheme = WEBHOOK_SCHEMES[vendor.outbound.sign];
  const keys = prepareKeys(scheme, keysOf(names.signing, signing));
  return compileVerifier(scheme, keys)({ headers, body }, Math.floor(Date.now() / 1000), TOLERANCE_SECONDS).ok;
};

const bytesOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};
