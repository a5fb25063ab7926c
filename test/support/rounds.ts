/** Ports that note which calls run together: a call that starts while none is under way opens a round. What is no function is left as it is. */
export const countingRounds = <T extends object>(ports: T, rounds: string[][]): T => {
  let underWay = 0;
  const wrap =
    (name: string, port: unknown) =>
    async (...args: never[]): Promise<unknown> => {
      if (underWay === 0) rounds.push([]);
      rounds.at(-1)?.push(name);
      underWay += 1;
      const result = await (port as (...given: never[]) => Promise<unknown>)(...args);
      // Long enough that calls started together are seen together.
      await new Promise((resolve) => setTimeout(resolve, 5));
      underWay -= 1;
      return result;
    };
  return Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [name, typeof port === 'function' ? wrap(name, port) : port]),
  ) as T;
};
