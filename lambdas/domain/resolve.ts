import type { BusEvent } from '../../contracts/event';
import { SOURCE } from '../../contracts/names';
import type { PersonId } from '../../contracts/profile';
import { originOf } from './strand';

/** An edge event once it is known whose it is: same name, message and trace; the edge source it came from stays in `origin`. */
export const resolvedEvent = (event: BusEvent, person: PersonId): BusEvent => ({
  source: SOURCE.resolved,
  detailType: event.detailType,
  detail: { ...event.detail, profileId: person, origin: originOf(event) },
});
