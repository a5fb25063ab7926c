import type { TrailRecord } from '../../../../contracts/trail';
import type { CloudTrailEvent } from '../cloud-trail';
import { isWithin, type PeriodInput, sourceOf } from '../input';
import { makeTable, type PeriodRow } from '../make-table';
import type { PeriodTable } from '../table';
import { accountEvents } from './account-events';
import { EMERGENCIES, type Emergency, emergenciesOf } from './emergency-kinds';
import type { PeopleHistory } from './people-history';
import { type Principal, principalOf } from './principal';

type Row = PeriodRow & { readonly exception: string };

interface Use {
  readonly emergency: Emergency;
  readonly who: Principal;
  readonly event: CloudTrailEvent;
}

/** Every way past the pipeline and the functions that somebody took. */
export const breakGlass = (input: PeriodInput, { versions }: PeopleHistory): PeriodTable => {
  const people = versions.flatMap((version) => version.people);
  const events = accountEvents(input);
  const uses = events.flatMap((event): readonly Use[] => {
    const who = principalOf(event, input.stage, people);
    return emergenciesOf(event, who.kind, input.stage).map((emergency) => ({ emergency, who, event }));
  });
  const pauses = input.trail?.records.filter(({ kind, at }) => kind === 'platform.paused' && isWithin(input, at)) ?? [];
  return makeTable(input, {
    id: 'break-glass',
    title: 'Emergencies: ways past the pipeline and the functions',
    means: `A row is a kind of use, by one principal, with one call, on one day. ${Object.entries(EMERGENCIES)
      .map(([kind, words]) => `${kind}: ${words}`)
      .join('; ')}. It is an exception where AWS let it happen, or everything was stopped, and no reason is recorded.`,
    sources: [...sourceOf(input.cloudTrail, events.length), ...sourceOf(input.trail, pauses.length)],
    columns: {
      day: 'In UTC.',
      kind: 'As told above.',
      who: 'Role, user or root; of a stop, the operator as their machine names them.',
      session: 'Name of the session, without the domain of an address.',
      call: 'Service and name of the call, or platform.paused.',
      times: 'How often that day.',
      refused: 'How often AWS refused it.',
      reason: 'As the operator gave it.',
      source: 'Id of the first event in CloudTrail, or number of the record in the audit trail.',
    },
    rows: [...usesByDay(uses).map(useRow), ...pauses.map(pauseRow)].sort((a, b) => compare(textOf(a), textOf(b))),
    gaps: gapsOf(input),
  });
};

const usesByDay = (uses: readonly Use[]): readonly (readonly Use[])[] => {
  const groups = new Map<string, Use[]>();
  for (const use of uses) {
    const { emergency, who, event } = use;
    const key = JSON.stringify([dayOf(event.eventTime), emergency, who.kind, who.name, who.session, callOf(event)]);
    const others = groups.get(key);
    if (others === undefined) groups.set(key, [use]);
    else others.push(use);
  }
  return [...groups.values()];
};

const useRow = (uses: readonly Use[]): Row => {
  const [first] = uses;
  if (first === undefined) throw new Error('A group of uses has at least one.');
  const { emergency, who, event } = first;
  const refused = uses.filter((use) => use.event.errorCode !== undefined).length;
  return {
    day: dayOf(event.eventTime),
    kind: emergency,
    who: who.name,
    session: who.session ?? null,
    call: callOf(event),
    times: uses.length,
    refused,
    reason: null,
    source: event.eventID,
    exception: refused === uses.length ? '' : `${EMERGENCIES[emergency]}, and no reason is recorded`,
  };
};

const pauseRow = ({ at, by, details, sequence }: TrailRecord): Row => {
  const reason = typeof details.reason === 'string' && details.reason !== '' ? details.reason : null;
  return {
    ...{ day: dayOf(at), kind: 'paused-all', who: by, session: null, call: 'platform.paused', times: 1, refused: 0 },
    reason,
    source: String(sequence),
    exception: reason === null ? 'everything was stopped, and no reason is recorded' : '',
  };
};

const gapsOf = ({ trail, cloudTrail }: PeriodInput): string[] => [
  'The platform has no role for emergencies: whoever goes past the pipeline does so as root, as a user, or under a role that the organisation gives. Reasons are in its tickets.',
  ...(cloudTrail === undefined
    ? ['No export of CloudTrail was given: what was done past the pipeline is not known.']
    : ['Reading and writing of items shows only where the account’s trail records data events of DynamoDB.']),
  ...(trail === undefined ? ['No audit trail was given: stops of everything are not known.'] : []),
];

const dayOf = (at: string): string => at.slice(0, 10);
const callOf = ({ eventSource, eventName }: CloudTrailEvent): string =>
  `${eventSource.replace(/\.amazonaws\.com$/, '')}:${eventName}`;
const textOf = ({ day, kind, who, session, call, source }: Row): string =>
  JSON.stringify([day, kind, who, session, call, source]);
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
