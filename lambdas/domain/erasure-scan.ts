import type { Holdings } from '../../contracts/subject-rights';
import { messageRequests } from './emit';
import { type EndingStrand, type ErasureState, type ErasureWork, workOf } from './erasure-state';
import { messageIdOf } from './ids';
import type { Attempt } from './ports/attempts';
import type { StoredLedger } from './ports/decisions';
import type { LoadPersons } from './ports/profiles';
import type {
  ReadAttempts,
  ReadDecisions,
  ReadEngaged,
  ReadIndexed,
  ReadStrand,
  RecordedDecision,
} from './ports/rights';
import type { ValuesOf } from './ports/vault';

/** What a reading of every store needs. */
export interface ScanPorts {
  readonly readStrand: ReadStrand;
  readonly loadPersons: LoadPersons;
  readonly readEngaged: ReadEngaged;
  readonly readDecisions: ReadDecisions;
  readonly readAttempts: ReadAttempts;
  readonly readIndexed: ReadIndexed;
  readonly valuesOf: ValuesOf;
}

/** What a reading found, and the ids by which engagement's part of it can be deleted. */
export interface Scanned {
  /** States that a rebuild keeps; among the views that are held. */
  readonly copies: number;
  readonly held: Holdings;
  readonly decisions: readonly string[];
  readonly messages: readonly string[];
  readonly attempts: readonly Attempt[];
}

/** Messages that a ledger remembers: those sent lately, and the first one of each launch. */
export const messagesOf = ({ ledger }: Pick<StoredLedger, 'ledger'>): readonly string[] => [
  ...ledger.sends.map(({ id }) => id),
  ...Object.entries(ledger.exposures).flatMap(([launch, { decisionId, channel }]) =>
    channel === undefined ? [] : [messageIdOf(decisionId, launch, channel)],
  ),
];

const sentBy = ({ decision }: RecordedDecision): readonly string[] =>
  messageRequests(decision).map(({ messageId }) => messageId);

const unique = (ids: readonly string[]): readonly string[] => [...new Set(ids)].sort();

const scanStrand = async ({ readStrand }: ScanPorts, strand: string) => {
  let [events, log, copies] = [0, 0, 0];
  let cursor: string | undefined;
  do {
    const page = await readStrand(strand, cursor);
    events += page.events.length;
    log += page.consentLog.length;
    copies += page.copies;
    cursor = page.cursor;
  } while (cursor !== undefined);
  return { events, log, copies };
};

const scanVault = async ({ readIndexed, valuesOf }: ScanPorts, strands: readonly EndingStrand[]) => {
  const tokens = strands.map(({ token }) => token);
  const indexed = await Promise.all(
    strands.map(async ({ hash, token }) => {
      const found = hash === undefined ? undefined : await readIndexed(hash);
      return {
        owned: (found?.owned ?? []).filter(({ owner }) => owner === token),
        payloads: found?.payloads ?? [],
      };
    }),
  );
  return {
    identifiers: (await valuesOf(tokens)).size,
    values: indexed.reduce((sum, { owned }) => sum + owned.length, 0),
    quarantined: new Set(indexed.flatMap(({ payloads }) => payloads)).size,
  };
};

/** Reads every store for an erasure's strands; `known` ids of decisions and messages are looked for even where no strand leads to them any more. */
const scan = async (ports: ScanPorts, strands: readonly EndingStrand[], known: ErasureWork): Promise<Scanned> => {
  const stored = await Promise.all(strands.map(({ strand }) => scanStrand(ports, strand)));
  const ended = known.ends.filter(({ person }) => strands.some(({ strand }) => strand === person));
  const persons = await ports.loadPersons(ended.map(({ person }) => person));
  const engaged = await Promise.all(strands.map(({ strand }) => ports.readEngaged(strand)));
  const ledgers = engaged.flatMap(({ ledger }) => ledger ?? []);
  const fromLedgers = ledgers.flatMap(({ ledger }) => Object.values(ledger.exposures).map((one) => one.decisionId));
  const decisions = await ports.readDecisions(
    unique([...known.decisions, ...engaged.flatMap((one) => one.decisions), ...fromLedgers]),
  );
  const messages = unique([...known.messages, ...ledgers.flatMap(messagesOf), ...decisions.flatMap(sentBy)]);
  const attempts = await ports.readAttempts(messages);
  const vault = await scanVault(
    ports,
    strands.filter(({ erase }) => erase),
  );
  const copies = stored.reduce((sum, one) => sum + one.copies, 0);
  return {
    copies,
    held: {
      'profiles.views': persons.length + copies,
      'profiles.events': stored.reduce((sum, { events }) => sum + events, 0),
      'profiles.consent-log': stored.reduce((sum, { log }) => sum + log, 0),
      'engagement.decisions': decisions.length,
      'engagement.ledgers': ledgers.length,
      'engagement.messages': attempts.length,
      'vault.identifiers': vault.identifiers,
      'vault.values': vault.values,
      'vault.quarantined': vault.quarantined,
    },
    decisions: unique([...known.decisions, ...decisions.map(({ decision }) => decision.decisionId)]),
    messages,
    attempts,
  };
};

/** What is held when the strands have just ended. The persons' views went with their end, one each; a rebuild's copies did not. */
export const scanBefore = async (ports: ScanPorts, state: ErasureState): Promise<Scanned> => {
  const work = workOf(state);
  const found = await scan(ports, work.strands, work);
  return { ...found, held: { ...found.held, 'profiles.views': work.ends.length + found.copies } };
};

/** What is left of the strands that were erased; those that another customer has may have begun anew. */
export const scanAfter = (ports: ScanPorts, state: ErasureState): Promise<Scanned> => {
  const work = workOf(state);
  return scan(
    ports,
    work.strands.filter(({ erase }) => erase),
    work,
  );
};
