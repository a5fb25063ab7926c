import type { Scalar } from '../../contracts/condition';

/** Values that a property may have, always as a list. */
export const compileWhere = (
  where: Readonly<Record<string, Scalar | readonly Scalar[]>> | undefined,
): Readonly<Record<string, readonly Scalar[]>> =>
  Object.fromEntries(
    Object.entries(where ?? {}).map(([property, value]) => [
      property,
      Array.isArray(value) ? (value as readonly Scalar[]) : [value as Scalar],
    ]),
  );
