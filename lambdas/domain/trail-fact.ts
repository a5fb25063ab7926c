import { TRAIL_KINDS, type TrailFact, type TrailKind } from '../../contracts/trail';
import { jsonObject, MalformedMessageError } from './bus-message';

const WHAT = 'a fact for the audit trail';
const KINDS: ReadonlySet<unknown> = new Set(TRAIL_KINDS);
const isDetail = (value: unknown): boolean =>
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (Array.isArray(value) && value.every((one) => typeof one === 'string'));

/** A fact as functions tell it, and nothing beside it. */
export const trailFactOf = (body: string): TrailFact => {
  const { id, kind, at, by, about, details } = jsonObject(body, WHAT);
  const texts = [id, at, by, about];
  const isFact =
    texts.every((text) => typeof text === 'string') &&
    KINDS.has(kind) &&
    typeof details === 'object' &&
    details !== null &&
    Object.values(details).every(isDetail);
  if (!isFact) throw new MalformedMessageError(WHAT);
  return { id, kind: kind as TrailKind, at, by, about, details } as TrailFact;
};
