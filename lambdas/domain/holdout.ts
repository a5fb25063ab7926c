import { createHash } from 'node:crypto';
import type { Exposure, LaunchDefinition, Ledger } from '../../contracts/decision';
import type { PersonView } from '../../contracts/profile';
import { own } from './record';

/** 48 bits of a hash as a share of one: as even as a coin that is tossed anew for each launch, and the same on every day. */
const share = (text: string): number => createHash('sha256').update(text).digest().readUIntBE(0, 6) / 2 ** 48;

/**
 * The arm of a person in a launch's experiment. Drawn by the person's id, its oldest lasting member; whoever is in an arm
 * stays in it, also when a merge changes the id or the share is edited.
 */
export const armOf = (
  { launch, audience }: LaunchDefinition,
  view: PersonView,
  ledger: Ledger,
  salt: string,
): Exposure['arm'] => {
  const known = own(ledger.exposures, launch)?.arm;
  if (known !== undefined) return known;
  return share(`${salt}\n${launch}\n${view.person}`) < audience.holdout ? 'held-out' : 'treated';
};
