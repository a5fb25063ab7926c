/** The same pure function, worked out once per text: a thousand launches share zones, dates and copy. */
export const remembered = <T>(work: (text: string) => T): ((text: string) => T) => {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined || known.has(text)) return found as T;
    const made = work(text);
    known.set(text, made);
    return made;
  };
};
