import type { Messages } from '../../lib/messages';

type Text = (...facts: never[]) => unknown;

/** A language in which every text stands in corner brackets, so that one that is not of the language shows. */
export const pseudoLanguage = (messages: Messages): Messages => ({
  findings: transformed(messages.findings),
  phrases: transformed(messages.phrases),
});

/** The same functions with what they give transformed; their facts are passed through. */
const transformed = <T extends Readonly<Record<string, Text>>>(texts: T): T =>
  Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [key, (...facts: never[]) => bracketed(text(...facts))]),
  ) as T;

const bracketed = (said: unknown): unknown =>
  typeof said === 'string'
    ? `⟦${said}⟧`
    : Object.fromEntries(Object.entries(said as object).map(([part, text]) => [part, `⟦${text}⟧`]));
