import type { CloudTrailEvent } from '../cloud-trail';
import { type PeriodInput, sourceOf } from '../input';
import { makeTable, type PeriodRow } from '../make-table';
import type { PeriodTable } from '../table';
import { accountEvents } from './account-events';
import type { PeopleHistory } from './people-history';
import { BY_HAND, type Principal, principalOf } from './principal';

type Row = PeriodRow & { readonly exception: string };

/** Everybody who called AWS in the stage's account, and who answers for them. */
export const awsPrincipals = (input: PeriodInput, { versions }: PeopleHistory): PeriodTable => {
  const people = versions.flatMap((version) => version.people);
  const groups = new Map<string, { readonly principal: Principal; readonly events: CloudTrailEvent[] }>();
  const events = accountEvents(input);
  for (const event of events) {
    const principal = principalOf(event, input.stage, people);
    const key = JSON.stringify([principal.kind, principal.name, principal.session]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { principal, events: [event] });
    else group.events.push(event);
  }
  return makeTable(input, {
    id: 'aws-principals',
    title: 'Who called AWS in the account',
    means:
      'A row is a role, a user or a service, and each session of a role that people take on. It is an exception where a person can be behind it and nobody in platform/teams.yaml answers for it: their short name, address or login is the name of the session or user.',
    sources: sourceOf(input.cloudTrail, events.length),
    columns: {
      principal: 'Name of the role or user; else the service.',
      session: 'Name of the session, without the domain of an address.',
      kind: 'platform: a role of the stage, by its name; pipeline; bootstrap: of the CDK; service; session: any other role; user; root; other.',
      answers: 'Short name of who answers for it.',
      calls: 'Calls of the period.',
      changes: 'Those that were more than reading.',
      refused: 'Those that AWS refused.',
      first: 'The first call of the period.',
      last: 'The last one.',
      event: 'Id of the first call’s event in CloudTrail.',
    },
    rows: [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { principal, events: calls }]) => rowOf(principal, calls)),
    gaps:
      input.cloudTrail === undefined
        ? ['No export of CloudTrail was given: who called AWS is not known.']
        : ['Who may take on a role is for the organisation’s identity provider to review.'],
  });
};

const rowOf = ({ kind, name, session, person }: Principal, calls: readonly CloudTrailEvent[]): Row => ({
  principal: name,
  session: session ?? null,
  kind,
  answers: person ?? null,
  calls: calls.length,
  changes: calls.filter(({ readOnly }) => readOnly !== true).length,
  refused: calls.filter(({ errorCode }) => errorCode !== undefined).length,
  first: calls[0]?.eventTime ?? null,
  last: calls.at(-1)?.eventTime ?? null,
  event: calls[0]?.eventID ?? null,
  exception: BY_HAND.has(kind) && person === undefined ? 'nobody in platform/teams.yaml answers for it' : '',
});
