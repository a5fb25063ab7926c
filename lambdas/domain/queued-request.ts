import type { MessageRequest } from '../../contracts/decision';
import { SOURCE } from '../../contracts/names';
import { busEventOf, jsonObject, MalformedMessageError } from './bus-message';
import type { HeldRequest } from './ports/queues';

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

const requestOf = (value: unknown): MessageRequest => {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  const entries = MEMBERS.map((name) => [name, given[name]] as const);
  if (entries.some(([, member]) => typeof member !== 'string' || member === '')) throw new MalformedMessageError(WHAT);
  return Object.fromEntries(entries) as unknown as MessageRequest;
};

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;
const isInstant = (value: unknown): value is string => typeof value === 'string' && !Number.isNaN(Date.parse(value));

const heldOf = ({
  request,
  hop,
  trace,
  synthetic,
  dueAt,
  since,
  alone,
}: Readonly<Record<string, unknown>>): HeldRequest => {
  const wellFormed =
    isCount(hop) &&
    typeof trace === 'string' &&
    (dueAt === undefined || isInstant(dueAt)) &&
    (since === undefined || isCount(since));
  if (!wellFormed) throw new MalformedMessageError(WHAT);
  return {
    request: requestOf(request),
    hop,
    trace,
    ...(synthetic === true && { synthetic }),
    ...(isInstant(dueAt) && { dueAt }),
    ...(isCount(since) && { since }),
    ...(alone === true && { alone }),
  };
};

/** The request in a delivery queue's message: as the bus put it there, or as it was put off. */
export const queuedRequestOf = (body: string): HeldRequest => {
  const held = jsonObject(body, WHAT);
  if (held.request !== undefined) return heldOf(held);
  const event = busEventOf(body);
  if (event.source !== SOURCE.decision) throw new MalformedMessageError(WHAT);
  const { detail } = event;
  return {
    request: requestOf(detail.properties),
    hop: 0,
    trace: detail.trace,
    ...(detail.synthetic === true && { synthetic: true }),
  };
};
