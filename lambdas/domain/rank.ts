import type { LaunchDefinition } from '../../contracts/decision';

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Orders launches: higher rank, then the window that ends first, then the id. Total, so the order they came in never matters. */
export const byRank = (a: LaunchDefinition, b: LaunchDefinition): number =>
  b.rank - a.rank ||
  Date.parse(a.window.endsAt) - Date.parse(b.window.endsAt) ||
  text(a.launch, b.launch) ||
  text(a.hash, b.hash);
