import type { ErrorObject, ValidateFunction } from 'ajv';
import { say } from '../../messages';
import type { Path } from '../../workspace/locate';
import type { LaunchRule, Rule } from './rule';

/** A rule of policy.yaml: a launch matches its JSON Schema. One finding, at the deepest place that does not. */
export const declaredRule = (rule: Rule, matches: ValidateFunction): LaunchRule => ({
  ...rule,
  check: (launch) =>
    matches(launch) ? [] : [{ ...say('policy.rule', rule), path: deepest(matches.errors ?? [], launch) }],
});

/** Of all that does not match, what lies deepest; of several, the first. */
const deepest = (errors: readonly ErrorObject[], launch: unknown): Path =>
  errors
    .map((error) => placeOf(error, launch))
    .reduce<Path>((deep, path) => (path.length > deep.length ? path : deep), []);

const placeOf = ({ instancePath, params }: ErrorObject, launch: unknown): Path => {
  const path = stepsOf(instancePath, launch);
  const key: unknown = params.missingProperty ?? params.additionalProperty ?? params.propertyName;
  return typeof key === 'string' ? [...path, key] : path;
};

/** The steps of a JSON pointer; those into a list are numbers. */
const stepsOf = (pointer: string, value: unknown): Path => {
  let at = value;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const step = Array.isArray(at) ? Number(key) : key;
      at = (at as Readonly<Record<string | number, unknown>>)[step];
      return step;
    });
};
