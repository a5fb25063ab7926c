import type { PiiKind } from '../../../contracts/event';
import { CALL_EVENT } from '../../../contracts/names';
import type { Workspace } from '../../../lib/workspace';
import { catalogEntry, latestEvents } from '../../../lib/workspace/catalog';
import type { SegmentCall } from './calls';

/** Runs through every value; nothing else contains it. */
const MARK = 'rqmark';
/** Start of the phone numbers' digits. */
const DIGITS = '21255581';

/** One personal property of the catalog, and the value that it is seeded with: no other property has it. */
export interface MarkedProperty {
  readonly event: string;
  readonly property: string;
  /** By which the value is found in any of its spellings, in lower case. */
  readonly mark: string;
}

const valueFor = (kind: PiiKind, number: number): { readonly value: string; readonly mark: string } => {
  const id = `${MARK}${String(number).padStart(3, '0')}x`;
  if (kind === 'phone') {
    const last = `${81}${String(number).padStart(2, '0')}`;
    return { value: `+1 (212) 555-${last}`, mark: `212555${last}` };
  }
  return { value: kind === 'email' ? `${id}@markers.test` : id, mark: id };
};

type Schema = Readonly<Record<string, unknown>>;

/** A value that a schema takes, for what is required beside the personal properties. */
const sampleOf = (schema: Schema): unknown => {
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const [type] = [schema.type].flat();
  if (type === 'integer' || type === 'number') return Math.max(1, Number(schema.minimum ?? 1));
  if (type === 'boolean') return true;
  if (type === 'array') return [sampleOf((schema.items ?? { type: 'string' }) as Schema)];
  if (type === 'object') return requiredOf(schema);
  return schema.format === 'date' ? '2026-11-20' : 'sample';
};

const requiredOf = (schema: Schema): Record<string, unknown> => {
  const properties = (schema.properties ?? {}) as Readonly<Record<string, Schema>>;
  const required = (schema.required ?? []) as readonly string[];
  return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name] ?? {})]));
};

const callOf = (userId: string, event: string, values: Readonly<Record<string, unknown>>): SegmentCall => {
  const messageId = `rights-${event.toLowerCase().replaceAll(' ', '-')}`;
  switch (event) {
    case CALL_EVENT.identify:
      return { type: 'identify', messageId, userId, traits: values };
    case CALL_EVENT.group:
      return { type: 'group', messageId, userId, groupId: 'household-plan', traits: values };
    case CALL_EVENT.alias:
      return { type: 'alias', messageId, userId, previousId: String(values.previousId) };
    default:
      return { type: 'track', messageId, userId, event, properties: values };
  }
};

/** Calls of one customer that fill every personal property of the catalog with a value of its own. */
export const markedCalls = (
  { catalog }: Pick<Workspace, 'catalog'>,
  userId: string,
): { readonly calls: readonly SegmentCall[]; readonly properties: readonly MarkedProperty[] } => {
  const properties: MarkedProperty[] = [];
  const calls = latestEvents(catalog).flatMap((event) => {
    const { pii } = catalogEntry(event);
    if (event.madeBy !== 'source' || Object.keys(pii).length === 0) return [];
    const marked = Object.entries(pii).map(([property, kind]) => {
      if (!/^\w+$/.test(property)) throw new Error(`Seed ${event.event}.${property} here, too: it is not at the top.`);
      const { value, mark } = valueFor(kind, properties.length);
      properties.push({ event: event.event, property, mark });
      return [property, value] as const;
    });
    return [callOf(userId, event.event, { ...requiredOf(event.schema), ...Object.fromEntries(marked) })];
  });
  return { calls, properties };
};

const base64Of = (text: string): readonly string[] =>
  [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)])
      .toString('base64')
      .replaceAll('=', '');
    // Characters that neighbouring bytes take part in are cut off at both ends.
    return whole.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + text.length) * 8) / 6));
  });
const ENCODED = base64Of(MARK);

/** Whether bytes contain any seeded value, in any spelling. */
export const hasMark = (bytes: Buffer): boolean => {
  const text = bytes.toString('latin1');
  const lower = text.toLowerCase();
  return (
    lower.includes(MARK) ||
    lower.replaceAll(/[ ()+-]/g, '').includes(DIGITS) ||
    ENCODED.some((one) => text.includes(one))
  );
};

/** Bytes as marks are looked for in them: lower case, numbers without their marks. */
export const plainText = (bytes: Buffer): string =>
  bytes
    .toString('latin1')
    .toLowerCase()
    .replaceAll(/[ ()+-]/g, '');
