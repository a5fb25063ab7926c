import type { BusEvent, EventDetail } from '../../contracts/event';

/** A queue message that no rule of the bus could have put there; retries will not mend it, the dead letter queue keeps it. */
export class MalformedMessageError extends Error {
  readonly code = 'message.malformed';
  readonly retryable = false;

  constructor(what: string) {
    super(`Queue message is not ${what}.`);
    this.name = 'MalformedMessageError';
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** The JSON object in a queue message; rejects text that is none without quoting it. */
export const jsonObject = (body: string, what: string): Fields => {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  } catch {
    throw new MalformedMessageError(what);
  }
  throw new MalformedMessageError(what);
};

const isDetail = (value: unknown): value is EventDetail => {
  const detail = (value ?? {}) as Fields;
  return (
    typeof detail.messageId === 'string' &&
    typeof detail.occurredAt === 'string' &&
    Array.isArray(detail.identifiers) &&
    typeof detail.properties === 'object' &&
    detail.properties !== null
  );
};

/** The bus event in EventBridge's envelope, as a rule puts it into a queue. */
export const busEventOf = (body: string): BusEvent => {
  const { source, 'detail-type': detailType, detail } = jsonObject(body, 'an event of the bus');
  if (typeof source !== 'string' || typeof detailType !== 'string' || !isDetail(detail)) {
    throw new MalformedMessageError('an event of the bus');
  }
  return { source, detailType, detail };
};
