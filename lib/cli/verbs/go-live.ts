import type { LaunchDefinition } from '../../../contracts/decision';
import { compileLaunch, definitionHash } from '../../workspace';
import { type Answer, refuse } from '../answer';
import type { Services } from '../aws/services';
import { fileFinding } from '../codes';
import type { Context } from '../context';
import { soundLaunch } from '../sound-launch';
import { stampOf } from './pause';

/** Lets a deployed launch speak to customers: what was deployed, unchanged since, and still free of errors today. */
export const goLive = async (context: Context, launch: string): Promise<Answer> => {
  const sound = soundLaunch(context, launch);
  if (sound.refused !== undefined) return sound.refused;
  const { file, workspace, manifest } = sound;
  const services = await context.services();
  const deployed = await readDeployed(services, launch);
  const stack = `${context.platform.prefix}-${context.stage}-launch-${launch}`;
  const deploy = `Run: npx cdk deploy --exclusively -c stage=${context.stage} ${stack}`;
  if (deployed === undefined)
    return refuse(fileFinding('launch.notDeployed', file, `"${launch}" is not deployed`, deploy));
  if (deployed === 'damaged') {
    const message = 'the deployed definition does not have the hash that was deployed with it';
    return refuse(
      fileFinding('launch.damaged', file, message, `Find out who changed the parameters, then deploy again. ${deploy}`),
    );
  }
  if (deployed.hash !== compileLaunch(manifest, workspace).hash) {
    const message = 'the file, or what IT sets for it, has changed since it was deployed';
    return refuse(fileFinding('launch.changed', file, message, deploy));
  }
  await services.control.keep(deployed);
  const was = (await services.control.launches()).find((one) => one.launch === launch);
  const live = { launch, hash: deployed.hash, plan: deployed.hash, approvedBy: [], ...stampOf(context) };
  if ((was !== undefined && was.state !== 'live') || !(await services.control.goLive(live, was))) {
    const state = was;
    return refuse(
      state?.state === 'ended'
        ? fileFinding('launch.ended', file, `"${launch}" has ended, for good`, 'Start a new launch from its file.')
        : fileFinding(
            'launch.paused',
            file,
            `"${launch}" was paused by ${state?.by}`,
            `Run: npx tandem resume ${launch}`,
          ),
    );
  }
  return {
    data: { launch, hash: deployed.hash, state: 'live' },
    lines: [`"${launch}" is live (definition ${deployed.hash}).`],
  };
};

const readDeployed = async (
  { deployed }: Services,
  launch: string,
): Promise<LaunchDefinition | 'damaged' | undefined> => {
  try {
    const found = await deployed.definition(launch);
    if (found === undefined) return undefined;
    const { hash, definition } = found;
    const same = definition.hash === hash && definitionHash(definition) === hash && definition.launch === launch;
    return same ? definition : 'damaged';
  } catch (error) {
    // Text that is no deflated JSON; everything else that fails here is AWS's and not the definition's.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code?.startsWith('Z_')) return 'damaged';
    throw error;
  }
};
