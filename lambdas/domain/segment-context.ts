import { type ExternalId, type Fields, isFields } from './call';
import { own } from './record';

/** Thrown while a call is read: a part of it has not the shape that Segment's API gives it. */
export class Misshapen extends Error {
  override readonly name = 'Misshapen';
  constructor(readonly part: string) {
    super(part);
  }
}

/** What of a call's context is read here; of the rest only what the catalog asks for goes further. */
export interface CallContext {
  /** As it was sent. */
  readonly whole: Fields;
  readonly traits: Fields;
  readonly externalIds: readonly ExternalId[];
  readonly protocols: Fields;
  readonly synthetic: boolean;
  /** The browser asks not to be tracked (Global Privacy Control). */
  readonly gpc: boolean;
}

/** The context of an item, with that of the batch for what it does not say itself. */
export const readContext = (item: Fields, batch: Fields): CallContext => {
  const [around, inside] = [fieldsIn(batch, 'context'), fieldsIn(item, 'context') ?? {}];
  const context = around === undefined ? inside : { ...around, ...inside };
  return {
    whole: context,
    traits: fieldsIn(context, 'traits', 'context.traits') ?? {},
    externalIds: externalIdsIn(context),
    protocols: fieldsIn(context, 'protocols', 'context.protocols') ?? {},
    synthetic: own(context, 'synthetic') === true,
    gpc: own(context, 'gpc') === true,
  };
};

const fieldsIn = (fields: Fields, name: string, part = name): Fields | undefined => {
  const value = own(fields, name) ?? undefined;
  if (value === undefined || isFields(value)) return value;
  throw new Misshapen(part);
};

const EXTERNAL_IDS = 'context.externalIds';
const MOST_EXTERNAL_IDS = 20;

/** Identifiers of a person as they are; those of groups, and hashed ones, tell nothing here. */
const externalIdsIn = (context: Fields): readonly ExternalId[] => {
  const given = own(context, 'externalIds') ?? [];
  if (!Array.isArray(given) || given.length > MOST_EXTERNAL_IDS) throw new Misshapen(EXTERNAL_IDS);
  return given.flatMap((entry: unknown): readonly ExternalId[] => {
    if (!isFields(entry)) throw new Misshapen(EXTERNAL_IDS);
    const [type, id] = [own(entry, 'type'), own(entry, 'id') ?? undefined];
    if (typeof type !== 'string') throw new Misshapen(EXTERNAL_IDS);
    const ofPerson = (own(entry, 'collection') ?? 'users') === 'users' && (own(entry, 'encoding') ?? 'none') === 'none';
    return ofPerson && id !== undefined ? [{ type, id }] : [];
  });
};

const VERSION = /^([1-9]\d{0,3})(-\d{1,4}-\d{1,4})?$/;

/** The MODEL of the event's schema that the sender writes, as Segment's protocols say it: `2`, `"2"` or `"2-0-1"`. */
export const modelIn = (protocols: Fields): number | undefined => {
  const given = own(protocols, 'event_version') ?? undefined;
  if (given === undefined) return undefined;
  const [, model] = (typeof given === 'object' ? null : VERSION.exec(String(given))) ?? [];
  if (model === undefined) throw new Misshapen('context.protocols.event_version');
  return Number(model);
};
