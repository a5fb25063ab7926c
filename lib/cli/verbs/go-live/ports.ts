import type { LaunchDefinition } from '../../../../contracts/decision';
import type { Assembly } from '../../../golive/assembly';
import type { LaunchDeployer } from '../../../golive/deployer';
import type { Found } from '../../../golive/facts';
import type { GoLivePorts } from '../../../golive/go-live';
import { probeLaunch } from '../../../golive/probing';
import { definitionHash } from '../../../workspace';
import type { LaunchRow } from '../../aws/control-table';
import type { Services } from '../../aws/services';
import { type Context, EnvironmentError } from '../../context';
import { stampOf } from '../pause';

/** What the control store or the parameter store holds of a launch is not what its hash says. */
export class DamagedError extends Error {
  public override readonly name = 'DamagedError';
}

export interface Stage {
  readonly context: Context;
  readonly services: Services;
  readonly deployer: LaunchDeployer;
  readonly launch: string;
  readonly assembleFor: (definition: LaunchDefinition, keep?: LaunchDefinition) => Assembly;
  readonly approvedBy: readonly string[];
}

/** A launch's row and stack, each checked against its own hash. */
export const lookAt = async (
  { control, deployed }: Pick<Services, 'control' | 'deployed'>,
  launch: string,
): Promise<Found & { readonly was: LaunchRow | undefined }> => {
  const [rows, stack] = await Promise.all([control.launches(), readStack(deployed, launch)]);
  const was = rows.find((one) => one.launch === launch);
  if (was === undefined) return { was, stack };
  const definition = await control.definition(launch, was.hash);
  if (definition === undefined)
    throw new DamagedError(`the control store does not have the definition that is ${was.state}`);
  return { was, stack, row: { state: was.state, plan: was.plan, definition } };
};

const readStack = async (deployed: Services['deployed'], launch: string): Promise<Found['stack']> => {
  try {
    const found = await deployed.definition(launch);
    if (found === undefined) return undefined;
    const { hash, definition, keeps } = found;
    const isSame = definition.hash === hash && definitionHash(definition) === hash && definition.launch === launch;
    if (isSame) return { hash, keeps };
  } catch (error) {
    // Text that is no deflated JSON; everything else that fails here is AWS's and not the definition's.
    if (!(error instanceof SyntaxError || (error as NodeJS.ErrnoException).code?.startsWith('Z_'))) throw error;
  }
  throw new DamagedError('the deployed definition does not have the hash that was deployed with it');
};

const DOING = {
  deploy: 'deploy: the stack, alone, by the CDK CLI',
  probe: 'probe: a test identity that is nobody goes the way of customers, as far as HTTP',
  'switch-on': 'on: the row in the control store',
  tidy: 'deploy: the stack lets go of what set off the former definition',
  destroy: 'back: the stack, from which nothing ever spoke, is removed',
  restore: 'back: the stack is deployed as it was',
} as const;

/** Going live on a stage, as an operator may. */
export const portsOn = ({ context, services, deployer, launch, assembleFor, approvedBy }: Stage): GoLivePorts => {
  const { progress } = context;
  const withAssembly = async (assembly: Assembly, work: (one: Assembly) => Promise<void>): Promise<void> => {
    try {
      await work(assembly);
    } finally {
      assembly.remove();
    }
  };
  return {
    look: () => lookAt(services, launch),
    deploy: ({ definition, plan }, keep) =>
      withAssembly(assembleFor(definition, keep), (one) => deployer.deploy(one, progress, plan)),
    destroy: async () => {
      const { definition } = (await services.deployed.definition(launch)) ?? {};
      if (definition === undefined) throw new EnvironmentError(`The stack of "${launch}" is gone.`);
      await withAssembly(assembleFor(definition), (one) => deployer.destroy(one, progress));
    },
    keep: services.control.keep,
    probe: (definition) =>
      probeLaunch({ ask: (task) => services.functions.invoke('send-test', task), wait: context.wait }, definition),
    switchOn: async ({ definition: { hash }, plan }, found) => {
      const live = { launch, hash, plan, approvedBy, ...stampOf(context) };
      return services.control.goLive(live, (found as Awaited<ReturnType<typeof lookAt>>).was);
    },
    say: (doing) => progress(DOING[doing as keyof typeof DOING] ?? doing),
  };
};
