import { randomUUID } from 'node:crypto';
import type { LaunchDefinition } from '../../../contracts/decision';
import type { LookAnswer, SendTestAnswer, SendTestTask, TestEnd } from '../../../contracts/send-test';
import type { Team } from '../../../contracts/team';
import { compileLaunch } from '../../workspace';
import { type Answer, refuse } from '../answer';
import type { Functions } from '../aws/functions';
import { fileFinding } from '../codes';
import type { Context } from '../context';
import { soundLaunch } from '../sound-launch';
import { pickMessages, type Wanted } from './send-test/messages';
import { type Asked, reportTests } from './send-test/report';

/** Whom a test goes to, and which of the launch's messages; each that is left out means all. */
export interface SendTestRequest extends Wanted {
  /** `me`, or the name of a tester of the launch's team. */
  readonly to: string;
}

type Tester = NonNullable<Team['testers']>[number];

const FUNCTION = 'send-test';
const TEAMS_FILE = 'platform/teams.yaml';
/** How often it asks how they ended, and how many times: three minutes, in which a vendor that is busy is asked again. */
const LOOK_MS = 2000;
const LOOKS = 90;

/**
 * Sends messages of a launch, as its file says them now, to a tester of its team: over the gateway and the vendor that customers'
 * messages take, marked, counted nowhere. Waits until each has ended.
 */
export const sendTest = async (context: Context, launch: string, request: SendTestRequest): Promise<Answer> => {
  const sound = soundLaunch(context, launch);
  if (sound.refused !== undefined) return sound.refused;
  const { workspace, manifest } = sound;
  const definition = compileLaunch(manifest, workspace);
  const { messages, pulled } = pickMessages(definition, request);
  if (messages.length === 0) return reportTests({ launch, to: '', pulled, tests: [] });
  const { testers = [] } = workspace.teams.find(({ team }) => team === definition.team) ?? {};
  const tester = testerOf(context, testers, request.to);
  if (tester === undefined) return noTester(definition.team, testers, request.to);
  const { functions } = await context.services();
  const answer = await functions.invoke<SendTestAnswer>(FUNCTION, {
    task: 'send',
    run: randomUUID(),
    by: context.by,
    definition,
    tester,
    messages,
  } satisfies SendTestTask);
  if (answer.refused !== undefined) return refused(answer.refused, definition, tester);
  const ends = await untilEnded(context, functions, answer.sent);
  return reportTests({
    launch,
    to: tester.name,
    pulled,
    tests: answer.sent.map((one) => ({ ...one, ...endOf(one, ends) })),
  });
};

const testerOf = (context: Context, testers: readonly Tester[], to: string): Tester | undefined => {
  if (to !== 'me') return testers.find(({ name }) => name === to);
  const own = context.gitEmail()?.toLowerCase();
  return own === undefined ? undefined : testers.find(({ email }) => email?.toLowerCase() === own);
};

const noTester = (team: string, testers: readonly Tester[], to: string): Answer => {
  const who = to === 'me' ? 'the address that `git config user.email` gives' : `"${to}"`;
  const known = testers.length === 0 ? 'has none' : `has: ${testers.map(({ name }) => name).join(', ')}`;
  const fix = 'Give --to one of these, or ask IT to add a member of staff.';
  return refuse(fileFinding('tester.unknown', TEAMS_FILE, `${who} is no tester of ${team}, which ${known}`, fix));
};

const refused = (reason: string, { team, launch }: LaunchDefinition, { name }: Tester): Answer => {
  if (reason === 'not-a-tester') {
    const message = `the stage does not know "${name}" as a tester of ${team}`;
    return refuse(
      fileFinding('tester.unknown', TEAMS_FILE, message, 'What this file says holds once IT has deployed it.'),
    );
  }
  const message = `the stage refuses the request: ${reason}`;
  const fix = 'Deploy the foundation from this version of the project, then ask again.';
  return refuse(fileFinding('test.notDelivered', `launches/${launch}.yaml`, message, fix));
};

const endOf = ({ messageId }: Pick<TestEnd, 'messageId'>, ends: readonly TestEnd[]): TestEnd =>
  ends.find((one) => one.messageId === messageId) ?? { messageId, state: 'waiting', status: 0 };

const untilEnded = async (
  { wait, progress }: Context,
  functions: Functions,
  sent: readonly Pick<Asked, 'messageId'>[],
): Promise<readonly TestEnd[]> => {
  const task: SendTestTask = { task: 'look', messages: sent.map(({ messageId }) => messageId) };
  for (let look = 1; ; look += 1) {
    await wait(LOOK_MS);
    const { ends } = await functions.invoke<LookAnswer>(FUNCTION, task);
    const ended = ends.filter(({ state }) => state !== 'waiting').length;
    if (ended === sent.length || look === LOOKS) return ends;
    progress(`${ended} of ${sent.length} have ended`);
  }
};
