import type { LaunchDefinition, LiveLaunch } from '../../contracts/decision';
import { oncePer } from './once-per';
import { compareText } from './stamp';
import { windowOf } from './window';

/** Orders launches: higher rank, then the window that ends first, then the id. Total, so the order they came in never matters. */
const byRank = (a: LaunchDefinition, b: LaunchDefinition): number =>
  b.rank - a.rank ||
  windowOf(a).endsAt - windowOf(b).endsAt ||
  compareText(a.launch, b.launch) ||
  compareText(a.hash, b.hash);

/** Launches, best first. Many decisions are made over one reading of the launches, which is sorted once. */
export const bestFirst = oncePer((launches: readonly LiveLaunch[]): readonly LiveLaunch[] =>
  [...launches].sort((a, b) => byRank(a.definition, b.definition)),
);
