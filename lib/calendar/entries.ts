import type { Condition } from '../../contracts/condition';
import type { LaunchDefinition } from '../../contracts/decision';

/** What a calendar says of one launch. Instants are epoch milliseconds. */
export interface CalendarEntry {
  readonly launch: string;
  readonly team: string;
  readonly startsAt: number;
  /** The last instant anything is sent or shown. */
  readonly endsAt: number;
  readonly redeemUntil: number;
  /** When results are complete. */
  readonly resultsUntil: number;
  readonly timezone: string;
  /** When it speaks to all at once. */
  readonly at?: number;
  readonly channels: readonly string[];
  /** Segments and lists that people must be in; none: it is for everybody who fits its other conditions. */
  readonly audiences: readonly string[];
  /** What the stage says of it; undefined where no stage was asked. */
  readonly state?: LaunchStateWords;
}

/** `planned`: its file is there, and it has never been live. */
export type LaunchStateWords = 'planned' | 'live' | 'paused' | 'ended';

/** The entry of a launch, by its definition. */
export const calendarEntry = (definition: LaunchDefinition, state?: LaunchStateWords): CalendarEntry => {
  const { launch, team, window, goal, trigger, channels, audience } = definition;
  const redeemUntil = Date.parse(window.redeemUntil);
  const entered = trigger.kind === 'event' && trigger.segment !== undefined ? [trigger.segment] : [];
  return {
    launch,
    team,
    startsAt: Date.parse(window.startsAt),
    endsAt: Date.parse(window.endsAt),
    redeemUntil,
    resultsUntil: redeemUntil + (goal?.withinSeconds ?? 0) * 1000,
    timezone: window.timezone,
    ...(trigger.kind === 'at' ? { at: Date.parse(trigger.at) } : {}),
    channels: channels.use.map(({ channel }) => channel),
    audiences: [...new Set([...entered, ...audience.include.flatMap(namesIn)])].sort(),
    ...(state === undefined ? {} : { state }),
  };
};

/** Segments and lists that a condition asks for; those within a segment are its own affair, and those that keep out ask for nobody. */
const namesIn = (condition: Condition): readonly string[] => {
  switch (condition.kind) {
    case 'list':
      return [condition.list];
    case 'any':
    case 'all':
      return condition.segment === undefined ? condition.of.flatMap(namesIn) : [condition.segment];
    default:
      return [];
  }
};
