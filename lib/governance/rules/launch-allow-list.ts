import { Stack } from 'aws-cdk-lib';
import { LaunchStack } from '../../stacks/launch-stack';
import { LAUNCH_TYPES } from '../launch-types';
import type { ConstructRule } from './rule';

/** A launch stack holds no function, role or key: only the types on the list. */
export const launchAllowList: ConstructRule = {
  id: 'launch-allow-list',
  severity: 'fatal',
  what: `A launch stack holds only ${LAUNCH_TYPES.join(', ')}.`,
  why: 'A function, a role or a key in a launch would widen what a marketer can do.',
  fix: 'Move the resource to a block of the foundation; a launch is data.',
  check: (resource) => {
    if (!LaunchStack.isLaunchStack(Stack.of(resource))) return 'not-applicable';
    const { cfnResourceType: type } = resource;
    return LAUNCH_TYPES.includes(type) ? 'compliant' : { finding: `${type} in a launch stack` };
  },
};
