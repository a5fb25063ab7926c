/** How much of the old a change breaks: nothing, some of it, or all of it (SchemaVer's ADDITION, REVISION and MODEL). */
export const LEVELS = ['addition', 'revision', 'model'] as const;
export type Level = (typeof LEVELS)[number];

/** The parts of `MODEL-REVISION-ADDITION`. */
const partsOf = (version: string): readonly [number, number, number] => {
  const [model = 0, revision = 0, addition = 0] = version.split('-').map(Number);
  return [model, revision, addition];
};

/** Which of two versions is older: negative for the first, 0 for the same. */
export const compareVersions = (a: string, b: string): number => {
  const [left, right] = [partsOf(a), partsOf(b)];
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
};

/** The MODEL of a version. */
export const modelOf = (version: string): number => partsOf(version)[0];

/** The version that follows for a change of this level. */
export const nextVersion = (version: string, level: Level): string => {
  const [model, revision, addition] = partsOf(version);
  if (level === 'model') return `${model + 1}-0-0`;
  return level === 'revision' ? `${model}-${revision + 1}-0` : `${model}-${revision}-${addition + 1}`;
};

/** What the step from one version to the next says; undefined where it is no step. */
export const levelOfStep = (before: string, after: string): Level | undefined =>
  LEVELS.find((level) => nextVersion(before, level) === after);

/** Whether `level` breaks more than `said`. */
export const breaksMore = (level: Level, said: Level): boolean => LEVELS.indexOf(level) > LEVELS.indexOf(said);
