import { isScalar, type Node } from 'yaml';
import type { z } from 'zod';
import { nearest } from '../../messages/nearest';
import type { Path } from '../locate';
import { keysOf, meantShape, schemasAt } from '../schema-keys';
import { type Edit, quoted } from './edit';

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(?:s|sec|secs)$/i, 'seconds'],
  [/^(?:min|mins)$/i, 'minutes'],
  [/^(?:h|hr|hrs)$/i, 'hours'],
  [/^d$/i, 'days'],
  [/^(?:w|wk|wks)$/i, 'weeks'],
];
const SIGNS: Readonly<Record<string, string>> = { $: 'USD', '€': 'EUR', '£': 'GBP' };

/** Other ways to write a value that mean the same. */
const spellings = (value: string): readonly (string | number)[] => {
  const [, amount = '', unit = ''] = /^(\d+) ?([a-z]+)$/i.exec(value) ?? [];
  const words = UNITS.find(([pattern]) => pattern.test(unit))?.[1];
  const money = /^([$€£])(\d+(?:\.\d{1,2})?)$|^(\d+(?:\.\d{1,2})?) ?([$€£])$/.exec(value);
  const thousands = /^\d{1,3}(?:[, ]\d{3})+(?= |$)/.exec(value)?.[0];
  return [
    ...(words === undefined ? [] : [`${amount} ${words}`]),
    ...(money === null ? [] : [`${money[2] ?? money[3]} ${SIGNS[money[1] ?? money[4] ?? '']}`]),
    ...(/^\d+(?:\.\d+)? ?%$/.test(value) ? [value.replace(' ', ''), Number(value.replace('%', ''))] : []),
    ...(/^\d+(?:\.\d+)?$/.test(value) ? [Number(value), `${value}%`, `${value} people`] : []),
    ...(thousands === undefined ? [] : [value.replace(thousands, thousands.replace(/\D/g, ''))]),
    ...(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::00)?$/.test(value) ? [value.slice(0, 16).replace('T', ' ')] : []),
  ];
};

/** Writes a value as its schema wants it, where exactly one other spelling of it fits. */
export const respell = (schema: z.ZodType, path: Path, node: Node | undefined, text: string): Edit | undefined => {
  if (!isScalar(node) || node.range == null) return undefined;
  const [from, to] = node.range;
  const written = typeof node.value === 'string' ? node.value : text.slice(from, to);
  const shapes = schemasAt(schema, path);
  const fitting = spellings(written.trim()).filter((one) => shapes.some((shape) => shape.safeParse(one).success));
  const [spelling, ...others] = fitting;
  if (spelling === undefined || others.length > 0) return undefined;
  return { from, to, text: typeof spelling === 'number' ? String(spelling) : plainOrQuoted(spelling) };
};

const plainOrQuoted = (text: string): string =>
  /^[\w%][\w %:.-]*$/.test(text) && !/: |^\d+$/.test(text) ? text : quoted(text);

/** Gives a misspelt key the one name that was probably meant, where nothing has that name yet. */
export const renameKey = (
  schema: z.ZodType,
  parent: Path,
  key: Node,
  siblings: Readonly<Record<string, unknown>>,
): Edit | undefined => {
  if (!isScalar(key) || key.range == null) return undefined;
  const shapes = schemasAt(schema, parent);
  const shape = meantShape(shapes, siblings);
  const name = nearest(String(key.value), keysOf(shape === undefined ? shapes : [shape]));
  if (name === undefined || name in siblings) return undefined;
  return { from: key.range[0], to: key.range[1], text: name };
};
