import type { Source } from '../../contracts/platform';
import type { EdgeEvent, ValidationError } from './edge-event';
import type { Misplaced, PropertyReading } from './edge-properties';
import type { QuarantineReason } from './ports/quarantine';

/** Whether an event that is not let in is kept for somebody to look at. */
export type Handling = 'reject' | 'quarantine';

/** What is wrong with an event, in names only. */
export interface Fault {
  readonly handling: Handling;
  readonly reason: QuarantineReason;
  readonly detail: string;
}

const UNREADABLE: ReadonlySet<Misplaced> = new Set(['unsafe-name', 'broken-text', 'infinite-number']);

/** The gravest thing wrong with an event: personal data out of place, then names, then values. */
export const faultOf = (
  reading: PropertyReading,
  event: EdgeEvent,
  { unknownProperties }: Pick<Source, 'unknownProperties'>,
): Fault | undefined => {
  const { stray, unknown, unspelt } = reading;
  if (stray?.what === 'card-number') return { handling: 'quarantine', reason: 'card-number', detail: stray.path };
  if (stray !== undefined) {
    const reason = UNREADABLE.has(stray.what) ? 'malformed' : 'undeclared-personal-data';
    return { handling: 'quarantine', reason, detail: `${stray.path} ${stray.what}` };
  }
  if (unknown.length > 0 && unknownProperties !== 'strip') {
    return { handling: unknownProperties, reason: 'unknown-property', detail: someOf(unknown) };
  }
  if (!event.validate(reading.properties)) {
    return { handling: 'quarantine', reason: 'schema-violation', detail: violations(event.validate.errors ?? []) };
  }
  return unspelt === undefined ? undefined : { handling: 'quarantine', reason: 'schema-violation', detail: unspelt };
};

const MOST_NAMED = 5;
/** Names, the first few of many. */
const someOf = (names: readonly string[]): string =>
  names.length > MOST_NAMED
    ? `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`
    : names.join(', ');

/** Places and keywords; of their parameters only the name that a schema requires, never what was sent. */
const violations = (errors: readonly ValidationError[]): string =>
  errors
    .slice(0, MOST_NAMED)
    .map(({ instancePath, keyword, params: { missingProperty } }) =>
      [instancePath.slice(0, 100) || '/', keyword, typeof missingProperty === 'string' ? missingProperty : []]
        .flat()
        .join(' '),
    )
    .join(', ');
