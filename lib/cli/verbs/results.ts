import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { Goal } from '../../../contracts/platform';
import {
  goalResults,
  goalsLines,
  goalsPage,
  launchLines,
  launchResults,
  launchResultsPage,
  type ResultsPageContext,
  type Supporter,
} from '../../results';
import { type Answer, refuse } from '../answer';
import type { Services } from '../aws/services';
import { fileFinding } from '../codes';
import { type Context, EnvironmentError } from '../context';

export interface ResultsRequest {
  /** All shared goals. */
  readonly goals?: boolean | undefined;
  /** This shared goal. */
  readonly goal?: string | undefined;
  /** File for a page with charts. @default - none is written */
  readonly out?: string | undefined;
  /** Whether results are final is judged by it. @default - now */
  readonly asOf?: Date | undefined;
}

type Shown = Pick<ResultsRequest, 'out'> & { readonly asOf: Date };

/** Results of one launch, of one shared goal or of all of them, from the counters of the stage. */
export const results = async (
  context: Context,
  launch: string | undefined,
  { goals, goal, out, asOf = context.now() }: ResultsRequest,
): Promise<Answer> => {
  const given = [launch, goals, goal].filter((one) => one !== undefined);
  if (given.length !== 1) throw new EnvironmentError('Name one launch, or give --goal <goal>, or --goals.');
  return launch === undefined ? ofGoals(context, goal, { out, asOf }) : ofLaunch(context, launch, { out, asOf });
};

/** What a launch has come to. Its file may be gone: what was live is kept by the stage. */
const ofLaunch = async (context: Context, launch: string, { out, asOf }: Shown): Promise<Answer> => {
  const { control, counters } = await context.services();
  const file = `launches/${launch}.yaml`;
  const row = (await control.launches()).find((one) => one.launch === launch);
  if (row === undefined) {
    const fix = 'Nothing was counted yet: npx tandem status shows what is live.';
    return refuse(fileFinding('launch.notLive', file, 'it has never been live in this stage', fix));
  }
  const definition = await control.definition(launch, row.hash);
  if (definition === undefined) {
    const fix = 'Run npx tandem go-live again, then ask once more.';
    return refuse(fileFinding('launch.damaged', file, 'the stage does not have the definition that was live', fix));
  }
  const found = launchResults(definition, await counters.readAll(launch), asOf);
  const written = write(context, out, () => launchResultsPage(found, row.state, pageContext(context, asOf)));
  return { data: { state: row.state, results: found }, lines: [...launchLines(found, row.state), ...written] };
};

/** What shared goals have come to over all launches that support them, or one of them. */
const ofGoals = async (context: Context, goal: string | undefined, { out, asOf }: Shown): Promise<Answer> => {
  const { workspace, findings, sources } = context.workspace();
  if (workspace === undefined) return { findings: findings.filter((one) => one.severity === 'error'), sources };
  const asked = workspace.goals.filter((one) => goal === undefined || one.goal === goal);
  if (asked.length === 0) {
    const names = workspace.goals.map((one) => one.goal).join(', ');
    throw new EnvironmentError(`There is no goal "${goal}"; platform/goals.yaml has: ${names}.`);
  }
  const supporters = await supportersOf(await context.services(), asked);
  const found = asked.map((one) =>
    goalResults(
      one,
      supporters.filter(({ supports }) => supports === one.goal),
    ),
  );
  const written = write(context, out, () => goalsPage(found, pageContext(context, asOf)));
  return { data: { goals: found }, lines: [...goalsLines(found), ...written] };
};

/** Launches that were ever live and support one of the goals, with their counters. */
const supportersOf = async (
  { control, counters }: Pick<Services, 'control' | 'counters'>,
  goals: readonly Goal[],
): Promise<readonly (Supporter & { readonly supports: string })[]> => {
  const rows = await control.launches();
  const definitions = await Promise.all(rows.map(({ launch, hash }) => control.definition(launch, hash)));
  const supporting = definitions.flatMap((one) =>
    one?.supports !== undefined && goals.some(({ goal }) => goal === one.supports)
      ? [{ launch: one.launch, supports: one.supports }]
      : [],
  );
  return Promise.all(supporting.map(async (one) => ({ ...one, counters: await counters.read(one.launch) })));
};

const pageContext = ({ stage, platform }: Context, asOf: Date): ResultsPageContext => ({
  stage,
  organisation: platform.organisation,
  readAt: asOf.toISOString(),
});

const write = (context: Context, out: string | undefined, page: () => string): readonly string[] => {
  if (out === undefined) return [];
  const path = resolve(context.cwd, out);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, page());
  return ['', `${relative(context.cwd, path)} shows it with charts; it needs no network.`];
};
