import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { launchSchema } from '../../../contracts/launch';
import { checkLaunch } from '../../../lib/workspace/checks/launch';
import { imageFinder } from '../../../lib/workspace/checks/launch-images';
import { knownNames } from '../../../lib/workspace/known';
import { readLayoutFiles } from '../../../lib/workspace/layout-files';
import type { Path } from '../../../lib/workspace/locate';
import { readFiles } from '../../../lib/workspace/read';
import { eachSound, ifSound, soundPart } from '../../../lib/workspace/sound';
import { AS_OF, FIXTURES } from '../../support/workspace';

describe('soundPart', () => {
  const schema = z.strictObject({
    name: z.string(),
    kind: z.enum(['push', 'pull']).default('pull'),
    note: z.string().optional(),
    words: z.array(z.string()).default([]),
    copy: z.record(z.string().regex(/^[a-z]{2}$/), z.strictObject({ body: z.string() })).default({}),
    when: z.union([z.strictObject({ at: z.string() }), z.strictObject({ event: z.string() })]).optional(),
  });

  it('is the typed value where nothing is wrong', () => {
    expect(soundPart(schema, { name: 'a' })).toEqual({ name: 'a', kind: 'pull', words: [], copy: {} });
  });

  it('is nothing where the whole is of another kind', () => {
    expect(soundPart(schema, 7)).toBeUndefined();
    expect(soundPart(schema, ['name'])).toBeUndefined();
  });

  it('keeps what is right beside a mistake, with defaults, and lets nobody read the mistake', () => {
    const sound = soundPart(schema, { name: 7, note: 'here' });

    expect(sound).toMatchObject({ kind: 'pull', note: 'here', words: [] });
    expect(ifSound(() => sound?.name === undefined)).toBeUndefined();
  });

  it('knows what is left out from what is wrong', () => {
    const sound = soundPart(schema, { name: 'a', copy: { en: { body: 7 }, de: {}, fr: { body: 'x' } } });

    expect(ifSound(() => sound?.note === undefined)).toBe(true);
    expect(ifSound(() => sound?.copy.it === undefined)).toBe(true);
    expect(ifSound(() => sound?.copy.fr?.body)).toBe('x');
    expect(ifSound(() => sound?.copy.en?.body)).toBeUndefined();
  });

  it('takes a key that nobody knows for any of those that are not there', () => {
    const sound = soundPart(schema, { name: 'a', nota: 'here', copy: { en: { body: 'x' }, german: { body: 'y' } } });

    expect(ifSound(() => sound?.name)).toBe('a');
    expect(ifSound(() => sound?.note === undefined)).toBeUndefined();
    expect(ifSound(() => sound?.copy.de === undefined)).toBeUndefined();
  });

  it('passes over entries that are wrong in loops, with the places of the others kept', () => {
    const words = soundPart(schema, { name: 'a', words: ['x', 7, 'z', 7] })?.words ?? [];

    expect(words.flatMap((word, index) => [`${index} ${word}`])).toEqual(['0 x', '2 z']);
    expect(ifSound(() => [...words])).toBeUndefined();
    expect(ifSound(() => words.includes('y'))).toBeUndefined();
  });

  it('tells a shape by its key, right or wrong', () => {
    const { when } = soundPart(schema, { name: 'a', when: { at: 7 } }) ?? {};

    expect(when !== undefined && 'at' in when).toBe(true);
    expect(when !== undefined && 'event' in when).toBe(false);
  });

  it('hides no failure of a check', () => {
    const broken = (): readonly string[] => {
      throw new TypeError('a fault of the check');
    };
    expect(() => eachSound(broken)).toThrow(TypeError);
  });
});

describe('a right launch with one mistake of shape', () => {
  const root = join(FIXTURES, 'workspace');
  const known = knownNames(readFiles(root), readLayoutFiles(root));
  const right: unknown = parse(readFileSync(join(root, 'launches/autumn-coats.yaml'), 'utf8'));
  const further = (launch: unknown) => {
    const sound = soundPart(launchSchema, launch);
    return sound === undefined
      ? []
      : eachSound(() => checkLaunch(sound, { images: imageFinder(root), known, asOf: AS_OF }));
  };
  const places = pathsIn(right, []);

  it.each([
    { mistake: 'no value', change: () => null },
    { mistake: 'a number', change: () => 7 },
    { mistake: 'no text', change: () => '' },
    { mistake: 'a text of no form', change: () => '? ?' },
    { mistake: 'an empty list', change: () => [] },
    { mistake: 'a list of wrong things', change: () => [null, 7, {}] },
    { mistake: 'an entry of unknown keys', change: () => ({ unknown: 7 }) },
  ])('is told of that alone: $mistake, anywhere', ({ change }) => {
    const wrong = places
      .map((path) => changed(right, path, change))
      .filter((one) => !launchSchema.safeParse(one).success);

    expect(wrong.length).toBeGreaterThan(20);
    for (const launch of wrong) expect(further(launch)).toEqual([]);
  });

  it.each([
    { mistake: 'a key left out', rename: () => undefined },
    { mistake: 'a misspelt key', rename: (key: string) => `${key}Zz` },
  ])('is told of that alone: $mistake, anywhere', ({ rename }) => {
    const wrong = places
      .filter((path) => typeof path.at(-1) === 'string')
      .map((path) => renamed(right, path, rename(String(path.at(-1)))))
      .filter((one) => !launchSchema.safeParse(one).success);

    expect(wrong.length).toBeGreaterThan(15);
    for (const launch of wrong) expect(further(launch)).toEqual([]);
  });
});

function pathsIn(value: unknown, base: Path): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const path = [...base, Array.isArray(value) ? Number(key) : key];
    return [path, ...pathsIn(member, path)];
  });
}

/** A copy of the value in which something else stands at the path. */
const changed = (value: unknown, [step, ...rest]: Path, change: (there: unknown) => unknown): unknown => {
  if (step === undefined) return change(value);
  const member = changed((value as Record<string | number, unknown>)[step], rest, change);
  return Array.isArray(value) ? value.with(Number(step), member) : { ...(value as object), [step]: member };
};

/** A copy of the value in which the last key of the path is another, or gone. */
const renamed = (value: unknown, path: Path, key: string | undefined): unknown =>
  changed(value, path.slice(0, -1), (entry) => {
    const { [String(path.at(-1))]: member, ...others } = entry as Record<string, unknown>;
    return key === undefined ? others : { ...others, [key]: member };
  });

describe('checks side by side', () => {
  it('may find more than a call takes arguments', () => {
    const many = Array.from({ length: 300_000 }, (_, index) => index);
    expect(eachSound(() => many)).toHaveLength(many.length);
  });
});
