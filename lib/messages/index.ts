import { english } from './en';
import type { Words } from './en/words';

/** Every text, by finding code or `<code>.<variant>`, with the facts it is made of. */
type Texts = typeof english;
export type MessageKey = keyof Texts;

/** What a language consists of: one folder beside `en/` whose index has this type. */
export type Messages = { readonly [K in MessageKey]: (...facts: Parameters<Texts[K]>) => Words };

/** The finding code that a key belongs to. */
export type CodeOf<K extends string> = K extends `${infer Topic}.${infer Name}.${string}` ? `${Topic}.${Name}` : K;

/** A finding but for its place. */
export interface Said<K extends MessageKey = MessageKey> extends Words {
  readonly code: CodeOf<K>;
}

/** The language that findings are told in. */
const spoken: Messages = english;

/** The text of a finding in the language spoken; the caller gives facts, never words. */
export const say = <K extends MessageKey>(key: K, ...facts: Parameters<Texts[K]>): Said<K> => {
  const code = key.split('.', 2).join('.') as CodeOf<K>;
  return { code, ...spoken[key](...facts) };
};
