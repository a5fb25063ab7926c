import { messageRequest } from '../../support/decision-fixtures';
import { type DeliveryWorld, deliveryWorld, failures, message } from '../../support/delivery-world';

type Control = DeliveryWorld['control'];

describe('a message that IT or marketing has stopped', () => {
  it.each([
    { case: 'everything is paused', stop: (control: Control) => control.pauseAll(true) },
    { case: 'the launch is paused', stop: (control: Control) => control.setLaunch('coats', 'paused') },
    { case: 'the vendor is suspended', stop: (control: Control) => control.setVendor('mailhub', 'suspended') },
  ])('holds the message while $case, without looking at the person', async ({ stop }) => {
    const { handle, control, held, posts, read, attempts, bus } = await deliveryWorld();
    stop(control);
    expect(await failures(handle, message())).toBe(0);
    expect(held).toEqual([
      { held: { request: messageRequest(), hop: 1, trace: 'trace-1', synthetic: true }, delaySeconds: 60 },
    ]);
    expect([posts, read, attempts.attempts(), bus.published()]).toEqual([[], [], [], []]);
  });

  it.each([
    {
      case: 'a launch that was ended',
      reason: 'launch-ended',
      stop: (control: Control) => control.setLaunch('coats', 'ended'),
    },
    {
      case: 'a vendor that was revoked, paused or not',
      reason: 'vendor-revoked',
      stop: (control: Control) => {
        control.pauseAll(true);
        control.setVendor('mailhub', 'revoked');
      },
    },
  ])('refuses what is left for $case, and reads nothing personal', async ({ stop, reason }) => {
    const { handle, control, outcomes, held, posts, read } = await deliveryWorld();
    stop(control);
    await failures(handle, message());
    expect(outcomes()).toEqual([['Message Refused', reason]]);
    expect([held, posts, read]).toEqual([[], [], []]);
  });

  it('refuses a message whose vendor is revoked while it is being prepared', async () => {
    const { ports, handler, control, outcomes, posts, time } = await deliveryWorld();
    const slow = async (secret: string) => {
      time.wall += 1000;
      control.setVendor('mailhub', 'revoked');
      return ports.readSecret(secret);
    };
    await failures(handler({ ...ports, readSecret: slow }), message());
    expect(outcomes()).toEqual([['Message Refused', 'vendor-revoked']]);
    expect(posts).toEqual([]);
  });

  it('holds a message whose launch is paused while it is being prepared, and sends it when it comes back', async () => {
    const { ports, handler, control, held, posts, time } = await deliveryWorld();
    const slow = async (secret: string) => {
      time.wall += 1000;
      control.pauseAll(true);
      return ports.readSecret(secret);
    };
    expect(await failures(handler({ ...ports, readSecret: slow }), message(), 2)).toBe(0);
    expect(posts).toEqual([]);
    control.pauseAll(false);
    time.wall += 60_000;
    expect(await failures(handler(ports), held[0]?.held)).toBe(0);
    expect(posts).toHaveLength(1);
  });
});
