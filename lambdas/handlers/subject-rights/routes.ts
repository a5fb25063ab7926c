import type { IdentityRules } from '../../../contracts/identity';
import type { ErasureAnswer } from '../../../contracts/subject-rights';
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
import { type HttpAnswer, json, problem } from '../../runtime/problem';

/** Answers one route; the body is the JSON that was sent. */
export type Route = (body: unknown, asked: { readonly caller: string; readonly trace: string }) => Promise<HttpAnswer>;

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
}

const invalid = (title: string): HttpAnswer => problem(400, 'invalid-request', title);
const unknownCustomer = (): HttpAnswer =>
  problem(404, 'unknown-customer', 'Nobody is known by this identifier, or they were erased.');

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

  const lookup: Route = async (body) => {
    const read = readLookup(body, identity);
    if (read.refused !== undefined) return invalid(read.refused);
    const person = await personFor(read.subject);
    return person === undefined ? unknownCustomer() : json(200, person.profile);
  };

  const exportRoute: Route = async (body) => {
    const read = readExport(body, identity);
    if (read.refused !== undefined) return invalid(read.refused);
    const from = read.after === undefined ? undefined : positionOf(read.after);
    if (read.after !== undefined && from === undefined) return invalid('after must be the next of a page.');
    const person = await personFor(read.subject);
    if (person === undefined) return unknownCustomer();
    const { whole, page } = deps.exportCustomer;
    return json(200, from === undefined ? await whole(person) : await page(person, from));
  };

  const answerOf = async (state: ErasureState): Promise<ErasureAnswer> => {
    const receipt = receiptOf(state);
    if (receipt.signature === undefined) return { receipt };
    return { receipt, genuine: isGenuine(receipt, await deps.readKey()) };
  };

  const erase: Route = async (body, { caller }) => {
    const read = readErase(body, identity);
    if (read.refused !== undefined) return invalid(read.refused);
    if ('subject' in read)
      return json(202, await answerOf(await deps.startErasure({ ...read.subject, askedBy: caller })));
    const stored = await deps.loadErasure(read.receipt);
    if (stored === undefined) return problem(404, 'unknown-receipt', 'There is no erasure of this receipt.');
    return json(200, await answerOf(stored.state));
  };

  const restrict: Route = async (body, { trace }) => {
    const read = readRestrict(body, identity);
    if (read.refused !== undefined) return invalid(read.refused);
    const { subject, refused: _none, ...order } = read;
    const strand = await strandFor(subject);
    if (strand === undefined || (await deps.readProfile(strand)) === undefined) return unknownCustomer();
    const at = (await deps.clock()).toISOString();
    await publishAll(deps.publishEvents)([restrictionEvent(strand, order, { at, trace })]);
    return json(202, { restricted: !order.release, at });
  };

  return { lookup, export: exportRoute, erase, restrict };
};
