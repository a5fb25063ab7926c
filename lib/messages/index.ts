import { english } from './en';
import type { Words } from './en/words';

type Findings = typeof english.findings;
type Phrases = typeof english.phrases;

/** A finding code or `<code>.<variant>`: what is wrong, and in which way. */
export type MessageKey = keyof Findings;

/** What a language consists of: one folder beside `en/` whose index has this type. */
export interface Messages {
  readonly findings: { readonly [K in MessageKey]: (...facts: Parameters<Findings[K]>) => Words };
  /** Half sentences that other texts take up as facts. */
  readonly phrases: { readonly [K in keyof Phrases]: (...facts: Parameters<Phrases[K]>) => string };
}

type CodeOf<K extends string> = K extends `${infer Topic}.${infer Name}.${string}` ? `${Topic}.${Name}` : K;

/** A finding but for its place. */
export interface Said<K extends MessageKey = MessageKey> extends Words {
  readonly code: CodeOf<K>;
}

/** The language that findings are told in. */
const spoken: Messages = english;

/** The text of a finding; the caller gives facts, never words. */
export const say = <K extends MessageKey>(key: K, ...facts: Parameters<Findings[K]>): Said<K> => {
  const code = key.split('.', 2).join('.') as CodeOf<K>;
  return { code, ...spoken.findings[key](...facts) };
};

/** Half a sentence that another text takes up as a fact. */
export const phrase = <K extends keyof Phrases>(key: K, ...facts: Parameters<Phrases[K]>): string =>
  spoken.phrases[key](...facts);
