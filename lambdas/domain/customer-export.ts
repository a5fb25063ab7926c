import type { Json, PiiKind } from '../../contracts/event';
import type { StrandId } from '../../contracts/profile';
import type {
  CustomerExport,
  ExportedEvent,
  ExportedMessage,
  ExportedVendor,
  ExportPage,
} from '../../contracts/subject-rights';
import type { Vendor } from '../../contracts/vendor';
import { fieldName } from '../../contracts/vendor-fields';
import type { ShownPerson } from './customer-profile';
import { messageRequests } from './emit';
import { messagesOf } from './erasure-scan';
import type { Attempt } from './ports/attempts';
import type { Clock } from './ports/clocks';
import type {
  HashValue,
  Indexed,
  ReadAttempts,
  ReadDecisions,
  ReadEngaged,
  ReadIndexed,
  ReadPayload,
  ReadStrand,
  StrandPage,
} from './ports/rights';
import type { ValuesOf } from './ports/vault';
import { originOf } from './strand';
import { resolveTokens, tokensIn, withValues } from './token-values';

export interface ExportPorts {
  readonly readStrand: ReadStrand;
  readonly readEngaged: ReadEngaged;
  readonly readDecisions: ReadDecisions;
  readonly readAttempts: ReadAttempts;
  readonly hashValue: HashValue;
  readonly readIndexed: ReadIndexed;
  readonly readPayload: ReadPayload;
  readonly valuesOf: ValuesOf;
  readonly clock: Clock;
}

export interface ExportSettings {
  readonly kindOf: (type: string) => PiiKind | undefined;
  readonly vendors: readonly Vendor[];
}

/** What each store keeps, and for how long. */
export const STORES: CustomerExport['stores'] = [
  { store: 'profiles', holds: 'identifiers, traits, consent, lists, audiences', kept: 'until erased' },
  { store: 'profiles', holds: 'a copy of the same while IT rebuilds profiles, and to take that back', kept: '7 days' },
  { store: 'profiles', holds: 'events', kept: '32 days' },
  { store: 'profiles', holds: 'consent log', kept: 'until erased' },
  { store: 'vault', holds: 'values of identifiers and of personal properties', kept: 'until erased' },
  { store: 'vault', holds: 'quarantined payloads', kept: '30 days' },
  { store: 'vault', holds: 'suppressions and receipts of erasures, without values', kept: 'for good, as proof' },
  { store: 'engagement', holds: 'decisions with what they were made from', kept: '90 days' },
  {
    store: 'engagement',
    holds: 'ledger of messages, caps, first contacts and codes',
    kept: '400 days after the last one',
  },
  { store: 'engagement', holds: 'attempts to deliver messages', kept: '400 days' },
  { store: 'archive', holds: 'events, with tokens in place of values', kept: '90 days' },
];

/** Bytes of events in one answer; an answer has at most six million. */
const PAGE_BYTES = 3_000_000;

/** Where an export goes on: the member and the position in it. */
interface Position {
  readonly member: number;
  readonly cursor?: string;
}
const textOf = (position: Position): string => Buffer.from(JSON.stringify(position)).toString('base64url');

/** The position in a `next`; undefined for what is none. */
export const positionOf = (next: string): Position | undefined => {
  try {
    const { member, cursor } = JSON.parse(Buffer.from(next, 'base64url').toString('utf8')) as Record<string, unknown>;
    if (!Number.isInteger(member) || Number(member) < 0) return undefined;
    return { member: Number(member), ...(typeof cursor === 'string' && { cursor }) };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
};

const exportedEvents = async (page: StrandPage, valuesOf: ValuesOf): Promise<readonly ExportedEvent[]> => {
  const events = page.events.map(({ event, until }) => {
    const { schema, messageId, occurredAt, receivedAt, identifiers, properties } = event.detail;
    const named = identifiers.map(({ type, token }) => ({ type, value: token }));
    const times = { occurredAt, receivedAt, keptUntil: until };
    return {
      event: event.detailType,
      schema,
      source: originOf(event),
      messageId,
      ...times,
      identifiers: named,
      properties,
    };
  });
  return (await resolveTokens(events, valuesOf)) as unknown as readonly ExportedEvent[];
};

/** A page of events, members one after the other. */
const readHistory = async (
  { readStrand, valuesOf }: ExportPorts,
  members: readonly StrandId[],
  from: Position,
): Promise<ExportPage> => {
  const events: ExportedEvent[] = [];
  let bytes = 0;
  let at: Position = from;
  for (let strand = members[at.member]; strand !== undefined; strand = members[at.member]) {
    if (bytes > PAGE_BYTES) return { events, next: textOf(at) };
    const page = await readStrand(strand, at.cursor);
    const exported = await exportedEvents(page, valuesOf);
    events.push(...exported);
    bytes += JSON.stringify(exported).length;
    at = page.cursor === undefined ? { member: at.member + 1 } : { member: at.member, cursor: page.cursor };
  }
  return { events };
};

/** The whole log, which is short; the first page of an export has all of it. */
const readConsentLog = async (
  { readStrand }: ExportPorts,
  members: readonly StrandId[],
): Promise<CustomerExport['consentLog']> => {
  const log: CustomerExport['consentLog'][number][] = [];
  for (const strand of members) {
    let cursor: string | undefined;
    do {
      const page = await readStrand(strand, cursor);
      log.push(...page.consentLog);
      cursor = page.cursor;
    } while (cursor !== undefined);
  }
  return log;
};

const exportedMessage = ({ messageId, vendor, launch, state, at }: Attempt): ExportedMessage => ({
  messageId,
  vendor,
  launch,
  state,
  at,
});

const readEngagement = async (ports: ExportPorts, members: readonly StrandId[]) => {
  const engaged = await Promise.all(members.map(ports.readEngaged));
  const ledgers = engaged.flatMap(({ ledger }) => ledger ?? []);
  const decisions = await ports.readDecisions([...new Set(engaged.flatMap((one) => one.decisions))].sort());
  const sent = decisions.flatMap(({ decision }) => messageRequests(decision).map(({ messageId }) => messageId));
  const attempts = await ports.readAttempts([...new Set([...ledgers.flatMap(messagesOf), ...sent])].sort());
  return { ledgers: ledgers.map(({ ledger }) => ledger), decisions, messages: attempts.map(exportedMessage) };
};

const exportedVendors = (vendors: readonly Vendor[], messages: readonly ExportedMessage[]): readonly ExportedVendor[] =>
  vendors.flatMap(({ vendor, agreement, fields }) => {
    const sent = messages.filter((message) => message.vendor === vendor && message.state !== 'refused');
    if (sent.length === 0) return [];
    const { ref, residency } = agreement;
    return [{ vendor, agreement: ref, residency, fields: fields.map(fieldName), messages: sent }];
  });

/** What the vault has indexed under each identifier. */
const readVault = async (
  { hashValue, readIndexed }: ExportPorts,
  { kindOf }: ExportSettings,
  { identifiers }: ShownPerson['profile'],
): Promise<readonly (Indexed & { readonly type: string })[]> =>
  Promise.all(
    identifiers.flatMap(({ type, value }) => {
      const kind = kindOf(type);
      if (value === undefined || kind === undefined) return [];
      return [hashValue({ kind, value }).then(async (hash) => ({ ...(await readIndexed(hash)), type }))];
    }),
  );

const membersOf = ({ profile }: ShownPerson): readonly StrandId[] =>
  profile.identifiers.map(({ type, token }) => `${type}:${token}`);

/** Everything held about a person, the first page; from `after` on only more events. Values stand where tokens are stored. */
export const createExportCustomer = (ports: ExportPorts, settings: ExportSettings) => {
  const { valuesOf } = ports;
  const page = (person: ShownPerson, from: Position): Promise<ExportPage> =>
    readHistory(ports, membersOf(person), from);

  const whole = async (person: ShownPerson): Promise<CustomerExport> => {
    const { profile } = person;
    const members = membersOf(person);
    const [history, consentLog, { messages, ...engagement }, vault] = await Promise.all([
      readHistory(ports, members, { member: 0 }),
      readConsentLog(ports, members),
      readEngagement(ports, members),
      readVault(ports, settings, profile),
    ]);
    const payloads = [...new Set(vault.flatMap(({ payloads: ids }) => ids))];
    const quarantined = (await Promise.all(payloads.map(ports.readPayload))).filter((one) => one !== undefined);
    const owned = await valuesOf(vault.flatMap((one) => one.owned.map(({ token }) => token)));
    const told = { ...engagement, consentLog };
    const resolved = withValues(told, await valuesOf(tokensIn(told))) as unknown as Told;
    return {
      exportedAt: (await ports.clock()).toISOString(),
      profile,
      ...resolved,
      ...history,
      messages,
      vendors: exportedVendors(settings.vendors, messages),
      quarantined: quarantined as readonly Json[],
      values: [...new Set(owned.values())].sort(),
      erasures: vault.flatMap(({ type, receipt, erasedAt }) =>
        receipt === undefined || erasedAt === undefined ? [] : [{ type, receipt, erasedAt }],
      ),
      stores: STORES,
    };
  };

  return { whole, page };
};
type Told = Pick<CustomerExport, 'decisions' | 'ledgers' | 'consentLog'>;
export type ExportCustomer = ReturnType<typeof createExportCustomer>;
