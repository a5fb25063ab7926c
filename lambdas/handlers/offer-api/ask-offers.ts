import type { ChosenOffer, LaunchDefinition, Offer } from '../../../contracts/decision';
import type { Layouts } from '../../../contracts/layout';
import type { PlatformConfig } from '../../../contracts/platform-config';
import type { Decided, DecideFor } from '../../domain/decision-loop';
import { decisionEvents } from '../../domain/emit';
import { askSlot } from '../../domain/ids';
import { dressMessage } from '../../domain/layout';
import { normalise } from '../../domain/normalise';
import { type OfferQuestion, readIdempotencyKey, readOfferQuestion } from '../../domain/offer-request';
import { countryOf, plainOffer, wishedLanguage } from '../../domain/offer-words';
import { poolOf } from '../../domain/pool-codes';
import type { PublishEvents } from '../../domain/ports/bus';
import type { Clock } from '../../domain/ports/clocks';
import type { LiveLaunches, LoadDefinition } from '../../domain/ports/launches';
import type { LoadCode } from '../../domain/ports/pools';
import type { FindToken } from '../../domain/ports/vault';
import { publishAll } from '../../domain/publish-all';
import { strandOf } from '../../domain/strand';
import type { HttpRequest } from '../../runtime/http';
import type { Log } from '../../runtime/logger';
import { type HttpAnswer, json, problem } from '../../runtime/problem';

export interface AskOffersDeps {
  readonly platform: Pick<PlatformConfig, 'channels' | 'identity'>;
  readonly layouts: Layouts;
  readonly clock: Clock;
  /** Reads the vault's index; a question never makes a token. */
  readonly findToken: FindToken;
  readonly liveLaunches: LiveLaunches;
  readonly loadDefinition: LoadDefinition;
  readonly decideFor: DecideFor;
  readonly loadCode: LoadCode;
  readonly publishEvents: PublishEvents;
  readonly log: Log;
}

/** `POST /v1/offers`: what to offer a customer who is there now. */
export const createAskOffers = (deps: AskOffersDeps) => {
  const publish = publishAll(deps.publishEvents);

  /** A decision can be older than a pause: what was stopped or has run out since is not shown. */
  const isShown = ({ launches }: Decided, { launch, notAfter }: ChosenOffer, now: Date): boolean =>
    now.getTime() <= Date.parse(notAfter) &&
    launches.some(
      ({ definition, state, spent }) => definition.launch === launch && state === 'live' && spent === undefined,
    );

  const definitionOf = async (
    { launches }: Decided,
    { launch, definitionHash }: ChosenOffer,
  ): Promise<LaunchDefinition | undefined> =>
    launches.find(({ definition }) => definition.launch === launch && definition.hash === definitionHash)?.definition ??
    (await deps.loadDefinition(launch, definitionHash));

  /** Who has just read the person knows their code; it is looked up where the same question was answered meanwhile. */
  const codeOf = async ({ codes }: Decided, { launch, code: id }: ChosenOffer, offer: Offer) => {
    const pool = poolOf(offer);
    if (pool === undefined || id === undefined) return undefined;
    return codes.get(id) ?? (await deps.loadCode({ launch, pool, id }));
  };

  const shown = async (decided: Decided, chosen: ChosenOffer): Promise<object | undefined> => {
    const notShown = (reason: string): undefined => {
      deps.log.warn('offers.not-shown', { launch: chosen.launch, offer: chosen.offer, reason });
    };
    const definition = await definitionOf(decided, chosen);
    const offer = definition?.offers.find(({ id }) => id === chosen.offer);
    if (definition === undefined || offer === undefined) return notShown('definition-missing');
    const worded = plainOffer(offer, wishedLanguage(decided.view), await codeOf(decided, chosen, offer));
    if (!worded.ok) return notShown(worded.reason);
    const { channel, launch, notAfter, reasons } = chosen;
    const layout = definition.channels.use.find((use) => use.channel === channel)?.layout;
    const dressed = dressMessage(deps.layouts, { ...worded, channel, layout, country: countryOf(decided.view) });
    if (!dressed.ok) return notShown(dressed.reason);
    const { code, ...copy } = worded.content;
    const { gives = null } = offer;
    const { message } = dressed;
    return { launch, offer: offer.id, gives, copy, message, reasons, notAfter, ...(code !== undefined && { code }) };
  };

  const strandAsked = async ({ customer }: OfferQuestion, value: string): Promise<string | undefined> => {
    const { type, kind } = customer.type;
    // Round 1: whose value it is. The launches are read meanwhile, so that round 2 finds them fresh.
    const [token] = await Promise.all([deps.findToken({ kind, value }), deps.liveLaunches()]);
    return token === undefined ? undefined : strandOf({ type, token });
  };

  const decide = async (question: OfferQuestion, value: string, key: string | undefined) => {
    const strand = await strandAsked(question, value);
    const { channel, limit } = question;
    // Round 2: person and ledger; for merged people one or two more (read-customer).
    return strand === undefined
      ? undefined
      : deps.decideFor({ strand, triggerOf: (_, now) => ({ kind: 'ask', channel, slot: askSlot(now, key), limit }) });
  };

  return async ({ headers, trace }: HttpRequest, body: unknown): Promise<HttpAnswer> => {
    const key = readIdempotencyKey(headers['idempotency-key']);
    if (key.refused !== undefined) return problem(400, key.refused, key.title);
    const asked = readOfferQuestion(body, deps.platform);
    if (asked.refused !== undefined) return problem(400, asked.refused, asked.title);
    const question = asked.value;
    const { kind, type } = question.customer.type;
    const value = normalise(kind, question.customer.value);
    if (value === undefined) return problem(400, 'invalid-request', `customer.value is no ${type}.`);

    const decided = await decide(question, value, key.value);
    if (decided === undefined) return json(200, { decisionId: null, offers: [] });
    const { decision } = decided;
    const [now] = await Promise.all([deps.clock(), publish(decisionEvents({ decision, trace }))]);
    const offers = await Promise.all(
      decision.chosen.filter((chosen) => isShown(decided, chosen, now)).map((chosen) => shown(decided, chosen)),
    );
    return json(200, {
      decisionId: decision.decisionId,
      offers: offers.filter((offer) => offer !== undefined),
      ...(question.explain && { excluded: decision.excluded }),
    });
  };
};
