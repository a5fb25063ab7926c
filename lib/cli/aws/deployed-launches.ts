import { paginateGetParametersByPath, type SSMClient } from '@aws-sdk/client-ssm';
import type { LaunchDefinition } from '../../../contracts/decision';
import { decodeDefinition } from './definition-codec';

/** What the launch stacks of a stage have put into the parameter store. */
export interface DeployedLaunches {
  /** Launch -> hash. */
  readonly hashes: () => Promise<ReadonlyMap<string, string>>;
  /** Undefined where the launch is not deployed; throws where what is deployed cannot be read. */
  readonly definition: (
    launch: string,
  ) => Promise<{ readonly hash: string; readonly definition: LaunchDefinition } | undefined>;
}

/** The deployed launches below `/<prefix>/<stage>/launches`. */
export const createDeployedLaunches = (client: SSMClient, path: string): DeployedLaunches => ({
  hashes: async () => {
    const hashes = new Map<string, string>();
    for (const [name, value] of await parameters(client, path)) {
      const [launch, rest] = name.slice(path.length + 1).split('/');
      if (launch !== undefined && rest === 'hash') hashes.set(launch, value);
    }
    return hashes;
  },
  definition: async (launch) => {
    const found = await parameters(client, `${path}/${launch}`);
    const hash = found.get(`${path}/${launch}/hash`);
    if (hash === undefined) return undefined;
    const chunks = [...found]
      .flatMap(([name, value]) => {
        const number = /\/definition\/(\d+)$/.exec(name)?.[1];
        return number === undefined ? [] : [{ number: Number(number), value }];
      })
      .sort((a, b) => a.number - b.number);
    return { hash, definition: decodeDefinition(chunks.map(({ value }) => value).join('')) };
  },
});

const parameters = async (client: SSMClient, path: string): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  for await (const page of paginateGetParametersByPath({ client }, { Path: path, Recursive: true })) {
    for (const { Name: name, Value: value } of page.Parameters ?? []) {
      if (name !== undefined && value !== undefined) found.set(name, value);
    }
  }
  return found;
};
