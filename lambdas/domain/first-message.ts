import type { TrailFact } from '../../contracts/trail';
import type { Attempt } from './ports/attempts';
import type { HeldRequest } from './ports/queues';

/**
 * That a vendor took a message of a launch's definition, as the trail is told of it. Every message of the definition tells the same
 * fact and the first one told is kept; those that a generator made up tell one of their own, so that they hide no customer's.
 */
export const firstMessageFact = (
  { request: { launch, definitionHash: hash, channel, vendor }, synthetic }: Pick<HeldRequest, 'request' | 'synthetic'>,
  { at, durationMs }: Pick<Attempt, 'at' | 'durationMs'>,
): TrailFact => ({
  id: ['first-message', launch, hash, ...(synthetic === true ? ['synthetic'] : [])].join(':'),
  kind: 'launch.first-message',
  // When the answer came, by the record of the attempt: a copy that comes again says the same.
  at: new Date(Date.parse(at) + durationMs).toISOString(),
  by: 'tandem',
  about: launch,
  details: { hash, channel, vendor, ...(synthetic === true && { synthetic }) },
});
