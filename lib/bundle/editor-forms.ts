import { z } from 'zod';

/** What a text has to look like, in the words of its contract; undefined where any will do. */
export const formOf = (schema: z.core.$ZodType): string | undefined => {
  if (!(schema instanceof z.ZodString)) return undefined;
  const complaint = schema.safeParse(' ').error?.issues.find((issue) => issue.code === 'invalid_format');
  return complaint?.message.startsWith('Invalid') ? undefined : complaint?.message;
};
