import type { MessageRequest } from '../../../../contracts/decision';
import type { BusEvent } from '../../../../contracts/event';
import { PLATFORM_EVENT, SOURCE } from '../../../../contracts/names';
import { type Held, heldRequests } from '../../../support/e2e/queues';
import { until } from '../../../support/e2e/until';
import { LAUNCH } from './decisions';
import type { Stage } from './stage';

/** Begins with a message that a suspended vendor holds up, and moves business time to where things end. */
export const expiry = (stage: Stage): void => {
  let held: Held;

  it('reports a held message whose time is over as expired', async () => {
    const { world } = stage();
    const delivery = world.foundation.workQueues.DeliveryMailhub ?? '';
    held = await until('a message is held', async () => [...(await heldRequests(world.aws, delivery)).values()][0]);
    const { messageId, notAfter } = held.request;
    await world.clock.moveTo(Date.parse(notAfter) + 1000);
    await world.deployment.tandem('vendor', 'resume', 'mailhub');

    expect(await world.ended(messageId)).toMatchObject({ state: 'refused', reason: 'expired', status: 0 });
    await world.counted(LAUNCH, { 'refused.expired': 1 });
    expect(world.messages.filter((sent) => sent.messageId === messageId)).toEqual([]);
  });

  it('neither hears nor addresses a vendor whose approval has run out', async () => {
    const { world } = stage();
    const textly = world.workspace.vendors.find(({ vendor }) => vendor === 'textly');
    if (textly === undefined) throw new Error('The registry has no textly.');
    const request: MessageRequest = {
      ...held.request,
      messageId: 'msg_forTextlyInTime',
      channel: 'sms',
      vendor: 'textly',
      notAfter: '2027-12-31T00:00:00.000Z',
    };
    await world.clock.moveTo(Date.parse(`${textly.approval.expires}T00:00:00Z`));
    await world.putOnBus([requested(request)]);

    expect(await world.ended(request.messageId)).toMatchObject({ state: 'refused', reason: 'approval-expired' });
    const report = { id: 'late-1', type: 'delivered', at: '2027-04-14T00:00:00Z', customer: {}, data: {} };
    expect(await world.postHook(textly, report)).toEqual({ status: 403, body: undefined });
  });
};

const requested = (request: MessageRequest): BusEvent => ({
  source: SOURCE.decision,
  detailType: PLATFORM_EVENT.messageRequested,
  detail: {
    schema: `${PLATFORM_EVENT.messageRequested}/1-0-0`,
    messageId: `evt_${request.messageId}`,
    occurredAt: request.requestedAt,
    receivedAt: request.requestedAt,
    identifiers: [],
    profileId: request.person,
    properties: { ...request },
    trace: 'expiry',
  },
});
