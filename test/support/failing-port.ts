/** The failure that `failAt` puts in place of a port's call. */
export class PortFailure extends Error {
  readonly code = 'test.port-failure';

  constructor(readonly port: string) {
    super(`port ${port} failed on purpose`);
    this.name = 'PortFailure';
  }
}

type Ports = Readonly<Record<string, unknown>>;

/**
 * The same ports, of which the nth call (from 1, all ports together) rejects: `before` the port does its work, or `after`,
 * when its work is done but nobody hears of it. `calls()` tells how many calls there were.
 */
export const failAt = <P extends Ports>(
  ports: P,
  nth: number,
  when: 'before' | 'after' = 'before',
): { readonly ports: P; readonly calls: () => number } => {
  let calls = 0;
  const failing =
    (name: string, port: (...args: unknown[]) => unknown) =>
    async (...args: unknown[]) => {
      calls += 1;
      const fails = calls === nth;
      if (fails && when === 'before') throw new PortFailure(name);
      const result = await port(...args);
      if (fails) throw new PortFailure(name);
      return result;
    };
  // Only asynchronous ports can fail; clocks and logs are passed as `sync`.
  const wrapped = Object.entries(ports).map(([name, port]) => [
    name,
    typeof port === 'function' ? failing(name, port as (...args: unknown[]) => unknown) : port,
  ]);
  return { ports: Object.fromEntries(wrapped) as P, calls: () => calls };
};
