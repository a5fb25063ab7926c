import type { LaunchDefinition } from '../../contracts/decision';
import { compareText } from './stamp';
import { windowOf } from './window';

/** Orders launches: higher rank, then the window that ends first, then the id. Total, so the order they came in never matters. */
export const byRank = (a: LaunchDefinition, b: LaunchDefinition): number =>
  b.rank - a.rank ||
  windowOf(a).endsAt - windowOf(b).endsAt ||
  compareText(a.launch, b.launch) ||
  compareText(a.hash, b.hash);
