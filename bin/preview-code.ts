import type { LaunchDefinition, MessageRequest } from '../contracts/decision';
import { SAMPLE_CODE } from '../contracts/pool-codes';
import { bodyWriter } from '../lambdas/domain/body-template';
import { messageIdOf } from '../lambdas/domain/ids';
import { createFindWayOut } from '../lambdas/domain/unsubscribe';
import { isSending } from '../lambdas/domain/vendor-call';
import { createPrepareCall } from '../lambdas/handlers/deliver-message/prepare-call';
import { createAskOffers } from '../lambdas/handlers/offer-api/ask-offers';
import type { Log } from '../lambdas/runtime/logger';
import type { PreviewCode, PreviewRequest, Rendering, ShownMessage } from '../lib/preview';

/** The gateway's and the offer API's own code for previews, over made-up people: nothing is read, sent or kept. */
export const previewCode: PreviewCode = {
  render: (request) => (request.use.kind === 'push' ? delivered(request) : offered(request)),
};

/** Leads nowhere (RFC 6761), and is as long as a real one. */
const PREFERENCES = 'https://preferences.tandem.invalid/preferences';
const DECISION = `dec_${'preview'.padEnd(22, '0')}`;

const requestOf = ({ definition, offer, use, view, now }: PreviewRequest): MessageRequest => ({
  messageId: messageIdOf(DECISION, definition.launch, use.channel),
  decisionId: DECISION,
  launch: definition.launch,
  definitionHash: definition.hash,
  offer,
  channel: use.channel,
  vendor: use.vendor ?? '',
  person: view.person,
  purpose: definition.purpose,
  requestedAt: now,
  notAfter: definition.window.endsAt,
});

/** With the channel's use, of which a layout is part. */
const definitionOf = ({ definition, use }: PreviewRequest): LaunchDefinition => ({
  ...definition,
  channels: { reach: 'first', use: [use] },
});

/** What a vendor receives, and the message as it is without a shape of the vendor's own. */
const delivered = async (asked: PreviewRequest): Promise<Rendering> => {
  const { platform, layouts, values, view, use } = asked;
  const vendor = platform.vendors.find((one) => one.vendor === use.vendor);
  if (!isSending(vendor)) return { refused: 'vendor-unknown' };
  const { reachableBy } = platform.decision;
  const rules = { baseUrl: PREFERENCES, types: platform.identity.types, reachableBy };
  const prepare = createPrepareCall({
    policy: platform.decision,
    layouts: layouts.push,
    loadDefinition: async () => definitionOf(asked),
    valuesOf: async () => values,
    codeOf: async () => SAMPLE_CODE,
    findWayOut: createFindWayOut(rules, async () => ['preview']),
  });
  const { body: _shape, ...plain } = vendor.outbound;
  const request = requestOf(asked);
  const [sent, shown] = [
    await prepare(request, vendor, view),
    await prepare(request, { ...vendor, outbound: plain }, view),
  ];
  if (sent.refused !== undefined) return { refused: sent.refused };
  if (shown.refused !== undefined) return { refused: shown.refused };
  const { message, to } = shown.part as {
    readonly message: ShownMessage;
    readonly to: Readonly<Record<string, unknown>>;
  };
  const { body, contentType } = bodyWriter(vendor.outbound).write([sent.part]);
  return {
    message,
    sent: {
      to: vendor.vendor,
      request: `POST ${vendor.outbound.url}`,
      contentType,
      body: Buffer.from(body).toString('utf8'),
      fields: Object.entries(to).map(([field, value]) => ({ field, value: String(value) })),
    },
  };
};

/** Nobody asked by the network; the decision is given, so it does not matter whose it is. */
const NO_REQUEST = {
  method: 'POST',
  path: '/v1/offers',
  target: '/v1/offers',
  headers: {},
  pathParameters: {},
  body: new Uint8Array(),
  sourceIp: '',
  trace: 'preview',
};

/** Keeps why something is not shown. */
const reasonsInto = (reasons: string[]): Log => ({
  info: () => undefined,
  warn: (_code, { reason } = {}) => {
    if (reason !== undefined) reasons.push(reason);
  },
  error: () => undefined,
});

/** What a channel that asks for offers is answered. */
const offered = async (asked: PreviewRequest): Promise<Rendering> => {
  const { platform, layouts, view, use, offer, definition } = asked;
  const { startsAt, endsAt } = definition.window;
  const trigger = { kind: 'ask' as const, channel: use.channel, slot: 'preview', limit: 1 };
  const chosen = {
    launch: definition.launch,
    definitionHash: definition.hash,
    offer,
    channel: use.channel,
    kind: use.kind,
    purpose: definition.purpose,
    notAfter: endsAt,
    reasons: [],
    code: SAMPLE_CODE,
  };
  const decision = {
    decisionId: DECISION,
    person: view.person,
    at: startsAt,
    trigger,
    chosen: [chosen],
    excluded: [],
    exposures: [],
  };
  const reasons: string[] = [];
  const launches = [{ definition: definitionOf(asked), state: 'live' as const, full: false }];
  const [type] = platform.identity.types;
  if (type === undefined) throw new Error('platform/identity.yaml names no type.');
  const ask = createAskOffers({
    platform: { ...platform, identity: { ...platform.identity, types: [{ ...type, kind: 'user' }] } },
    layouts: layouts.pull,
    clock: async () => new Date(startsAt),
    findToken: async () => 'preview',
    liveLaunches: async () => launches,
    loadDefinition: async () => definitionOf(asked),
    decideFor: async () => ({ decision, view, launches, codes: new Map([[SAMPLE_CODE, SAMPLE_CODE]]) }),
    loadCode: async () => undefined,
    publishEvents: async () => [],
    log: reasonsInto(reasons),
  });
  const question = { channel: use.channel, customer: { type: type.type, value: 'somebody' } };
  const { body = '', headers } = await ask(NO_REQUEST, question);
  const [first] =
    (JSON.parse(body) as { readonly offers?: readonly { readonly message: ShownMessage }[] }).offers ?? [];
  if (first === undefined) return { refused: reasons[0] ?? 'not-shown' };
  return {
    message: first.message,
    sent: {
      to: use.channel,
      request: 'Answer to POST /v1/offers',
      contentType: String(headers?.['content-type'] ?? 'application/json'),
      body,
      fields: [],
    },
  };
};
