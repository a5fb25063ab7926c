/** Whether a text fits an IAM pattern (`*` any run of characters, `?` one character). */
export const matchesWildcard = (pattern: string, text: string): boolean => {
  // Two pointers with one point of return: linear in practice, no regular expression built from data.
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (p < pattern.length && pattern[p] === '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
};

/**
 * Whether everything that fits `inner` also fits `outer`. Never says yes wrongly: the wildcards of `inner` are read as
 * characters of their own, which only a `*` of `outer` (or `?` for `?`) can stand for.
 */
export const isWithin = (inner: string, outer: string): boolean => matchesExcept(outer, inner.replaceAll('*', STAR));

/** Stands for a `*` of the inner pattern; no ARN holds it. */
const STAR = '\u0000';

const matchesExcept = (pattern: string, text: string): boolean => {
  const memo = new Map<string, boolean>();
  const walk = (p: number, t: number): boolean => {
    const key = `${p}:${t}`;
    const known = memo.get(key);
    if (known !== undefined) return known;
    let result: boolean;
    if (p === pattern.length) result = t === text.length;
    else if (pattern[p] === '*') result = walk(p + 1, t) || (t < text.length && walk(p, t + 1));
    else if (t === text.length) result = false;
    else if (pattern[p] === '?') result = text[t] !== STAR && walk(p + 1, t + 1);
    else result = pattern[p] === text[t] && walk(p + 1, t + 1);
    memo.set(key, result);
    return result;
  };
  return walk(0, 0);
};

/** Whether an IAM action fits a pattern; actions are compared without case. */
export const matchesAction = (pattern: string, action: string): boolean =>
  matchesWildcard(pattern.toLowerCase(), action.toLowerCase());

/** Whether an ARN fits a pattern as ArnLike and ArnEquals compare: part by part, the last part whole. */
export const matchesArn = (pattern: string, arn: string): boolean => {
  const parts = splitArn(pattern);
  const values = splitArn(arn);
  if (parts.length !== 6 || values.length !== 6) return pattern === arn;
  return parts.every((part, index) => matchesWildcard(part, values[index] ?? ''));
};

const splitArn = (arn: string): readonly string[] => {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
};
