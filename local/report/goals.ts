import { goalResults } from '../../lib/results';
import type { Workspace } from '../../lib/workspace';
import type { GoalValue, LaunchResult } from './model';
import type { Stored } from './stored';

type Counters = Readonly<Record<string, number>>;

/** The shared goals, each with what the launches that support it have reached so far. */
export const goalValues = ({ goals, launches }: Workspace, { counters }: Stored): GoalValue[] =>
  goals.map((goal) => {
    const supporting = launches
      .filter(({ manifest }) => manifest.supports === goal.goal)
      .map(({ manifest: { launch } }) => ({ launch, counters: counters.get(launch) ?? {} }));
    const { description, owners, target, together } = goalResults(goal, supporting);
    return {
      goal: goal.goal,
      description,
      owners,
      target,
      launches: supporting.map(({ launch }) => launch),
      reached: together.treated,
      heldOut: together.heldOut,
    };
  });

/** What each launch did, by channel, and why people were not chosen. */
export const launchResults = ({ launches }: Workspace, { counters }: Stored): LaunchResult[] =>
  launches.map(({ manifest }) => {
    const own = counters.get(manifest.launch) ?? {};
    return {
      launch: manifest.launch,
      channels: manifest.channels.use.map(({ channel }) => ({
        channel,
        decided: own[`decided.${channel}`] ?? 0,
        delivered: own[`delivered.${channel}`] ?? 0,
        presented: own[`presented.${channel}`] ?? 0,
        accepted: own[`accepted.${channel}`] ?? 0,
      })),
      excluded: startingWith(own, 'excluded.'),
      heldOut: own['held-out'] ?? 0,
    };
  });

/** Counters below a prefix, without it; most first. */
export const startingWith = (counters: Counters, prefix: string): Record<string, number> =>
  Object.fromEntries(
    Object.entries(counters)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value] as const)
      .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)),
  );
