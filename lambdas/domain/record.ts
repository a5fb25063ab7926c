/** The record's own member; names come from outside, so `constructor` and `__proto__` must not find the prototype's. */
export const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** The record with one member set, members sorted by name: the same members are always the same bytes. */
export const withMember = <T>(
  record: Readonly<Record<string, T>>,
  name: string,
  value: T,
): Readonly<Record<string, T>> =>
  // A member that is there keeps its place; a computed key makes even `__proto__` an own member.
  Object.hasOwn(record, name) ? { ...record, [name]: value } : sortedRecord([...Object.entries(record), [name, value]]);

/** A record of the entries, sorted by name. */
export const sortedRecord = <T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
