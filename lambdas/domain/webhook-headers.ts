/** A header's value by its name in lower case; undefined for one that is absent, empty or longer than any signature needs. */
export type HeaderOf = (name: string) => string | undefined;

const LONGEST = 4096;

/** Reads headers whose names came in any case; most come in lower case, and are found at once. */
export const headerReader = (headers: Readonly<Record<string, string | undefined>>): HeaderOf => {
  let lower: Map<string, string | undefined> | undefined;
  return (name) => {
    let value = Object.hasOwn(headers, name) ? headers[name] : undefined;
    if (value === undefined) {
      lower ??= new Map(Object.entries(headers).map(([given, text]) => [given.toLowerCase(), text]));
      value = lower.get(name);
    }
    return value === undefined || value === '' || value.length > LONGEST ? undefined : value;
  };
};
