import type { WallClock } from './ports/clocks';
import type { ReserveSending } from './ports/counters';

/** Most messages that one instance sets money aside for at once, and the largest part of a budget. */
const MOST_MESSAGES = 50;
const LARGEST_SHARE = 0.01;
/** Whoever needs more within this time takes twice as much: one write for many messages when it is busy, nothing idle when it is not. */
const BUSY_MS = 1000;

interface Purse {
  left: number;
  messages: number;
  filledAt: number;
  filling?: Promise<number> | undefined;
}

/** Money for messages, of one instance; all in thousandths of a minor unit. */
export interface Purses {
  /** Takes the price of a message; false where the budget has no more. */
  readonly take: (launch: string, price: number, limit: number) => Promise<boolean>;
  readonly giveBack: (launch: string, price: number) => void;
}

/**
 * What is taken from all purses never comes to more than the limit, because every purse is filled by what was set aside before.
 * What an instance still holds when it ends is not spent: at most `MOST_MESSAGES` prices, or a hundredth of the budget.
 */
export const createPurses = (reserveSending: ReserveSending, now: WallClock): Purses => {
  const purses = new Map<string, Purse>();
  const purseOf = (launch: string): Purse => {
    const purse = purses.get(launch) ?? { left: 0, messages: 1, filledAt: 0 };
    purses.set(launch, purse);
    return purse;
  };

  const fill = async (purse: Purse, launch: string, price: number, limit: number): Promise<number> => {
    const at = now().getTime();
    purse.messages = at - purse.filledAt < BUSY_MS ? Math.min(MOST_MESSAGES, purse.messages * 2) : 1;
    purse.filledAt = at;
    const most = Math.max(1, Math.floor((limit * LARGEST_SHARE) / price));
    const wanted = Math.min(purse.messages, most) * price;
    const added = await reserveSending(launch, { limit, wanted, least: price });
    purse.left += added;
    return added;
  };

  return {
    take: async (launch, price, limit) => {
      const purse = purseOf(launch);
      while (purse.left < price) {
        if (purse.filling !== undefined) {
          await purse.filling.catch(() => 0);
          continue;
        }
        purse.filling = fill(purse, launch, price, limit).finally(() => {
          purse.filling = undefined;
        });
        if ((await purse.filling) === 0) return false;
      }
      purse.left -= price;
      return true;
    },
    giveBack: (launch, price) => {
      purseOf(launch).left += price;
    },
  };
};
