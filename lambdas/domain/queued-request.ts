import type { MessageRequest } from '../../contracts/decision';
import { SOURCE } from '../../contracts/names';
import { isProbeMessage } from '../../contracts/probe';
import { isTestMessage, type TestMark } from '../../contracts/send-test';
import { busEventOf, jsonObject, MalformedMessageError } from './bus-message';
import type { HeldRequest } from './ports/queues';
import { probeOf } from './probe';

const WHAT = 'a message request';
const MEMBERS = [
  'messageId',
  'decisionId',
  'launch',
  'definitionHash',
  'offer',
  'channel',
  'vendor',
  'person',
  'purpose',
  'requestedAt',
  'notAfter',
] as const;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const requestOf = (value: unknown): MessageRequest => {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  const entries = MEMBERS.map((name) => [name, given[name]] as const);
  if (entries.some(([, member]) => typeof member !== 'string' || member === '')) throw new MalformedMessageError(WHAT);
  const { code } = given;
  if (code !== undefined && !isText(code)) throw new MalformedMessageError(WHAT);
  return { ...(Object.fromEntries(entries) as unknown as MessageRequest), ...(isText(code) && { code }) };
};

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;
const isInstant = (value: unknown): value is string => typeof value === 'string' && !Number.isNaN(Date.parse(value));

/** A test has an id of its own kind, and nothing else has one: by it alone are reports on tests known. */
const testOf = (given: unknown, { messageId }: MessageRequest): TestMark | undefined => {
  if (isTestMessage(messageId) !== (given !== undefined)) throw new MalformedMessageError(WHAT);
  if (given === undefined) return undefined;
  const { tester, language, by } = (given ?? {}) as Partial<Readonly<Record<keyof TestMark, unknown>>>;
  if (!isText(tester) || !isText(language) || !isText(by)) throw new MalformedMessageError(WHAT);
  return { tester, language, by };
};

const heldOf = ({
  request,
  hop,
  trace,
  synthetic,
  dueAt,
  since,
  alone,
  test: mark,
}: Readonly<Record<string, unknown>>): HeldRequest => {
  const wellFormed =
    isCount(hop) &&
    typeof trace === 'string' &&
    (dueAt === undefined || isInstant(dueAt)) &&
    (since === undefined || isCount(since));
  if (!wellFormed) throw new MalformedMessageError(WHAT);
  const requested = requestOf(request);
  const test = testOf(mark, requested);
  // A probe is never put off: nobody of ours has put one here.
  if (isProbeMessage(requested.messageId)) throw new MalformedMessageError(WHAT);
  return {
    request: requested,
    hop,
    trace,
    ...(synthetic === true && { synthetic }),
    ...(isInstant(dueAt) && { dueAt }),
    ...(isCount(since) && { since }),
    ...(alone === true && { alone }),
    ...(test && { test }),
  };
};

/** The request in a delivery queue's message: as the bus put it there, or as it was put off. */
export const queuedRequestOf = (body: string): HeldRequest => {
  const held = jsonObject(body, WHAT);
  if (held.request !== undefined) return heldOf(held);
  const event = busEventOf(body);
  if (event.source !== SOURCE.decision) throw new MalformedMessageError(WHAT);
  const { detail } = event;
  const request = requestOf(detail.properties);
  testOf(undefined, request);
  const probe = probeOf(detail.probe);
  if (isProbeMessage(request.messageId) !== (probe !== undefined)) throw new MalformedMessageError(WHAT);
  return {
    request,
    hop: 0,
    trace: detail.trace,
    ...(detail.synthetic === true && { synthetic: true }),
    ...(probe && { probe }),
  };
};
