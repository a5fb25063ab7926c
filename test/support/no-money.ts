/** Ports of launches without a budget and without pools: nothing is asked of them. */
export const noMoney = {
  loadCode: async () => undefined,
  readUsed: async () => ({ counters: {}, setAside: 0 }),
  reserveSending: async () => 0,
};
