import type { LaunchDefinition } from '../../contracts/decision';
import { compareText } from './stamp';

/** Orders launches: higher rank, then the window that ends first, then the id. Total, so the order they came in never matters. */
export const byRank = (a: LaunchDefinition, b: LaunchDefinition): number =>
  b.rank - a.rank ||
  Date.parse(a.window.endsAt) - Date.parse(b.window.endsAt) ||
  compareText(a.launch, b.launch) ||
  compareText(a.hash, b.hash);
