import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's folder: the nearest one at or above `from` that has platform/platform.yaml. */
export const projectRoot = (from: string): string | undefined => {
  if (existsSync(join(from, 'platform/platform.yaml'))) return from;
  const above = dirname(from);
  return above === from ? undefined : projectRoot(above);
};
