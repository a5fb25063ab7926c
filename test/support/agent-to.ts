import { Agent } from 'node:https';
import type { LookupFunction } from 'node:net';

/** Resolves every name to this machine. */
const here: LookupFunction = (_host, options, done) => {
  if (options.all === true) done(null, [{ address: '127.0.0.1', family: 4 }]);
  else done(null, '127.0.0.1', 4);
};

/** Connections that end at a port of this machine, whatever host and port were asked for; `ca` is who is believed. */
export const agentTo = (port: number, ca: string): Agent => {
  const agent = new Agent({ keepAlive: true, maxSockets: 64, ca, lookup: here });
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, done) => connect({ ...options, port }, done);
  return agent;
};
