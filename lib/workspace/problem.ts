/** What an error of a library says; of an error with a place in the text only what comes before that. */
export const problemOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/, (file|line):.*/s, '');
