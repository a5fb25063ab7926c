import type { TrailKind, TrailRecord } from '../../../../contracts/trail';
import type { CloudTrailEvent } from '../cloud-trail';
import { isWithin, type PeriodInput, sourceOf } from '../input';
import { makeTable, type PeriodRow } from '../make-table';
import { principalOf } from '../people/principal';
import type { PeriodTable } from '../table';
import { personalDataReaders } from './personal-data-readers';

type Row = PeriodRow & { readonly exception: string };

/** By what right a route shows data of customers, or works on it. */
const GROUNDS: Readonly<Record<string, string>> = {
  lookup: 'a customer asks what is known (GDPR Art. 15)',
  export: 'a customer asks for a copy (GDPR Art. 15 and 20)',
  restrict: 'a customer asks not to be used (GDPR Art. 18)',
  why: 'a customer asks why they got an offer, or none (GDPR Art. 15)',
  'quarantine.judge': 'operations: what was set aside is judged anew, values are not shown',
  'quarantine.replay': 'operations: what was set aside is let in, values are not shown',
  'send-test': 'a test to staff: no customer is read',
};

/** On which ground of Art. 18(1) a restriction was asked for. */
const RESTRICTIONS: Readonly<Record<string, string>> = {
  'accuracy-contested': 'a customer contests that the data are right (GDPR Art. 18(1)(a))',
  'unlawful-processing': 'a customer wants unlawfully used data kept, not erased (GDPR Art. 18(1)(b))',
  'needed-for-claims': 'a customer needs the data for legal claims (GDPR Art. 18(1)(c))',
  'objection-pending': 'a customer objected, and is waiting for the answer (GDPR Art. 18(1)(d))',
};
const RELEASE = 'a restriction is over (GDPR Art. 18(3))';

const KINDS: ReadonlySet<TrailKind> = new Set(['personal-data.read', 'personal-data.restricted', 'test.sent']);
/** By whom the trail says that functions were invoked that AWS lets operators invoke; who it was, CloudTrail knows. */
const OPERATOR = 'operator';

/** Who looked at data of customers, or had it worked on, when and by what right; and the same summed up by who. */
export const personalDataReads = (input: PeriodInput): readonly PeriodTable[] => {
  const records = input.trail?.records.filter(({ kind, at }) => KINDS.has(kind) && isWithin(input, at)) ?? [];
  const rows = records.map((record) => rowOf(record, callerOf(record, input)));
  const sources = sourceOf(input.trail, records.length);
  const gaps = gapsOf(input, records);
  return [
    makeTable(input, {
      id: 'personal-data-reads',
      title: 'Who read personal data',
      means:
        'A row is a reading of the data of a customer by people or their services, a restriction, or a test to staff, as the platform recorded it before it answered. It is an exception where nobody can say who it was, or by what right.',
      sources,
      columns: {
        record: 'Number of the record in the audit trail.',
        at: 'When.',
        who: 'API client, operator as their machine names them, or the principal of AWS.',
        what: 'Route or task.',
        ground: 'By what right; of a restriction the ground that was given.',
        ticket: 'The ticket that a restriction or its end was asked for under.',
        about: 'Keyed hash of the identifier; a launch, of a test; quarantine.',
        type: 'Type of the identifier.',
        found: 'Whether anybody was known by it.',
        amount: 'Events that were shown, payloads that were worked on, or messages of a test.',
      },
      rows,
      gaps,
    }),
    personalDataReaders(input, { rows, sources, gaps }),
  ];
};

const rowOf = ({ sequence, at, kind, by, about, details }: TrailRecord, who: string | undefined): Row => {
  const what = kind === 'test.sent' ? 'send-test' : String(details.route ?? '');
  const ground = groundOf(what, details);
  const amount = details.events ?? details.payloads ?? details.messages;
  return {
    record: sequence,
    at,
    who: who ?? by,
    what,
    ground: ground ?? null,
    ticket: typeof details.ticket === 'string' ? details.ticket : null,
    about,
    type: typeof details.type === 'string' ? details.type : null,
    found: typeof details.found === 'boolean' ? details.found : null,
    amount: typeof amount === 'number' ? amount : null,
    exception: [
      ...(who === undefined ? ['nobody can say who it was'] : []),
      ...(ground === undefined ? ['by a way that no right is known for'] : []),
    ].join('; '),
  };
};

const groundOf = (what: string, { ground, restricted }: TrailRecord['details']): string | undefined => {
  if (what === 'restrict' && restricted === false) return RELEASE;
  return (what === 'restrict' ? known(RESTRICTIONS, String(ground)) : undefined) ?? known(GROUNDS, what);
};

const known = (texts: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(texts, name) ? texts[name] : undefined;

/** Who it was; undefined where the trail does not say it, nor CloudTrail. */
const callerOf = ({ by, details }: TrailRecord, input: PeriodInput): string | undefined => {
  if (by === '' || by === 'unknown') return undefined;
  if (by !== OPERATOR) return by;
  const event = input.cloudTrail?.events.find((one) => isInvocation(one, String(details.request)));
  if (event === undefined) return undefined;
  const { name, session } = principalOf(event, input.stage, input.workspace.people);
  return session === undefined ? name : `${name}/${session}`;
};

const isInvocation = ({ eventSource, requestID }: CloudTrailEvent, request: string): boolean =>
  eventSource === 'lambda.amazonaws.com' && requestID === request;

const gapsOf = ({ trail }: PeriodInput, records: readonly TrailRecord[]): string[] => {
  if (trail === undefined) return ['No audit trail was given: who read personal data is not known.'];
  return [
    'The trail names the API client; which member of staff sat before it, and the ticket of all but restrictions, are in that service’s own records.',
    ...(records.some(({ by }) => by === OPERATOR)
      ? [
          'Tasks of quarantine are recorded as of an operator. Who it was is told where the export of CloudTrail has the invocations of functions (data events of Lambda).',
        ]
      : []),
  ];
};
