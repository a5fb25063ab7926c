import { CloudFormationClient, GetTemplateCommand, paginateDescribeStacks } from '@aws-sdk/client-cloudformation';

/** All stacks of a stage as CloudFormation has them, read under the operator's own rights. */
export interface DeployedStacks {
  /** Names of the stacks there are that start with the stage's names. */
  readonly names: () => Promise<readonly string[]>;
  /** Text of the template that a stack was last deployed with. */
  readonly template: (stack: string) => Promise<string>;
  readonly close: () => void;
}

/** States of a stack that was never made, or is no more. */
const NOT_THERE = ['REVIEW_IN_PROGRESS', 'DELETE_COMPLETE'];

/** Opens the stacks whose names start so. */
export const createDeployedStacks = (region: string, namesStart: string): DeployedStacks => {
  const client = new CloudFormationClient({ region, maxAttempts: 5 });
  return {
    names: async () => {
      const found: string[] = [];
      for await (const { Stacks: stacks = [] } of paginateDescribeStacks({ client }, {})) {
        for (const { StackName: name = '', StackStatus: status = '' } of stacks) {
          if (name.startsWith(namesStart) && !NOT_THERE.includes(status)) found.push(name);
        }
      }
      return found;
    },
    template: async (stack) => {
      const asked = new GetTemplateCommand({ StackName: stack, TemplateStage: 'Original' });
      return (await client.send(asked)).TemplateBody ?? '';
    },
    close: () => client.destroy(),
  };
};
