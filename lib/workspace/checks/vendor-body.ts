import type { Vendor } from '../../../contracts/vendor';
import { BODY_VALUES, fieldName } from '../../../contracts/vendor-fields';
import type { BodyValue } from '../../../contracts/vendor-outbound';
import { say } from '../../messages';
import { bodyEngine } from '../copy-engine';
import type { Draft } from '../draft';
import type { Path } from '../locate';
import { problemOf } from '../problem';

/** Texts of a vendor's body that do not parse or ask for what the vendor may not receive, and forms that are not flat. */
export const checkBody = ({ fields, outbound }: Vendor): readonly Draft[] => {
  if (outbound?.body === undefined) return [];
  const { as, members } = outbound.body;
  const allowed = [...BODY_VALUES, ...fields.map((field) => `to.${fieldName(field)}`)];
  return Object.entries(members).flatMap(([name, value]) => {
    const path: Path = ['outbound', 'body', 'members', name];
    return as === 'form' && typeof value === 'object'
      ? [{ ...say('vendor.body.nested'), path }]
      : checkValue(value, path, allowed);
  });
};

const checkValue = (value: BodyValue, path: Path, allowed: readonly string[]): readonly Draft[] => {
  if (typeof value === 'string') return checkText(value, path, allowed);
  if (typeof value !== 'object') return [];
  const entries: readonly (readonly [string | number, BodyValue])[] = Array.isArray(value)
    ? [...(value as readonly BodyValue[]).entries()]
    : Object.entries(value);
  return entries.flatMap(([step, member]) => checkValue(member, [...path, step], allowed));
};

const checkText = (text: string, path: Path, allowed: readonly string[]): readonly Draft[] => {
  let names: readonly string[];
  try {
    names = bodyEngine.globalFullVariablesSync(text);
  } catch (error) {
    return [{ ...say('vendor.body.template', { problem: problemOf(error) }), path }];
  }
  return names
    .filter((name) => !allowed.includes(name))
    .map((name) => ({ ...say('vendor.body.value', { name, allowed }), path }));
};
