import { createLaunchStacks } from '../../../lambdas/stores/launch-stacks.cloudformation';

const ROLE = 'arn:aws:iam::321098765432:role/cdk-tandemlnch-cfn-exec-role-321098765432-us-east-1';

const open = (answer: (name: string) => unknown) => {
  const asked: { readonly name: string; readonly input: object }[] = [];
  const send = async ({ constructor: { name }, input }: { constructor: { name: string }; input: object }) => {
    asked.push({ name, input });
    const given = answer(name);
    if (given instanceof Error) throw given;
    return given;
  };
  const client = { send } as unknown as Parameters<typeof createLaunchStacks>[0]['client'];
  return {
    asked,
    stacks: createLaunchStacks({ client, namesStart: 'tandem-prod-launch-', executionRoleArn: ROLE }),
  };
};

const failure = (name: string, message: string): Error => Object.assign(new Error(message), { name });

describe('stacks of launches', () => {
  it.each([
    ['CREATE_COMPLETE', 'standing'],
    ['UPDATE_ROLLBACK_COMPLETE', 'standing'],
    ['ROLLBACK_FAILED', 'standing'],
    ['UPDATE_IN_PROGRESS', 'changing'],
    ['DELETE_IN_PROGRESS', 'removing'],
    ['DELETE_FAILED', 'stuck'],
    ['DELETE_COMPLETE', 'absent'],
  ])('reads %s as %s', async (StackStatus, state) => {
    const { stacks } = open(() => ({ Stacks: [{ StackStatus, EnableTerminationProtection: true }] }));
    expect(await stacks.readLaunchStack('coats')).toEqual({ state, isProtected: true });
  });

  it('knows a stack that is not there from a call that was refused', async () => {
    const gone = open(() => failure('ValidationError', 'Stack with id tandem-prod-launch-coats does not exist'));
    expect(await gone.stacks.readLaunchStack('coats')).toEqual({ state: 'absent', isProtected: false });

    const refused = open(() => failure('AccessDenied', 'is not authorized, or the role does not exist'));
    await expect(refused.stacks.readLaunchStack('coats')).rejects.toMatchObject({ code: 'stack.refused' });
  });

  it('names the stack of the launch alone, and passes the launches’ own role', async () => {
    const { stacks, asked } = open(() => ({}));
    await stacks.unprotectLaunchStack('coats');
    await stacks.removeLaunchStack('coats');

    expect(asked).toEqual([
      {
        name: 'UpdateTerminationProtectionCommand',
        input: { StackName: 'tandem-prod-launch-coats', EnableTerminationProtection: false },
      },
      { name: 'DeleteStackCommand', input: { StackName: 'tandem-prod-launch-coats', RoleARN: ROLE } },
    ]);
  });

  it('says which call was refused', async () => {
    const { stacks } = open(() => failure('AccessDenied', 'no'));
    await expect(stacks.removeLaunchStack('coats')).rejects.toThrow('DeleteStack: stack.refused');
    await expect(stacks.unprotectLaunchStack('coats')).rejects.toThrow('UpdateTerminationProtection: stack.refused');
  });
});
