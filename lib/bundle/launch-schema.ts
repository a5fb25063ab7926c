import { z } from 'zod';
import { launchSchema } from '../../contracts/launch';

/** Where editors look for it; named in the first line of every launch. */
export const LAUNCH_SCHEMA_FILE = 'launches/launch.schema.json';

/** The JSON Schema of a launch as text, for editors; generated, never edited. */
export const launchSchemaText = (): string => {
  const schema = z.toJSONSchema(launchSchema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ title: 'Tandem launch', ...schema }, null, 2)}\n`;
};
