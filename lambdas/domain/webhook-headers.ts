/** A header's value by its name in lower case; undefined for one that is absent, empty or longer than any signature needs. */
export type HeaderOf = (name: string) => string | undefined;

const LONGEST = 4096;

/** Reads headers whose names came in any case. */
export const headerReader = (headers: Readonly<Record<string, string | undefined>>): HeaderOf => {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return (name) => {
    const value = lower.get(name);
    return value === undefined || value === '' || value.length > LONGEST ? undefined : value;
  };
};
