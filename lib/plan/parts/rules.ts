import { durationSeconds } from '../../../contracts/duration';
import type { Goal, Purpose } from '../../../contracts/platform';
import type { QuietTimes } from '../../../contracts/quiet-times';
import { compileQuietTimes } from '../../workspace/quiet-times';
import type { Planned } from './used';

const DAY_MS = 86_400_000;

/** What of IT's policy bears on the launch when it runs. */
export const policyUsed = (planned: Planned) => {
  const { workspace, definition } = planned;
  const { messages, per } = workspace.policy.perPerson;
  return {
    team: definition.team,
    perPerson: { messages, perSeconds: durationSeconds(per) },
    holdoutSalt: workspace.policy.holdout.salt,
    quiet: quietTimesOf(planned),
  };
};

/** Quiet hours of the channels that the launch sends over, and the team's blackouts around its time. */
export const quietTimesOf = ({ workspace, definition }: Planned): QuietTimes => {
  const { hours, blackouts } = compileQuietTimes(workspace.policy);
  const sent = definition.channels.use.filter(({ kind }) => kind === 'push').map(({ channel }) => channel);
  // Blackouts are days of customers' own calendars, which begin and end up to a day apart from UTC's.
  const first = dayOf(Date.parse(definition.window.startsAt) - DAY_MS);
  const last = dayOf(Date.parse(definition.window.endsAt) + DAY_MS);
  return {
    hours: hours.flatMap(({ channels, ...time }) => {
      const quiet = channels.filter((one) => sent.includes(one)).sort();
      return quiet.length === 0 ? [] : [{ channels: quiet, ...time }];
    }),
    blackouts: blackouts
      .filter(({ teams }) => sent.length > 0 && (teams === undefined || teams.includes(definition.team)))
      .filter(({ from, until }) => from <= last && first <= until)
      .map(({ from, until }) => ({ from, until })),
  };
};

const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** The lawful basis of what the launch does, as decisions go by it. */
export const purposeUsed = ({ workspace, definition }: Planned) =>
  workspace.purposes.filter(({ purpose }) => purpose === definition.purpose).map(purposePart);

const purposePart = ({ purpose, basis, default: silence, channels, expires }: Purpose) => ({
  purpose,
  basis,
  silence,
  channels,
  expiresSeconds: expires === undefined ? undefined : durationSeconds(expires),
});

/** What counts as success: the launch's own goal, and the shared one that it supports, which ranks it. */
export const goalUsed = ({ workspace, definition }: Planned) => ({
  own: definition.goal,
  shared: workspace.goals.filter(({ goal }) => goal === definition.supports).map(goalPart),
});

const goalPart = ({ description: _, owners: __, within, ...goal }: Goal) => ({
  ...goal,
  withinSeconds: durationSeconds(within),
});
