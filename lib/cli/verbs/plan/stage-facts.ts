import type { LaunchDefinition } from '../../../../contracts/decision';
import type { Reach, Rehearsal, RehearseProgress } from '../../../../contracts/rehearsal';
import type { Former, Known } from '../../../plan/plan';
import type { Template } from '../../../plan/resources';
import { compileLaunch, type Workspace } from '../../../workspace';
import type { Services } from '../../aws/services';
import { type Context, EnvironmentError } from '../../context';
import { known } from './known';

/** What only the stage can say of a launch. */
export interface StageFacts {
  readonly former: Known<Former | undefined>;
  readonly others: readonly LaunchDefinition[];
  readonly reach: Known<Reach>;
  readonly history?: Known<Rehearsal> | undefined;
  readonly deployed: Known<Template | undefined>;
}

interface Asked {
  /** Days to replay. @default - none are */
  readonly days: number | undefined;
  readonly workspace: Workspace;
}

/** Asks the stage for all of it. Where it does not answer, each part says why, and the files stand in for other launches. */
export const stageFacts = async (
  context: Context,
  definition: LaunchDefinition,
  { days, workspace }: Asked,
): Promise<StageFacts> => {
  const connected = await known(() => context.services());
  const fromFiles = (): readonly LaunchDefinition[] =>
    workspace.launches.map(({ manifest }) => compileLaunch(manifest, workspace));
  if (!connected.known) {
    const history = days === undefined ? undefined : connected;
    return { former: connected, others: fromFiles(), reach: connected, history, deployed: connected };
  }
  const services = connected.value;
  const { launch } = definition;
  const [live, reach, history, deployed] = await Promise.all([
    known(() => liveLaunches(services, launch)),
    known(() => services.rehearsals.reach(definition, told(context, 'people'))),
    days === undefined
      ? undefined
      : known(() => services.rehearsals.history(definition, days, told(context, 'past days'))),
    known(async () => (await services.stacks()).template(launch)),
  ]);
  return {
    former: live.known ? { known: true, value: live.value.former } : live,
    others: live.known ? live.value.others : fromFiles(),
    ...{ reach, history, deployed },
  };
};

/** How far a rehearsal has come, said at its quarters. */
const told = (context: Context, what: string): ((progress: RehearseProgress) => void) => {
  let quarter = 0;
  return ({ done, of }) => {
    const now = Math.floor((4 * done) / Math.max(1, of));
    if (now > quarter && now < 4) context.progress(`${what}: ${now * 25} %`);
    quarter = now;
  };
};

/** How the launch last went live, and the definitions of all others that are live or paused. */
const liveLaunches = async ({ control }: Services, launch: string) => {
  const rows = await control.launches();
  const wanted = rows.filter((row) => row.launch === launch || row.state !== 'ended');
  const found = await Promise.all(
    wanted.map(async (row) => ({ row, definition: await control.definition(row.launch, row.hash) })),
  );
  const own = found.find(({ row }) => row.launch === launch);
  if (own !== undefined && own.definition === undefined)
    throw new EnvironmentError(`The control store does not have the definition that is ${own.row.state}.`);
  return {
    former: own && formerOf(own),
    others: found.flatMap(({ row, definition }) => (row.launch === launch ? [] : (definition ?? []))),
  };
};

const formerOf = ({ row, definition }: { readonly row: Row; readonly definition: LaunchDefinition | undefined }) =>
  definition && { definition, state: row.state, at: row.at, by: row.by, plan: row.plan };

type Row = Awaited<ReturnType<Services['control']['launches']>>[number];
