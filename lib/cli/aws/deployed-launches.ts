import { paginateGetParametersByPath, type SSMClient } from '@aws-sdk/client-ssm';
import type { LaunchDefinition } from '../../../contracts/decision';
import { decodeDefinition } from './definition-codec';

/** What one launch's stack was deployed with. */
export interface DeployedLaunch {
  readonly hash: string;
  readonly definition: LaunchDefinition;
  /** Hash of the former definition that the stack sets off as well. */
  readonly keeps?: string;
}

/** What the launch stacks of a stage have put into the parameter store. */
export interface DeployedLaunches {
  /** Launch -> hash. */
  readonly hashes: () => Promise<ReadonlyMap<string, string>>;
  /** Undefined where the launch is not deployed; throws where what is deployed cannot be read. */
  readonly definition: (launch: string) => Promise<DeployedLaunch | undefined>;
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
    const keeps = found.get(`${path}/${launch}/keeps`);
    const definition = decodeDefinition(chunks.map(({ value }) => value).join(''));
    return { hash, definition, ...(keeps !== undefined && { keeps }) };
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
