import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Team } from '../../../contracts/team';
import { copyLaunch } from '../../scaffold/copy-launch';
import { manifestText } from '../../scaffold/manifest-text';
import { offeredChannels } from '../../scaffold/offered';
import { loadWorkspace, type Workspace } from '../../workspace';
import type { Answer } from '../answer';
import { type Context, EnvironmentError } from '../context';

export interface NewOptions {
  /** A launch to copy. */
  readonly from?: string;
  readonly team?: string;
  readonly purpose?: string;
  readonly timezone?: string;
  readonly starts?: string;
  readonly ends?: string;
  readonly channels?: readonly string[];
  readonly headline?: string;
  readonly body?: string;
  readonly asOf: Date;
}

/** Writes a launch that passes `check`, from answers or from another launch, and says what is left to do. */
export const newLaunch = async (context: Context, launch: string, options: NewOptions): Promise<Answer> => {
  const { workspace } = context.workspace();
  if (workspace === undefined) throw new EnvironmentError('The workspace cannot be read: run tandem check.');
  const file = `launches/${launch}.yaml`;
  for (const taken of [file, `launches/${launch}.yml`]) {
    if (existsSync(join(context.root, taken)))
      throw new EnvironmentError(`${taken} is there already: choose another id.`);
  }
  const { text, left } =
    options.from === undefined
      ? { text: await askedText(context, workspace, launch, options), left: [] }
      : copied(context, options.from, launch, options.asOf);
  writeFileSync(join(context.root, file), text);
  const { findings, sources } = loadWorkspace(context.root, { asOf: options.asOf });
  return {
    findings: findings.filter((one) => one.file === file),
    sources,
    lines: [
      `${file} is written.`,
      ...left.map(({ line, message }) => `to change  ${file}:${line}  ${message}`),
      'Next: edit it, then npx tandem check',
    ],
    data: { file, toChange: left },
  };
};

const copied = ({ root }: Context, from: string, to: string, now: Date) => {
  const path = join(root, `launches/${from}.yaml`);
  if (!existsSync(path)) throw new EnvironmentError(`There is no launches/${from}.yaml to copy.`);
  const { text, toChange } = copyLaunch(readFileSync(path, 'utf8'), from, to, now);
  return { text, left: toChange };
};

/** Every choice is one that the team has; a flag answers before anybody is asked. */
const askedText = async (
  context: Context,
  workspace: Workspace,
  launch: string,
  options: NewOptions,
): Promise<string> => {
  const ask = asker(context);
  const { teams, policy } = workspace;
  const teamName = await ask.one(
    'team',
    options.team,
    teams.map((one) => one.team),
  );
  const team = teams.find((one) => one.team === teamName) as Team;
  const purpose = await ask.one('purpose', options.purpose, team.purposes);
  const offered = offeredChannels(workspace, team, purpose, options.asOf);
  const names = await ask.some(
    'channels',
    options.channels,
    offered.map(({ channel }) => channel),
  );
  return manifestText(
    {
      launch,
      team: team.team,
      purpose,
      timezone: await ask.text('timezone', options.timezone, 'for example America/New_York'),
      starts: await ask.text('starts', options.starts, 'for example 2026-11-27 06:00'),
      ends: await ask.text('ends', options.ends, 'the last minute, for example 2026-11-30 23:59'),
      channels: offered.filter(({ channel }) => names.includes(channel)),
      languages: team.languages,
      headline: await ask.text('headline', options.headline, 'one line'),
      body: await ask.text('body', options.body, 'what is in it for the customer'),
    },
    policy,
  );
};

/** Asks until an answer can be used; without a terminal it says which flag to give. */
const asker = ({ ask }: Context) => {
  const answer = async (flag: string, hint: string): Promise<string> => {
    if (ask === undefined)
      throw new EnvironmentError(`Give --${flag} (${hint}), or run it in a terminal and be asked.`);
    return (await ask(`${flag} (${hint}): `)).trim();
  };
  const some = async (
    flag: string,
    given: readonly string[] | undefined,
    allowed: readonly string[],
  ): Promise<readonly string[]> => {
    if (allowed.length === 0)
      throw new EnvironmentError(`There are no ${flag} that the team may use for this; ask IT.`);
    const only = allowed.length === 1 ? allowed : undefined;
    for (let chosen = given ?? only; ; ) {
      const wrong = chosen?.filter((one) => !allowed.includes(one));
      if (chosen !== undefined && chosen.length > 0 && wrong?.length === 0) return chosen;
      if (given !== undefined)
        throw new EnvironmentError(`--${flag} ${given.join(',')}: allowed: ${allowed.join(', ')}.`);
      chosen = (await answer(flag, allowed.join(', '))).split(/[\s,]+/).filter((one) => one !== '');
    }
  };
  return {
    some,
    one: async (flag: string, given: string | undefined, allowed: readonly string[]): Promise<string> =>
      (await some(flag, given === undefined ? undefined : [given], allowed))[0] as string,
    text: async (flag: string, given: string | undefined, hint: string): Promise<string> => {
      for (let text = given; ; text = await answer(flag, hint)) if (text !== undefined && text !== '') return text;
    },
  };
};
