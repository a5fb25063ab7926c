import type { Vendor } from '../../../contracts/vendor';
import { BODY_VALUES, fieldName } from '../../../contracts/vendor-fields';
import type { BodyValue } from '../../../contracts/vendor-outbound';
import { copyEngine } from '../copy-engine';
import type { Draft } from '../draft';
import type { Path } from '../locate';
import { listed, meant } from '../suggest';

/** Texts of a vendor's body that do not parse or ask for what the vendor may not receive, and forms that are not flat. */
export const checkBody = ({ fields, outbound }: Vendor): readonly Draft[] => {
  if (outbound?.body === undefined) return [];
  const { as, members } = outbound.body;
  const allowed = [...BODY_VALUES, ...fields.map((field) => `to.${fieldName(field)}`)];
  return Object.entries(members).flatMap(([name, value]) => {
    const path: Path = ['outbound', 'body', 'members', name];
    return as === 'form' && typeof value === 'object' ? [nested(path)] : checkValue(value, path, allowed);
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
    names = copyEngine.globalFullVariablesSync(text);
  } catch (error) {
    const message = (error instanceof Error ? error.message : String(error)).replace(/, (file|line):.*/s, '');
    return [{ code: 'vendor.body', path, message, fix: 'Correct the part in {{ }} or {% %}.' }];
  }
  return names
    .filter((name) => !allowed.includes(name))
    .map((name) => {
      const message = `"${name}" is not for this vendor; allowed: ${listed(allowed)}`;
      return {
        code: 'vendor.body',
        path,
        message,
        fix: meant(name, allowed, 'Use an allowed value, or approve the field.'),
      };
    });
};

const nested = (path: Path): Draft => ({
  code: 'vendor.body',
  path,
  message: 'a form has texts only, this is a list or has members of its own',
  fix: 'Write one text a member, or send the body as json.',
});
