import { canonicalJson } from '../../governance/register/canonical-json';

/** Whether two values say the same; what is left out is nothing. */
export const isSame = (one: unknown, other: unknown): boolean =>
  canonicalJson(one ?? null) === canonicalJson(other ?? null);
