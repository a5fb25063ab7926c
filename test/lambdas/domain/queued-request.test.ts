import { queuedRequestOf } from '../../../lambdas/domain/queued-request';
import { messageRequest, NOW } from '../../support/decision-fixtures';
import { busMessage } from '../../support/sqs-event';

const envelope = (over: { source?: string; properties?: object } = {}): string =>
  JSON.stringify(
    busMessage({
      source: over.source ?? 'tandem.decision',
      detailType: 'Message Requested',
      detail: {
        schema: 'Message Requested/1-0-0',
        messageId: 'evt_1',
        occurredAt: NOW,
        receivedAt: NOW,
        identifiers: [],
        properties: { ...(over.properties ?? messageRequest()) } as Record<string, string>,
        trace: 'trace-1',
      },
    }),
  );

describe('queuedRequestOf', () => {
  it('reads what the bus put into the queue, and takes nothing along that is not part of a request', () => {
    const properties = { ...messageRequest(), extra: 'x' };
    expect(queuedRequestOf(envelope({ properties }))).toEqual({ request: messageRequest(), hop: 0, trace: 'trace-1' });
  });

  it('reads what was put off', () => {
    const held = {
      request: messageRequest(),
      hop: 3,
      trace: 'trace-1',
      synthetic: true as const,
      dueAt: NOW,
      since: 10,
      alone: true as const,
    };
    expect(queuedRequestOf(JSON.stringify(held))).toEqual(held);
  });

  it.each([
    { case: 'no JSON', body: 'x' },
    { case: 'a list', body: '[]' },
    { case: 'null', body: 'null' },
    { case: 'an event of another source', body: envelope({ source: 'tandem.edge.shop' }) },
    { case: 'a request without a person', body: envelope({ properties: { ...messageRequest(), person: '' } }) },
    { case: 'a request with a number', body: envelope({ properties: { ...messageRequest(), launch: 7 } }) },
    { case: 'a copy without its hop', body: JSON.stringify({ request: messageRequest(), trace: 't' }) },
    {
      case: 'a copy that is due at no time',
      body: JSON.stringify({ request: messageRequest(), hop: 1, trace: 't', dueAt: 'soon' }),
    },
    {
      case: 'a copy redriven after no number',
      body: JSON.stringify({ request: messageRequest(), hop: 1, trace: 't', since: -1 }),
    },
    { case: 'a copy without its trace', body: JSON.stringify({ request: messageRequest(), hop: 1 }) },
  ])('rejects $case without quoting it', ({ body }) => {
    expect(() => queuedRequestOf(body)).toThrow(
      expect.objectContaining({ code: 'message.malformed', retryable: false }),
    );
  });
});
