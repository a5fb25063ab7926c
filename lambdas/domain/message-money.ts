import type { LaunchDefinition, MessageRequest } from '../../contracts/decision';
import { messagePrice, sendingLimit, sumUsedUp } from '../../contracts/spending';
import type { WallClock } from './ports/clocks';
import type { ReadUsed, ReserveSending } from './ports/counters';
import type { LoadDefinition } from './ports/launches';
import { createPurses } from './purse';

/** Money for one message. */
export interface Paid {
  /** It is not sent after all. */
  readonly giveBack: () => void;
}

/** Takes the price of a message from its launch's budget; `spent` where the budget is used up and the launch pauses by that. */
export type PayMessage = (request: MessageRequest) => Promise<Paid | 'spent'>;

/** Of what no budget is asked for. */
export const free: Paid = { giveBack: () => undefined };

export interface MessageMoneyDeps {
  readonly loadDefinition: LoadDefinition;
  readonly readUsed: ReadUsed;
  readonly reserveSending: ReserveSending;
  readonly wallClock: WallClock;
}

/** Discounts are counted when orders come in: nothing is gained by looking more often. */
const DISCOUNTS_MS = 10_000;

/** A message keeps to the budget and the price of the definition that it was decided under. */
export const createPayMessage = ({
  loadDefinition,
  readUsed,
  reserveSending,
  wallClock,
}: MessageMoneyDeps): PayMessage => {
  const purses = createPurses(reserveSending, wallClock);
  const looked = new Map<string, { readonly until: number; readonly spent: boolean }>();

  const discountsSpent = async (definition: LaunchDefinition): Promise<boolean> => {
    const { launch, hash, budget } = definition;
    if (budget?.discounts === undefined || budget.whenSpent !== 'pause') return false;
    const now = wallClock().getTime();
    const before = looked.get(`${launch} ${hash}`);
    if (before !== undefined && now < before.until) return before.spent;
    const spent = sumUsedUp(definition, await readUsed(launch)) === 'discounts';
    looked.set(`${launch} ${hash}`, { until: now + DISCOUNTS_MS, spent });
    return spent;
  };

  return async ({ launch, definitionHash, channel }) => {
    const definition = await loadDefinition(launch, definitionHash);
    if (definition?.budget === undefined) return free;
    if (await discountsSpent(definition)) return 'spent';
    const limit = sendingLimit(definition);
    const price = messagePrice(definition.channels.use.find((use) => use.channel === channel) ?? {});
    if (limit === undefined || price === 0) return free;
    if (!(await purses.take(launch, price, limit))) return 'spent';
    return { giveBack: () => purses.giveBack(launch, price) };
  };
};
