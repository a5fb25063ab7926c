import { AS_OF } from '../../../../local/deployment';
import { inventory } from '../../../support/e2e/inventory';
import { tandemIn } from '../../../support/e2e/tandem';
import { removeShippedCopies, shippedCopy } from '../../../support/shipped-copy';
import type { Stage } from './stage';

const LAUNCH = 'monday-bread';
const file = (headline: string, trigger = '{ event: Store Entered }') => `launch: ${LAUNCH}
team: retail-marketing
purpose: personalised-offers
when: { timezone: America/New_York, starts: 2026-11-28 00:00, ends: 2026-11-29 23:59 }
audience: { include: [{ trait: { name: household_size, atLeast: 90 } }] }
trigger: ${trigger}
channels: { reach: all, use: [{ channel: email }, { channel: app }] }
offers:
  - id: bread
    copy: { en: { headline: "${headline}", body: "Baked this morning." } }
`;

/** A launch that nobody has deployed, live by one command: its way proven, nobody reached, nothing counted. */
export const goingLive = (stage: Stage): void => {
  afterAll(removeShippedCopies);

  const run = (text: string, ...words: readonly string[]) =>
    tandemIn(stage().world, shippedCopy({ [`launches/${LAUNCH}.yaml`]: text }), words);
  const goLive = (text: string) => run(text, 'go-live', LAUNCH, '--as-of', AS_OF);

  it('deploys, probes and switches on, before the launch begins', async () => {
    const { world } = stage();
    const before = world.messages.length;
    const { code, text } = await goLive(file('Bread for your table'));

    expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining(`"${LAUNCH}" is live`) });
    for (const step of [
      /synth: \d+ rules of \d+ packs, none broken/,
      /CREATE_COMPLETE AWS::Events::Rule Launch\/Trigger/,
      /proven: the launch's own rule, decision queue, decide-offer/,
      /proven: bus, queues and gateway for mailhub: 1 message stopped before HTTP/,
      /proven: offer-api: 1 offer decided and worded/,
    ]) {
      expect(text).toMatch(step);
    }
    await world.settled();
    expect(world.messages).toHaveLength(before);
    expect(await world.stores.readCounters(LAUNCH)).toEqual({});
  });

  it('brings a change live that something else sets off, and keeps nothing of the former trigger', async () => {
    const { code, text } = await goLive(file('Bread, still warm', '{ event: Product Viewed }'));

    expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining(`"${LAUNCH}" is live`) });
    expect(text).toMatch(/_COMPLETE AWS::Events::Rule Launch\/FormerTrigger/);
    const rules = (await inventory(stage().world)).filter((line) =>
      line.startsWith(`rule tandem-local-launch-${LAUNCH}`),
    );
    expect(rules).toEqual([expect.stringContaining('Product Viewed')]);
  });

  it('leaves what is live where the probe does not pass', async () => {
    const { world } = stage();
    await world.deployment.tandem('vendor', 'suspend', 'mailhub');
    try {
      const { code, text } = await goLive(file('Bread, once more', '{ event: Product Viewed }'));
      expect({ code, text }).toEqual({ code: 1, text: expect.stringContaining('launch.notProven') });
      expect(text).toContain('at the gateway for mailhub: stopped');
      expect(text).toContain('What was live goes on, and its stack is as it was.');
    } finally {
      await world.deployment.tandem('vendor', 'resume', 'mailhub');
    }
    expect(await goLive(file('Bread, still warm', '{ event: Product Viewed }'))).toMatchObject({
      code: 0,
      text: expect.stringContaining('is live already, with this plan'),
    });
  });

  it('says of a paused launch who paused it, and why', async () => {
    const { world } = stage();
    await world.deployment.tandem('pause', LAUNCH, '--reason', 'oven is broken');
    const { code, text } = await goLive(file('Bread, still warm', '{ event: Product Viewed }'));

    expect({ code, text }).toEqual({ code: 1, text: expect.stringContaining(': oven is broken') });
    await world.deployment.tandem('end', LAUNCH, '--reason', 'the oven stays broken');
  });
};
