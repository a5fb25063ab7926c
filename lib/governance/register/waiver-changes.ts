import { z } from 'zod';
import type { Waiver } from '../../../contracts/platform';
import type { Row } from './schema';
import type { WaiverEntry } from './waiver-register';

const changeSchema = z.strictObject({
  id: z.string(),
  what: z
    .enum(['added', 'removed', 'moved', 'extended', 'shortened', 'handed-over', 'ended', 'unused', 'covers'])
    .describe(
      'covers: it now covers other findings. Told only where the earlier bundle is known, not of a commit alone.',
    ),
  words: z.string(),
});
/** What became of a waiver between two commits, in words. */
export type WaiverChange = z.infer<typeof changeSchema>;

/** `waiver-changes.json`. */
export const waiverChangesSchema = z.strictObject({
  since: z.string().describe('The earlier commit, or that of the earlier bundle.'),
  changes: z.array(changeSchema),
});

/** Waivers as an earlier commit had them. */
export interface FormerWaivers {
  readonly waivers: readonly Waiver[];
  /** Day of that commit. */
  readonly asOf: string;
  /** What each of them named, by id, and the rows that it was. @default - nobody knows: a file of waivers does not say it */
  readonly covered?: { readonly names: ReadonlyMap<string, readonly string[]>; readonly rows: readonly Row[] };
}

/**
 * Everything that changed about waivers since then, by id: what they name, until when, who answers, those that name nothing
 * now, and, where it is known what they named, those that name something else. `rows` are those of now.
 */
export const waiverChanges = (
  former: FormerWaivers,
  now: readonly WaiverEntry[],
  rows: readonly Row[],
): readonly WaiverChange[] => {
  const placeOf = places([...(former.covered?.rows ?? []), ...rows]);
  const before = new Map(former.waivers.map((waiver) => [waiver.id, waiver]));
  const kept = new Set(now.map(({ id }) => id));
  const removed = former.waivers.filter(({ id }) => !kept.has(id));
  return [
    ...removed.map((waiver): WaiverChange => change(waiver, 'removed', `was removed: it named ${named(waiver)}`)),
    ...now.flatMap((waiver) => [
      ...compared(before.get(waiver.id), waiver),
      ...stateChanges(before.get(waiver.id), waiver, former.asOf),
      ...coverChanges(former.covered?.names.get(waiver.id), waiver, placeOf),
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

/** A waiver that is used and covers something else than before; one that covers less only is told as well, for somebody mended it. */
const coverChanges = (
  before: readonly string[] | undefined,
  now: WaiverEntry,
  placeOf: (key: string) => string,
): readonly WaiverChange[] => {
  if (before === undefined || now.names.length === 0) return [];
  const [was, is] = [new Set(before), new Set(now.names)];
  const [more, less] = [now.names.filter((key) => !was.has(key)), before.filter((key) => !is.has(key))];
  if (more.length === 0 && less.length === 0) return [];
  const words = [
    ...(more.length === 0 ? [] : [`covers what it did not: ${listed(more.map(placeOf))}`]),
    ...(less.length === 0 ? [] : [`no longer covers ${listed(less.map(placeOf))}`]),
  ];
  return [change(now, 'covers', words.join('; '))];
};

/** Where the rows of keys are, in words. */
const places = (rows: readonly Row[]): ((key: string) => string) => {
  const byKey = new Map(rows.map((row) => [row.key, named(row)]));
  return (key) => byKey.get(key) ?? key;
};

const TOLD = 3;
const listed = (all: readonly string[]): string => {
  const sorted = [...all].sort();
  const more = sorted.length - TOLD;
  return more > 0 ? `${sorted.slice(0, TOLD).join(', ')} and ${more} more` : sorted.join(', ');
};

const change = ({ id }: Pick<Waiver, 'id'>, what: WaiverChange['what'], words: string): WaiverChange => ({
  id,
  what,
  words,
});

const named = ({ rule, path, finding }: Pick<Waiver, 'rule' | 'path' | 'finding'>): string =>
  `${rule}${finding === undefined ? '' : ` [${finding}]`} on ${path}`;
