import type { Inbound } from '../../contracts/vendor-inbound';
import { isFields } from './call';
import { DEEPEST, jsonOf, nests, textNests } from './json-text';
import { listAt, valueAt } from './webhook-parts';

/** The items in a webhook's body, or what is wrong with it. */
export type WebhookItems =
  | { readonly items: readonly unknown[] }
  | { readonly malformed: 'body' | 'depth' | 'items'; readonly payload: unknown };

/** As many as a source may send at once; more in one body are no batch, and would cost a row each. */
const MOST_ITEMS = 2500;

/** Reads a body as the registry says it is written. Never throws. */
export const itemsIn = ({ body: written = 'json', items: path }: Inbound, body: Uint8Array): WebhookItems => {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  const json = written === 'json' ? text : formFields(text);
  const inner = typeof written === 'object' ? valueAt(json, written.form) : json;
  const content = written === 'form' ? inner : parsed(inner);
  if (typeof content !== 'object' || content === null) return { malformed: 'body', payload: { text } };
  if (typeof inner === 'string' && textNests(inner, DEEPEST) && nests(content, DEEPEST))
    return { malformed: 'depth', payload: { text } };
  const items = path === undefined ? [content] : listAt(content, path);
  if (items === undefined || items.length > MOST_ITEMS) return { malformed: 'items', payload: content };
  return path === undefined && !isFields(content) ? { malformed: 'body', payload: content } : { items };
};

const parsed = (value: unknown): unknown => (typeof value === 'string' ? jsonOf(value) : undefined);

/** Of a name that stands more than once, the last. */
const formFields = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text));
