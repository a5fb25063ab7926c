import type { Vendor } from '../../contracts/vendor';
import type { Inbound } from '../../contracts/vendor-inbound';
import { SCHEME_NAMES, type SchemeName, usableSchemes } from '../../contracts/webhook-schemes';
import type { Edge } from '../../lambdas/domain/edge';
import type { WebhookRules } from '../../lambdas/domain/webhook-call';
import { createReceiveWebhook, type ReceiveWebhookDeps } from '../../lambdas/handlers/receive-webhook/handler';
import { createSecretReader } from '../../lambdas/stores/secrets';
import { vendor } from './decision-fixtures';
import { testEdge, testRules } from './edge-fixtures';
import { httpCall } from './http-call';
import { createMemoryBus } from './memory-bus';
import { createMemoryQuarantine } from './memory-quarantine';
import { createMemoryVault } from './memory-vault';
import { createMemoryWebhookMarks } from './memory-webhook-marks';
import { addressFor, secretFor, signAs } from './sign-as';
import { createRecordingCount, createRecordingLog } from './telemetry';

export const PUBLIC_URL = 'https://hooks.shop.example';
/** The machine's time when a test starts. */
export const WALL = Date.parse('2026-11-22T09:00:00.000Z');
export const BUSINESS = '2026-11-27T12:00:00.000Z';

/** A vendor that sends and is never sent to. */
export const sender = (inbound: Partial<Inbound> = {}, over: Partial<Vendor> = {}): Vendor => {
  const { outbound: _outbound, ...rest } = vendor({
    vendor: 'chirp',
    inbound: {
      scheme: 'standard-webhooks-v1',
      secret: 'chirp/webhook',
      mode: 'enforce',
      events: { mention: 'Brand Mentioned', unsubscribed: 'Consent Withdrawn' },
      ...inbound,
    },
    ...over,
  });
  return rest;
};

/** How a test's request differs from one that its vendor signed now. */
export interface Over {
  readonly id?: string;
  readonly at?: number;
  readonly secret?: string;
  readonly scheme?: SchemeName;
  readonly vendor?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** After what the scheme itself puts into the address. */
  readonly query?: string;
  readonly sourceIp?: string;
}

/** Catalog and identity that the receiver goes by. */
export interface WebhookPlatform {
  readonly edge: Edge;
  readonly rules: WebhookRules;
}

/** A receiver with everything around it in memory. */
export const webhookWorld = (
  vendors: readonly Vendor[] = [sender()],
  business = BUSINESS,
  { edge, rules }: WebhookPlatform = { edge: testEdge, rules: testRules },
) => {
  const bus = createMemoryBus();
  const time = { wall: WALL };
  const wallClock = () => new Date(time.wall);
  const marks = createMemoryWebhookMarks(wallClock);
  const vault = createMemoryVault();
  const aside = createMemoryQuarantine();
  const { log, lines } = createRecordingLog();
  const { count, total } = createRecordingCount();
  /** Texts of secrets as the secret store has them now; readers may still have what was before. */
  const secrets = new Map(
    vendors.flatMap(({ inbound }): [string, string][] =>
      inbound === undefined ? [] : [[`vendor/${inbound.secret}`, secretFor(inbound.scheme)]],
    ),
  );
  const readings: string[] = [];
  const client = {
    send: async ({ input: { SecretId } }: { readonly input: { readonly SecretId: string } }) => {
      const name = SecretId.replace('tandem/test/', '');
      readings.push(name);
      const SecretString = secrets.get(name);
      if (SecretString === undefined) throw Object.assign(new Error('none'), { name: 'ResourceNotFoundException' });
      return { SecretString };
    },
  };
  const ports = {
    clock: async () => new Date(business),
    ...createSecretReader({ client: client as never, prefix: 'tandem/test', now: wallClock }),
    ...marks.ports,
    tokensFor: vault.tokensFor,
    quarantine: aside.quarantine,
    publishEvents: bus.publishEvents,
  };
  const handler = (used: typeof ports = ports) =>
    createReceiveWebhook({
      ...used,
      vendors,
      schemes: usableSchemes(SCHEME_NAMES),
      publicUrl: PUBLIC_URL,
      edge,
      rules,
      wallClock,
      log,
      count,
    } satisfies ReceiveWebhookDeps);
  const handle = handler();

  /** A request as the vendor's scheme signs it. */
  const signed = (content: unknown, over: Over = {}) => {
    const name = over.vendor ?? vendors[0]?.vendor ?? '';
    const scheme = over.scheme ?? vendors.find((one) => one.vendor === name)?.inbound?.scheme ?? 'github';
    const secret = over.secret ?? secretFor(scheme);
    const body = bytesOf(content);
    const base = `${PUBLIC_URL}/hooks/${name}${over.query === undefined ? '' : `?${over.query}`}`;
    const url = addressFor(scheme, base, secret, body);
    const sent = { body, at: over.at ?? time.wall, url, ...(over.id === undefined ? {} : { id: over.id }) };
    const [, query = ''] = url.split('?');
    return httpCall({
      path: `/hooks/${name}`,
      pathParameters: { vendor: name },
      query,
      headers: { ...signAs(scheme, secret, sent), ...over.headers },
      body,
      ...(over.sourceIp === undefined ? {} : { sourceIp: over.sourceIp }),
    });
  };
  const send = (content: unknown, over: Over = {}) => handle(signed(content, over));
  const get = (name: string, query = '', method = 'GET') =>
    handle(httpCall({ method, path: `/hooks/${name}`, pathParameters: { vendor: name }, query }));
  return { ports, handler, signed, send, get, bus, vault, aside, marks, time, lines, total, secrets, readings };
};

/** Bytes as they are, texts as UTF-8, anything else as JSON. */
const bytesOf = (content: unknown): Uint8Array => {
  if (content instanceof Uint8Array) return content;
  return Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
};
