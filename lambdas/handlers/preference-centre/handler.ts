import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { PlatformConfig } from '../../../contracts/platform-config';
import type { PublishEvents } from '../../domain/ports/bus';
import type { Clock, NewId } from '../../domain/ports/clocks';
import type { ReadSecret } from '../../domain/ports/secrets';
import { ACTION, messagePage, preferencePage } from '../../domain/preference-page';
import { STYLE_SOURCE } from '../../domain/preference-style';
import {
  PREFERENCE_KEY,
  type PreferenceLink,
  preferenceKeys,
  type ReadLink,
  readLink,
} from '../../domain/preference-token';
import { PREFERENCE_WORDS as WORDS } from '../../domain/preference-words';
import {
  afterForm,
  choicesOf,
  consentEvents,
  NO_TO_ALL,
  type PreferenceMethod,
  type Said,
  saidIn,
} from '../../domain/preferences';
import { publishAll } from '../../domain/publish-all';
import type { ReadView } from '../../domain/read-customer';
import { htmlAnswer } from '../../runtime/html-answer';
import { type HttpRequest, readRequest } from '../../runtime/http';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';
import { type HttpAnswer, json, problem } from '../../runtime/problem';
import { readForm } from './read-form';

export interface PreferenceCentreDeps {
  readonly platform: Pick<
    PlatformConfig,
    'organisation' | 'purposes' | 'channels' | 'catalog' | 'decision' | 'signals'
  >;
  readonly readSecret: ReadSecret;
  readonly clock: Clock;
  readonly readView: ReadView;
  readonly publishEvents: PublishEvents;
  readonly newId: NewId;
  readonly log: Log;
  readonly count: Count;
}

const RETRY_AFTER = { 'retry-after': '60' };

/** What a form says, and how it was said; undefined for a form that is none of ours. */
interface Wish {
  readonly said: readonly Said[];
  readonly method: PreferenceMethod;
  readonly status: string;
}

/**
 * The preference centre: whoever holds a signed link sees and changes what they may be contacted about. Asking (GET, HEAD)
 * changes nothing, because mail scanners follow links; a form, and the one-click unsubscribe of RFC 8058, become consent
 * events on the bus. An expired link still ends things: a withdrawal is never refused to whom it was given.
 */
export const createPreferenceCentre = (deps: PreferenceCentreDeps) => {
  const { platform, log, count } = deps;
  const { organisation } = platform;
  const publish = publishAll(deps.publishEvents);

  const show = (status: number, body: string, headers = {}): HttpAnswer =>
    htmlAnswer(status, { style: STYLE_SOURCE, body }, headers);
  const say = (status: number, title: string, text: string, wayOut = false, headers = {}): HttpAnswer =>
    show(status, messagePage(organisation, { title, text, wayOut }), headers);
  const invalid = (): HttpAnswer => say(404, WORDS.invalidTitle, WORDS.invalid);
  const expired = (): HttpAnswer => say(410, WORDS.expiredTitle, WORDS.expired, true);

  const asksNotToBeUsed = ({ headers }: HttpRequest): boolean =>
    platform.signals.gpc !== undefined && headers['sec-gpc']?.trim() === '1';

  const asked = async (request: HttpRequest, { strand }: PreferenceLink, now: Date): Promise<HttpAnswer> => {
    const view = await deps.readView(strand);
    const choices = choicesOf(platform, view, platform.decision, now.getTime());
    return show(200, preferencePage({ organisation, choices, gpc: asksNotToBeUsed(request) }));
  };

  const wishOf = (form: URLSearchParams, { message }: PreferenceLink): Wish | undefined => {
    if (form.get('List-Unsubscribe') === 'One-Click') {
      const said = message === undefined ? NO_TO_ALL : { ...message, yes: false };
      return { said: [said], method: 'one-click', status: WORDS.unsubscribed };
    }
    if (form.get('action') === ACTION.none) {
      return { said: [NO_TO_ALL], method: 'preference-centre', status: WORDS.unsubscribedFromAll };
    }
    if (form.get('action') !== ACTION.save) return undefined;
    const said = saidIn(form, platform);
    return { said, method: 'preference-centre', status: said.length === 0 ? WORDS.nothingChanged : WORDS.saved };
  };

  const told = async (request: HttpRequest, { kind, link }: Exclude<ReadLink, { kind: 'invalid' }>, now: Date) => {
    const form = await readForm(request);
    const wish = form === undefined ? undefined : wishOf(form, link);
    if (form === undefined || wish === undefined) return say(400, WORDS.failedTitle, WORDS.invalid, true);
    const said = kind === 'valid' ? wish.said : wish.said.filter(({ yes }) => !yes);
    const { method } = wish;
    const { newId } = deps;
    await publish(
      consentEvents(said, { link, method, at: now.toISOString(), trace: request.trace, newId, config: platform }),
    );
    count('PreferencesSaid', said.length, { method });
    log.info('preferences.said', { outcome: method, count: said.length, trace: request.trace });
    if (kind === 'expired' && method === 'preference-centre' && wish.said.some(({ yes }) => yes)) return expired();
    if (method === 'one-click' || kind === 'expired') return say(200, wish.status, WORDS.unsubscribedText);
    const choices = afterForm(choicesOf(platform, undefined, platform.decision, now.getTime()), form);
    return show(200, preferencePage({ organisation, choices, status: wish.status, gpc: asksNotToBeUsed(request) }));
  };

  const answer = async (request: HttpRequest): Promise<HttpAnswer> => {
    const [secret, now] = await Promise.all([deps.readSecret(PREFERENCE_KEY), deps.clock()]);
    const read = readLink(request.pathParameters.token ?? '', preferenceKeys(secret), now.getTime());
    if (read.kind === 'invalid') return invalid();
    if (request.method === 'POST') return told(request, read, now);
    return read.kind === 'expired' ? expired() : asked(request, read.link, now);
  };

  /** `/.well-known/gpc.json`: says that the signal is honoured, and since when so. */
  const gpcSupport = (): HttpAnswer => {
    const { gpc } = platform.signals;
    return json(200, gpc === undefined ? { gpc: false } : { gpc: true, lastUpdate: gpc.lastUpdate });
  };

  return async (event: APIGatewayProxyEventV2): Promise<HttpAnswer> => {
    const request = readRequest(event);
    if (request.path === '/.well-known/gpc.json') return gpcSupport();
    if (!['GET', 'HEAD', 'POST'].includes(request.method)) return problem(404, 'not-found', 'There is no such route.');
    try {
      const { body, ...answered } = await answer(request);
      return request.method === 'HEAD' ? answered : { ...answered, ...(body === undefined ? {} : { body }) };
    } catch (error) {
      log.error('preferences.failed', error, { trace: request.trace });
      const text = request.method === 'POST' ? WORDS.failed : WORDS.unavailable;
      return say(503, WORDS.failedTitle, text, false, RETRY_AFTER);
    }
  };
};
