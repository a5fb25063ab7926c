/** Seals JSON so that only this function reads it again, and only where it is about the same. */
export type Seal = (value: unknown, about: string) => Promise<string>;

/** Opens what was sealed; undefined for everything else. */
export type OpenSealed = <Value>(sealed: string, about: string) => Promise<Value | undefined>;
