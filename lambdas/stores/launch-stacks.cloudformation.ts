import {
  type CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  type Stack,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import type {
  LaunchStackState,
  ReadLaunchStack,
  RemoveLaunchStack,
  UnprotectLaunchStack,
} from '../domain/ports/sweeps';
import { StoreError } from './errors';

export interface LaunchStacksDeps {
  readonly client: Pick<CloudFormationClient, 'send'>;
  /** Start of the names of launch stacks, `<prefix>-<stage>-launch-`. */
  readonly namesStart: string;
  /** The role that launches are deployed with: it can remove nothing else. */
  readonly executionRoleArn: string;
}

/** CloudFormation tells an unknown stack from other mistakes of a caller by its words alone. */
const isUnknown = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ValidationError' && /does not exist/.test(error.message);

const stateOf = (status: string): LaunchStackState['state'] => {
  if (status === 'DELETE_COMPLETE') return 'absent';
  if (status === 'DELETE_IN_PROGRESS') return 'removing';
  if (status === 'DELETE_FAILED') return 'stuck';
  return status.endsWith('_IN_PROGRESS') ? 'changing' : 'standing';
};

const describe = async ({ client }: LaunchStacksDeps, stack: string): Promise<Stack | undefined> => {
  try {
    const { Stacks: found = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }));
    return found[0];
  } catch (error) {
    if (isUnknown(error)) return undefined;
    throw new StoreError('stack.refused', 'DescribeStacks', true, { cause: error });
  }
};

/** The stacks of launches, and of launches only. */
export const createLaunchStacks = (deps: LaunchStacksDeps) => {
  const { client, namesStart, executionRoleArn } = deps;
  const readLaunchStack: ReadLaunchStack = async (launch) => {
    const stack = await describe(deps, `${namesStart}${launch}`);
    return stack === undefined
      ? { state: 'absent', isProtected: false }
      : { state: stateOf(stack.StackStatus ?? ''), isProtected: stack.EnableTerminationProtection === true };
  };
  const unprotectLaunchStack: UnprotectLaunchStack = async (launch) => {
    const stack = { StackName: `${namesStart}${launch}`, EnableTerminationProtection: false };
    await client.send(new UpdateTerminationProtectionCommand(stack)).catch((cause: unknown) => {
      throw new StoreError('stack.refused', 'UpdateTerminationProtection', true, { cause });
    });
  };
  const removeLaunchStack: RemoveLaunchStack = async (launch) => {
    const stack = { StackName: `${namesStart}${launch}`, RoleARN: executionRoleArn };
    await client.send(new DeleteStackCommand(stack)).catch((cause: unknown) => {
      throw new StoreError('stack.refused', 'DeleteStack', true, { cause });
    });
  };
  return { readLaunchStack, unprotectLaunchStack, removeLaunchStack };
};
