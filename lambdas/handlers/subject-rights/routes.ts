import type { IdentityRules } from '../../../contracts/identity';
import type { ErasureAnswer, RightsVerb } from '../../../contracts/subject-rights';
import { type ExportCustomer, positionOf } from '../../domain/customer-export';
import type { ReadProfile, ShownPerson } from '../../domain/customer-profile';
import { type ErasureState, receiptOf } from '../../domain/erasure-state';
import type { PublishEvents } from '../../domain/ports/bus';
import type { Clock } from '../../domain/ports/clocks';
import type { HashValue, LoadErasure, ReadIndexed } from '../../domain/ports/rights';
import { publishAll } from '../../domain/publish-all';
import { isGenuine } from '../../domain/receipt-signature';
import { restrictionEvent } from '../../domain/restriction-event';
import { type AskedSubject, readErase, readExport, readLookup, readRestrict } from '../../domain/rights-request';
import type { StartErasure } from '../../domain/start-erasure';
import { strandOf } from '../../domain/strand';
import type { SubjectMark, Told } from '../../domain/trail-told';
import { ticketTold } from '../../domain/withheld';
import { type HttpAnswer, json, problem } from '../../runtime/problem';

/** An answer, and what the audit trail is to know before it goes out; nothing where no store was asked. */
export interface Answered {
  readonly answer: HttpAnswer;
  readonly told?: Told;
}

/** Answers one route; the body is the JSON that was sent. */
export type Route = (body: unknown, asked: { readonly caller: string; readonly trace: string }) => Promise<Answered>;

export interface RoutesDeps {
  readonly identity: IdentityRules;
  readonly hashValue: HashValue;
  /** Asked anew each time: who was erased a moment ago is unknown. */
  readonly readIndexed: ReadIndexed;
  readonly readProfile: ReadProfile;
  readonly exportCustomer: ExportCustomer;
  readonly startErasure: StartErasure;
  readonly loadErasure: LoadErasure;
  readonly readKey: () => Promise<string>;
  readonly publishEvents: PublishEvents;
  readonly clock: Clock;
  readonly subjectMark: SubjectMark;
}

const invalid = (title: string): Answered => ({ answer: problem(400, 'invalid-request', title) });
const unknownCustomer = (): HttpAnswer =>
  problem(404, 'unknown-customer', 'Nobody is known by this identifier, or they were erased.');

interface Access {
  readonly kind?: 'personal-data.read' | 'personal-data.restricted';
  readonly subject: AskedSubject;
  readonly found: boolean;
  readonly events?: number;
  readonly restricted?: boolean;
  readonly ground?: string;
  readonly ticket?: string;
}

/** The routes of subject rights, by their last word. Callers and their scopes are checked before they are called. */
export const createRoutes = (deps: RoutesDeps): Readonly<Record<string, Route>> => {
  const { identity } = deps;
  const strandFor = async ({ type, value }: AskedSubject): Promise<string | undefined> => {
    const { token } = await deps.readIndexed(await deps.hashValue(value));
    return token === undefined ? undefined : strandOf({ type, token });
  };
  const personFor = async (subject: AskedSubject): Promise<ShownPerson | undefined> => {
    const strand = await strandFor(subject);
    return strand === undefined ? undefined : deps.readProfile(strand);
  };

  const read = async (
    route: RightsVerb,
    { kind = 'personal-data.read', subject, ...details }: Access,
  ): Promise<Told> => ({
    kind,
    about: await deps.subjectMark(subject),
    details: { route, type: subject.type, ...details },
  });

  const lookup: Route = async (body) => {
    const asked = readLookup(body, identity);
    if (asked.refused !== undefined) return invalid(asked.refused);
    const { subject } = asked;
    const person = await personFor(subject);
    return {
      answer: person === undefined ? unknownCustomer() : json(200, person.profile),
      told: await read('lookup', { subject, found: person !== undefined }),
    };
  };

  const exportRoute: Route = async (body) => {
    const asked = readExport(body, identity);
    if (asked.refused !== undefined) return invalid(asked.refused);
    const { subject, after } = asked;
    const from = after === undefined ? undefined : positionOf(after);
    if (after !== undefined && from === undefined) return invalid('after must be the next of a page.');
    const person = await personFor(subject);
    if (person === undefined) {
      return { answer: unknownCustomer(), told: await read('export', { subject, found: false }) };
    }
    const { whole, page } = deps.exportCustomer;
    const shown = from === undefined ? await whole(person) : await page(person, from);
    return {
      answer: json(200, shown),
      told: await read('export', { subject, found: true, events: shown.events.length }),
    };
  };

  const answerOf = async (state: ErasureState): Promise<ErasureAnswer> => {
    const receipt = receiptOf(state);
    if (receipt.signature === undefined) return { receipt };
    return { receipt, genuine: isGenuine(receipt, await deps.readKey()) };
  };

  const erase: Route = async (body, { caller }) => {
    const asked = readErase(body, identity);
    if (asked.refused !== undefined) return invalid(asked.refused);
    if ('subject' in asked) {
      const { subject } = asked;
      const state = await deps.startErasure({ ...subject, askedBy: caller });
      const told: Told = {
        kind: 'erasure.asked',
        about: state.receipt,
        details: { type: subject.type, step: state.step },
      };
      return { answer: json(202, await answerOf(state)), told };
    }
    const stored = await deps.loadErasure(asked.receipt);
    // A receipt holds nothing of a person.
    if (stored === undefined) {
      return { answer: problem(404, 'unknown-receipt', 'There is no erasure of this receipt.') };
    }
    return { answer: json(200, await answerOf(stored.state)) };
  };

  const restrict: Route = async (body, { trace }) => {
    const asked = readRestrict(body, identity);
    if (asked.refused !== undefined) return invalid(asked.refused);
    const { subject, refused: _none, ...order } = asked;
    const { ground, ticket, release } = order;
    const ordered = {
      ...({ kind: 'personal-data.restricted', subject } as const),
      ...(ground !== undefined && { ground }),
      ...(ticket !== undefined && { ticket: ticketTold(ticket) }),
    };
    const strand = await strandFor(subject);
    if (strand === undefined || (await deps.readProfile(strand)) === undefined) {
      return { answer: unknownCustomer(), told: await read('restrict', { ...ordered, found: false }) };
    }
    const at = (await deps.clock()).toISOString();
    await publishAll(deps.publishEvents)([restrictionEvent(strand, order, { at, trace })]);
    return {
      answer: json(202, { restricted: !release, at }),
      told: await read('restrict', { ...ordered, found: true, restricted: !release }),
    };
  };

  return { lookup, export: exportRoute, erase, restrict };
};
