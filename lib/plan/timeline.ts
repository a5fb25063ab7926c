import { durationSeconds } from '../../contracts/duration';
import type { QuietTimes } from '../../contracts/quiet-times';
import { quietTimesOf } from './parts/rules';
import type { Planned } from './parts/used';

/** The times of a launch; instants are ISO 8601. */
export interface Timeline {
  readonly timezone: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly redeemUntil: string;
  /** When the last result that counts can come in. */
  readonly resultsUntil: string;
  /** When nothing is sent, by the customer's clock: only what bears on the launch. */
  readonly quiet: QuietTimes;
}

/** What happens when, as far as the launch and the policy say it. */
export const timelineOf = (planned: Planned): Timeline => {
  const { workspace, definition } = planned;
  const { window, goal, supports } = definition;
  const shared = workspace.goals.find((one) => one.goal === supports);
  const within = goal?.withinSeconds ?? (shared === undefined ? 0 : durationSeconds(shared.within));
  return {
    timezone: window.timezone,
    startsAt: window.startsAt,
    endsAt: window.endsAt,
    redeemUntil: window.redeemUntil,
    resultsUntil: new Date(Date.parse(window.redeemUntil) + within * 1000).toISOString(),
    quiet: quietTimesOf(planned),
  };
};
