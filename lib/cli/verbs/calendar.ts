import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import {
  audienceWords,
  type Calendar,
  type CalendarEntry,
  calendarEntry,
  calendarOf,
  calendarPage,
  clockText,
  dayText,
  overlapWords,
  quietWords,
  silentWords,
} from '../../calendar';
import { compileLaunch, type Workspace } from '../../workspace';
import type { Answer } from '../answer';
import type { Context } from '../context';
import { table } from '../table';

export interface CalendarRequest {
  /** File for the page. @default - none is written */
  readonly out?: string | undefined;
  /** Shows the states of the stage, and its launches whose file is gone. */
  readonly deployed?: boolean | undefined;
  /** First day: launches that ended before are left out. @default - 31 days before the day it is of */
  readonly since?: Date | undefined;
  /** The day it is of. */
  readonly asOf: Date;
}

const LOOK_BACK_MS = 31 * 86_400_000;

/** All launches of all teams, where they meet, and when nobody is spoken to. A launch with mistakes in its file is named and left out. */
export const calendar = async (context: Context, request: CalendarRequest): Promise<Answer> => {
  const { workspace, findings, sources } = context.workspace();
  if (workspace === undefined) return { findings: findings.filter((one) => one.severity === 'error'), sources };
  const { asOf, since = new Date(asOf.getTime() - LOOK_BACK_MS) } = request;
  const entries = request.deployed === true ? await deployedEntries(context, workspace) : fileEntries(workspace);
  const shown = calendarOf(entries, workspace.policy, since);
  const known = new Set(workspace.launches.map(({ file }) => file));
  const broken = [...sources.keys()].filter((file) => /^launches\/[^/]+\.ya?ml$/.test(file) && !known.has(file));
  const day = asOf.toISOString().slice(0, 10);
  const written = request.out === undefined ? [] : [writePage(context, shown, request.out, day, request.deployed)];
  return {
    data: { ...toJson(shown), ...(broken.length === 0 ? {} : { leftOut: broken }) },
    lines: [
      ...lines(shown),
      ...broken.map((file) => `${file} is left out: it has mistakes, run npx tandem check.`),
      ...written,
    ],
  };
};

const fileEntries = (workspace: Workspace): readonly CalendarEntry[] =>
  workspace.launches.map(({ manifest }) => calendarEntry(compileLaunch(manifest, workspace)));

/** What runs is shown as it runs, whatever its file says by now; what is only written as it is written. */
const deployedEntries = async (context: Context, workspace: Workspace): Promise<readonly CalendarEntry[]> => {
  const { control } = await context.services();
  const rows = await control.launches();
  const running = await Promise.all(
    rows.map(async ({ launch, hash, state }) => {
      const definition = await control.definition(launch, hash);
      return definition === undefined ? [] : [calendarEntry(definition, state)];
    }),
  );
  const planned = workspace.launches
    .filter(({ manifest }) => rows.every(({ launch }) => launch !== manifest.launch))
    .map(({ manifest }) => calendarEntry(compileLaunch(manifest, workspace), 'planned'));
  return [...running.flat(), ...planned];
};

const writePage = (
  { cwd, platform, stage }: Context,
  shown: Calendar,
  out: string,
  day: string,
  isDeployed = false,
): string => {
  const path = resolve(cwd, out);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, calendarPage(shown, { organisation: platform.organisation, stage, day, isDeployed }));
  return `${relative(cwd, path)} shows this. Open it in a browser; it needs no network.`;
};

const lines = ({ entries, overlaps, blackouts, quietHours, earlier }: Calendar): readonly string[] => [
  ...table(
    ['launch', 'team', 'state', 'starts', 'ends', 'zone', 'redeem until', 'channels', 'audience'],
    entries.map((entry) => [
      entry.launch,
      entry.team,
      entry.state ?? '',
      clockText(entry.startsAt, entry.timezone),
      clockText(entry.endsAt, entry.timezone),
      entry.timezone,
      dayText(entry.redeemUntil, entry.timezone),
      entry.channels.join(', '),
      audienceWords(entry),
    ]),
  ),
  ...(earlier === 0 ? [] : [`${earlier} launches that ended earlier are left out.`]),
  '',
  ...section(
    'Overlaps',
    overlaps.map(
      (one) =>
        `${one.launches.join(' and ')}, ${dayText(one.from, 'UTC')} to ${dayText(one.until, 'UTC')}: ${overlapWords(one)}`,
    ),
  ),
  ...section('Nothing is sent on', blackouts.map(silentWords)),
  ...section('Quiet hours', quietHours.map(quietWords)),
];

const section = (title: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [`${title}: none.`] : [`${title}:`, ...items.map((item) => `  ${item}`)];

const toJson = ({ entries, overlaps, blackouts, quietHours, earlier }: Calendar) => {
  const utc = (instant: number): string => new Date(instant).toISOString();
  return {
    launches: entries.map(({ startsAt, endsAt, redeemUntil, resultsUntil, at, ...rest }) => ({
      ...rest,
      startsAt: utc(startsAt),
      endsAt: utc(endsAt),
      redeemUntil: utc(redeemUntil),
      resultsUntil: utc(resultsUntil),
      ...(at === undefined ? {} : { at: utc(at) }),
    })),
    overlaps: overlaps.map((one) => ({ ...one, from: utc(one.from), until: utc(one.until) })),
    blackouts,
    quietHours,
    earlier,
  };
};
