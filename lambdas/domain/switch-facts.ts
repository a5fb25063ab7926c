import type { TrailDetail, TrailFact, TrailKind } from '../../contracts/trail';
import { canonicalJson } from './canonical';
import { trailFactOf } from './trail-fact';
import { reasonTold } from './withheld';

/** A row of the control table. */
export type ControlRow = Readonly<Record<string, unknown>>;

/** One change of the control table, whoever made it. */
export interface ControlChange {
  /** The same change has the same id, however often it is told. */
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly pk: string;
  readonly sk: string;
  /** The row before; left out where there was none. */
  readonly was?: ControlRow;
  /** The row after; left out where it was removed. */
  readonly is?: ControlRow;
}

type Told = Pick<TrailFact, 'kind' | 'about' | 'details'> & { readonly by?: string };

/** What goes into the trail after a change of the control table: a fact that a function told, or a switch that was thrown. */
export const changeFacts = (change: ControlChange): readonly TrailFact[] => {
  if (!change.pk.startsWith('TELL#')) return switchFacts(change);
  return change.was === undefined && change.is !== undefined ? [trailFactOf(String(change.is.body))] : [];
};

/** Nothing where no switch was touched. */
const switchFacts = (change: ControlChange): readonly TrailFact[] => {
  const told = toldOf(change);
  if (told === undefined) return [];
  const by = textOf(change.is ?? {}, 'by') ?? 'unknown';
  return [{ id: `control:${change.id}`, at: change.at, by, ...told }];
};

const toldOf = (change: ControlChange): Told | undefined => {
  if (change.pk === 'LAUNCHES') return launchFact(change);
  if (change.pk === 'GLOBAL' && change.sk === 'PAUSE') return pauseFact(change);
  const vendor = /^VENDOR#(.+)$/.exec(change.pk)?.[1];
  if (vendor !== undefined && change.sk === 'STATE') return vendorFact(vendor, change);
  const keyed = /^HOOK#([^#]+)$/.exec(change.pk)?.[1];
  const key = /^KEY#(.+)$/.exec(change.sk)?.[1];
  return keyed === undefined || key === undefined ? undefined : keyFact(keyed, key, change);
};

/** What the sweeper notes of a launch's end is no switch. */
const NOTES: ReadonlySet<string> = new Set(['offSince', 'removedAt', 'closedAt']);

const launchFact = ({ sk: about, was, is }: ControlChange): Told | undefined => {
  if (is === undefined) return { kind: 'launch.removed', about, details: shown(was ?? {}, ['state', 'hash', 'plan']) };
  const changed = changedNames(was ?? {}, is).filter((name) => !NOTES.has(name));
  if (changed.length === 0) return undefined;
  const kind = launchKind(was, is);
  return {
    kind,
    about,
    details: {
      ...shown(is, ['state', 'hash', 'plan', 'approvedBy', 'liveSince', 'reason']),
      ...(kind === 'launch.changed' && { changed }),
    },
  };
};

const launchKind = (was: ControlRow | undefined, is: ControlRow): TrailKind => {
  const isSame = was !== undefined && was.hash === is.hash && was.plan === is.plan;
  if (is.state === 'live' && !(isSame && was.state === 'live')) {
    return isSame && was.state === 'paused' ? 'launch.resumed' : 'launch.live';
  }
  if (is.state === was?.state) return 'launch.changed';
  return is.state === 'ended' ? 'launch.ended' : 'launch.paused';
};

/** A row that is gone lets everything go on. */
const pauseFact = ({ was, is }: ControlChange): Told | undefined => {
  const paused = isPaused(is);
  if (paused === isPaused(was)) return undefined;
  return {
    kind: paused ? 'platform.paused' : 'platform.resumed',
    about: 'everything',
    details: shown(is ?? {}, ['reason']),
  };
};

const isPaused = (row: ControlRow | undefined): boolean => row !== undefined && row.paused !== false;

const VENDOR_KINDS: Readonly<Record<string, TrailKind>> = { active: 'vendor.reinstated', revoked: 'vendor.revoked' };

const vendorFact = (about: string, { was, is }: ControlChange): Told | undefined => {
  const [before, after] = [stateOf(was), stateOf(is)];
  if (before === after && was?.ticket === is?.ticket) return undefined;
  return { kind: VENDOR_KINDS[after] ?? 'vendor.suspended', about, details: shown(is ?? {}, ['ticket', 'reason']) };
};

/** As the gateway reads it: no row is active, a word that is none is closed. */
const stateOf = (row: ControlRow | undefined): string => (row === undefined ? 'active' : String(row.state));

/** Written by the receiver when a webhook first proves genuine by a key: a rotation is told by the vendor's own use of it. */
const keyFact = (about: string, key: string, { was, is }: ControlChange): Told | undefined =>
  was !== undefined || is === undefined
    ? undefined
    : { kind: 'webhook-key.first-used', about, by: about, details: { key } };

const changedNames = (was: ControlRow, is: ControlRow): readonly string[] =>
  [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((name) => canonicalJson(was[name] ?? null) !== canonicalJson(is[name] ?? null))
    .sort();

const shown = (row: ControlRow, names: readonly string[]): Readonly<Record<string, TrailDetail>> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const detail = Array.isArray(row[name]) ? row[name].map(String) : textOf(row, name);
      return detail === undefined ? [] : [[name, detail]];
    }),
  );

const textOf = (row: ControlRow, name: string): string | undefined => {
  const value = row[name];
  if (typeof value !== 'string') return undefined;
  return name === 'reason' ? reasonTold(value) : value;
};
