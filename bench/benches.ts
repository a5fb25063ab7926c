import type { Bench } from './row';
import { bundles } from './rows/bundles';
import { check } from './rows/check';
import { cost } from './rows/cost';
import { decisions } from './rows/decisions';
import { evidence } from './rows/evidence';
import { golive } from './rows/golive';
import { identity } from './rows/identity';
import { ingest } from './rows/ingest';
import { fresh, warmStart } from './rows/main-job';
import { offers } from './rows/offers';
import { panelYear } from './rows/panel-year';
import { plan } from './rows/plan';
import { preview } from './rows/preview';
import { profiles } from './rows/profiles';
import { report } from './rows/report';
import { results } from './rows/results';
import { sender } from './rows/sender';
import { synth } from './rows/synth';
import { signatures } from './rows/verify';
import { writeUnits } from './rows/write-units';

/** All benches, in the order in which they are printed. */
export const benches: readonly Bench[] = [
  synth,
  check,
  plan,
  preview,
  bundles,
  ingest,
  profiles,
  decisions,
  offers,
  signatures,
  sender,
  golive,
  writeUnits,
  identity,
  results,
  panelYear,
  cost,
  evidence,
  report,
  warmStart,
  fresh,
];
