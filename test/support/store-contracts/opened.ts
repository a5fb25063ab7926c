import { randomBytes } from 'node:crypto';

/**
 * What every adapter of a store must do, in memory and on a table alike. Ids are new in each test, so that tests can share
 * one table; `open` is called once, before the first test.
 */
export const fresh = (name: string): string => `${name}-${randomBytes(6).toString('hex')}`;

export const opened = <Ports>(open: () => Promise<Ports>): (() => Ports) => {
  let ports: Ports | undefined;
  beforeAll(async () => {
    ports = await open();
  });
  return () => {
    if (ports === undefined) throw new Error('The store was not opened.');
    return ports;
  };
};
