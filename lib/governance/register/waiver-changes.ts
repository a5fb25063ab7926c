import { z } from 'zod';
import type { Waiver } from '../../../contracts/platform';
import type { WaiverEntry } from './waiver-register';

const changeSchema = z.strictObject({
  id: z.string(),
  what: z.enum(['added', 'removed', 'moved', 'extended', 'shortened', 'handed-over', 'ended', 'unused']),
  words: z.string(),
});
/** What became of a waiver between two commits, in words. */
export type WaiverChange = z.infer<typeof changeSchema>;

/** `waiver-changes.json`. */
export const waiverChangesSchema = z.strictObject({
  since: z.string().describe('The earlier commit.'),
  changes: z.array(changeSchema),
});

/** Waivers as an earlier commit had them. */
export interface FormerWaivers {
  readonly waivers: readonly Waiver[];
  /** Day of that commit. */
  readonly asOf: string;
}

/** Everything that changed about waivers since then, by id: what they name, until when, who answers, and those that name nothing now. */
export const waiverChanges = (former: FormerWaivers, now: readonly WaiverEntry[]): readonly WaiverChange[] => {
  const before = new Map(former.waivers.map((waiver) => [waiver.id, waiver]));
  const kept = new Set(now.map(({ id }) => id));
  const removed = former.waivers.filter(({ id }) => !kept.has(id));
  return [
    ...removed.map((waiver): WaiverChange => change(waiver, 'removed', `was removed: it named ${named(waiver)}`)),
    ...now.flatMap((waiver) => [
      ...compared(before.get(waiver.id), waiver),
      ...stateChanges(before.get(waiver.id), waiver, former.asOf),
    ]),
  ].sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
};

const compared = (before: Waiver | undefined, now: Waiver): readonly WaiverChange[] => {
  if (before === undefined) {
    const { expires, owner, approver, ticket, reason } = now;
    const people = `owner ${owner}, approved by ${approver} in ${ticket}`;
    return [change(now, 'added', `was added: ${named(now)}, until ${expires} (${people}): ${reason}`)];
  }
  const people = ({ owner, approver }: Waiver): string => `owner ${owner}, approved by ${approver}`;
  return [
    ...(named(before) === named(now)
      ? []
      : [change(now, 'moved', `names something else: ${named(now)}; before, ${named(before)}`)]),
    ...(before.expires < now.expires
      ? [change(now, 'extended', `was extended: until ${now.expires} instead of ${before.expires}, in ${now.ticket}`)]
      : []),
    ...(before.expires > now.expires
      ? [change(now, 'shortened', `was shortened: until ${now.expires} instead of ${before.expires}`)]
      : []),
    ...(people(before) === people(now)
      ? []
      : [change(now, 'handed-over', `was handed over: ${people(now)}; before, ${people(before)}`)]),
  ];
};

/** What happened to a waiver by itself: its day came, or what it named is gone. */
const stateChanges = (before: Waiver | undefined, now: WaiverEntry, formerly: string): readonly WaiverChange[] => [
  ...(now.state === 'ended' && before !== undefined && before.expires > formerly
    ? [change(now, 'ended', `has ended on ${now.expires}: it waives nothing any more`)]
    : []),
  ...(now.use === 'unused' ? [change(now, 'unused', `names nothing now: ${named(now)}`)] : []),
];

const change = ({ id }: Waiver, what: WaiverChange['what'], words: string): WaiverChange => ({ id, what, words });

const named = ({ rule, path, finding }: Waiver): string =>
  `${rule}${finding === undefined ? '' : ` [${finding}]`} on ${path}`;
