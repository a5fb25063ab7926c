import { isUtf8 } from 'node:buffer';
import type { ReadItem } from './call';
import { type Fields, isFields } from './call';
import { DEEPEST, jsonOf, nests, textNests } from './json-text';
import { isSafeMessageId } from './message-id';
import type { ReceivedRequest } from './ports/quarantine';
import { own } from './record';
import { type CallType, isCallType, readCall } from './segment-call';

/** The route under `/v1/`: one of Segment's calls, or many of them. */
export type SegmentRoute = CallType | 'batch';

/** Segment's limits. */
export const REQUEST_LIMITS = { requestBytes: 500 * 1024, events: 2500, eventBytes: 32 * 1024 } as const;

/** A request that is refused as a whole. */
export interface RequestProblem {
  readonly kind: 'problem';
  readonly status: 400 | 413;
  readonly code: 'malformed-json' | 'invalid-request' | 'request-too-large' | 'too-many-events';
  readonly message: string;
}

/** A request, read item by item: a bad one spoils no other. */
export type SegmentRequest =
  | RequestProblem
  | { readonly kind: 'items'; readonly items: readonly ReadItem[]; readonly received: ReceivedRequest };

/** A request's body as JSON. */
export interface SegmentBody {
  readonly kind: 'body';
  readonly content: Fields;
  /** Whether an item may be too deep, or too large. */
  readonly deep: boolean;
  readonly large: boolean;
}

/** Parses the body of a request, as it was before it was compressed. */
export const parseSegment = (body: Uint8Array): RequestProblem | SegmentBody => {
  if (body.byteLength > REQUEST_LIMITS.requestBytes) {
    return problem(413, 'request-too-large', 'The request is larger than 500 KB.');
  }
  if (!isUtf8(body)) return problem(400, 'malformed-json', 'The body is not UTF-8 text.');
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  const content = jsonOf(text);
  if (content === undefined) return problem(400, 'malformed-json', 'The body is not JSON.');
  if (!isFields(content)) return problem(400, 'invalid-request', 'The body is not a JSON object.');
  const large = body.byteLength > REQUEST_LIMITS.eventBytes;
  return { kind: 'body', content, deep: textNests(text, DEEPEST), large };
};

/** The write key in a body, where browsers put it that can send no header. */
export const bodyKey = ({ content }: SegmentBody): string | undefined => {
  const key = own(content, 'writeKey');
  return typeof key === 'string' ? key : undefined;
};

/** Reads the body of `POST /v1/<route>` item by item. `receivedAt`: milliseconds, by the clock that events are dated with. */
export const readSegment = (
  route: SegmentRoute,
  { content, deep, large }: SegmentBody,
  receivedAt: number,
): SegmentRequest => {
  const single = route !== 'batch';
  const { writeKey: _, ...fields } = content;
  const items = single ? [{ ...fields, type: route }] : own(fields, 'batch');
  if (!Array.isArray(items)) return problem(400, 'invalid-request', 'A batch needs an array `batch`.');
  if (items.length > REQUEST_LIMITS.events) {
    return problem(400, 'too-many-events', `A batch holds at most ${REQUEST_LIMITS.events} events.`);
  }
  const request: Request = { envelope: single ? {} : fields, receivedAt, deep, large };
  const { sentAt, context } = request.envelope;
  return {
    kind: 'items',
    items: items.map((item: unknown, index) => readItem(item, index, request)),
    received: {
      at: receivedAt,
      ...(sentAt === undefined ? {} : { sentAt }),
      ...(context === undefined ? {} : { context }),
    },
  };
};

interface Request {
  /** The batch around the items. */
  readonly envelope: Fields;
  readonly receivedAt: number;
  readonly deep: boolean;
  readonly large: boolean;
}

const readItem = (item: unknown, index: number, { envelope, receivedAt, deep, large }: Request): ReadItem => {
  // Neither can be kept in quarantine, so the answer alone tells of them.
  if (deep && nests(item, DEEPEST))
    return refused(item, index, 'event-too-deep', `nests deeper than ${DEEPEST} levels`);
  if (large && Buffer.byteLength(JSON.stringify(item)) > REQUEST_LIMITS.eventBytes) {
    return refused(item, index, 'event-too-large', 'is larger than 32 KB');
  }
  const type = isFields(item) ? own(item, 'type') : undefined;
  if (!isFields(item) || !isCallType(type)) {
    const detail = isFields(item) ? 'type' : 'item';
    return { kind: 'aside', index, messageId: `item-${index}`, reason: 'malformed', detail, payload: item };
  }
  return readCall(type, item, envelope, index, receivedAt);
};

const refused = (item: unknown, index: number, code: string, what: string): ReadItem => {
  const id = isFields(item) ? own(item, 'messageId') : undefined;
  const messageId = typeof id === 'string' && isSafeMessageId(id) ? id : `item-${index}`;
  return { kind: 'refused', rejected: { index, messageId, code, message: `The event ${what}.` } };
};

const problem = (status: 400 | 413, code: RequestProblem['code'], message: string): RequestProblem => ({
  kind: 'problem',
  status,
  code,
  message,
});
