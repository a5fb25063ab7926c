import type { Waiver } from '../../../contracts/platform';
import type { Row } from '../../governance/register/schema';
import type { WaiverEntry } from '../../governance/register/waiver-register';
import { timeOfWaiver } from '../../governance/waiver-dates';
import { listed, named } from './names';
import type { Change } from './schema';

/** Waivers as an earlier commit had them. */
export interface FormerWaivers {
  readonly waivers: readonly Waiver[];
  /** Day of that commit. */
  readonly asOf: string;
  /** What each of them named, by id, and the rows that it was. @default - nobody knows: a file of waivers does not say it */
  readonly covered?:
    | { readonly names: ReadonlyMap<string, readonly string[]>; readonly rows: readonly Row[] }
    | undefined;
}

/**
 * Everything that changed about waivers since then, by id: what they name, until when, who answers, those that name nothing
 * now, and, where it is known what they named, those that name something else. `rows` are those of now.
 */
export const waiverChanges = (
  former: FormerWaivers,
  now: readonly WaiverEntry[],
  rows: readonly Row[],
): readonly Change[] => {
  const placeOf = places([...(former.covered?.rows ?? []), ...rows]);
  const before = new Map(former.waivers.map((waiver) => [waiver.id, waiver]));
  const kept = new Set(now.map(({ id }) => id));
  const removed = former.waivers.filter(({ id }) => !kept.has(id));
  return [
    ...removed.map((waiver) => change(waiver, 'removed', 'minor', `was removed: it named ${named(waiver)}`)),
    ...now.flatMap((waiver) => [
      ...compared(before.get(waiver.id), waiver),
      ...stateChanges(before.get(waiver.id), waiver, former.asOf),
      ...coverChanges(former.covered?.names.get(waiver.id), waiver, placeOf),
    ]),
  ].sort((a, b) => (a.of < b.of ? -1 : Number(a.of > b.of)));
};

const compared = (before: Waiver | undefined, now: WaiverEntry): readonly Change[] => {
  if (before === undefined) {
    const { expires, owner, approver, ticket, reason } = now;
    const people = `owner ${owner}, approved by ${approver} in ${ticket}`;
    const from = now.state === 'not-yet' ? `from ${now.granted} ` : '';
    return [
      change(now, 'added', 'serious', `was added: ${named(now)}, ${from}until ${expires} (${people}): ${reason}`),
    ];
  }
  const people = ({ owner, approver }: Waiver): string => `owner ${owner}, approved by ${approver}`;
  return [
    ...(named(before) === named(now)
      ? []
      : [change(now, 'moved', 'serious', `names something else: ${named(now)}; before, ${named(before)}`)]),
    ...(before.expires < now.expires
      ? [
          change(
            now,
            'extended',
            'serious',
            `was extended: until ${now.expires} instead of ${before.expires}, in ${now.ticket}`,
          ),
        ]
      : []),
    ...(before.expires > now.expires
      ? [change(now, 'shortened', 'minor', `was shortened: until ${now.expires} instead of ${before.expires}`)]
      : []),
    ...(people(before) === people(now)
      ? []
      : [change(now, 'handed-over', 'notable', `was handed over: ${people(now)}; before, ${people(before)}`)]),
  ];
};

/** What happened to a waiver by itself: its day came, or what it named is gone. */
const stateChanges = (before: Waiver | undefined, now: WaiverEntry, formerly: string): readonly Change[] => [
  ...(now.state === 'ended' && before !== undefined && before.expires > formerly
    ? [change(now, 'ended', 'serious', `has ended on ${now.expires}: it waives nothing any more`)]
    : []),
  ...(now.state === 'in-force' && before !== undefined && timeOfWaiver(before, formerly) === 'not-yet'
    ? [change(now, 'began', 'notable', `is in force since ${now.granted}`)]
    : []),
  ...(now.use === 'unused' ? [change(now, 'unused', 'notable', `names nothing now: ${named(now)}`)] : []),
];

/** A waiver that is used and covers something else than before; one that covers less only is told as well, for somebody mended it. */
const coverChanges = (
  before: readonly string[] | undefined,
  now: WaiverEntry,
  placeOf: (key: string) => string,
): readonly Change[] => {
  if (before === undefined || now.names.length === 0) return [];
  const [was, is] = [new Set(before), new Set(now.names)];
  const [more, less] = [now.names.filter((key) => !was.has(key)), before.filter((key) => !is.has(key))];
  if (more.length === 0 && less.length === 0) return [];
  const words = [
    ...(more.length === 0 ? [] : [`covers what it did not: ${listed(more.map(placeOf))}`]),
    ...(less.length === 0 ? [] : [`no longer covers ${listed(less.map(placeOf))}`]),
  ];
  return [
    change(now, more.length === 0 ? 'narrowed' : 'widened', more.length === 0 ? 'minor' : 'serious', words.join('; ')),
  ];
};

/** Where the rows of keys are, in words. */
const places = (rows: readonly Row[]): ((key: string) => string) => {
  const byKey = new Map(rows.map((row) => [row.key, named(row)]));
  return (key) => byKey.get(key) ?? key;
};

const change = ({ id }: Pick<Waiver, 'id'>, what: Change['what'], weight: Change['weight'], words: string): Change => ({
  topic: 'waivers',
  what,
  of: id,
  weight,
  words,
});
