import { queuedMessages } from '../../../support/e2e/queues';
import type { Stage } from './stage';

/** After all that, nothing has gone where only people look, but what was meant to. */
export const health = (stage: Stage): void => {
  it('has put nothing aside that it could not work off', async () => {
    const { world } = stage();
    await world.settled();
    const aside = (await queuedMessages(world.aws)).filter(({ queue }) => !queue.includes('quarantine'));
    expect(aside).toEqual([]);
    expect(world.vendors.refused()).toBe(0);
  });

  it('has sent no message twice', () => {
    const ids = stage().world.vendors.deliveries.map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(ids.length);
  });
};
