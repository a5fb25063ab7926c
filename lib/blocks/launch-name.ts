import { createHash } from 'node:crypto';

const LONGEST = 64;
const MARK = 9;

/** A launch's full name as rules and schedules take it: what AWS would find too long ends in a mark that is the launch's own. */
export const withinLimit = (name: string): string => {
  if (name.length <= LONGEST) return name;
  const mark = createHash('sha256')
    .update(name)
    .digest('hex')
    .slice(0, MARK - 1);
  return `${name.slice(0, LONGEST - MARK)}-${mark}`;
};
