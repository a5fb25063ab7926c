import type { PropertySchema } from './kinds';

const NUMBER = /^-?(0|[1-9]\d{0,14})(\.\d{1,9})?$/;

/** A cell's text as the schema has its property: numbers, booleans and lists are written as texts in CSV. Anything else stays as it is, for the schema to judge. */
export const typed = (value: unknown, schema: PropertySchema | undefined): unknown => {
  if (typeof value !== 'string') return value;
  const types = [schema?.type ?? []].flat();
  const isNumber =
    NUMBER.test(value) && (types.includes('number') || (types.includes('integer') && !value.includes('.')));
  if (isNumber) return Number(value);
  if (types.includes('boolean') && (value === 'true' || value === 'false')) return value === 'true';
  if (types.includes('array') && !types.includes('string')) return value.split('|').map((one) => one.trim());
  return value;
};
