import { inParallel } from '../../lambdas/stores/parallel';
import { draw } from '../panel/draw';
import type { Ask } from '../panel/script';
import type { PublicApi } from '../public-api';

/** Stated shares of what customers do with an offer they are shown; parameters of the demonstration, not findings. */
const ACCEPTED = 0.35;
const DECLINED = 0.1;
/** More would only start more processes on the embedded AWS. */
const AT_ONCE = 2;

/** What a channel was told, and what it reported back. */
export interface Answered {
  readonly ask: Ask;
  readonly at: number;
  readonly decisionId: string | null;
  readonly offers: readonly { readonly launch: string; readonly offer: string }[];
  readonly outcome?: 'presented' | 'accepted' | 'declined';
  readonly milliseconds: number;
}

interface OffersAnswer {
  readonly decisionId: string | null;
  readonly offers: readonly { readonly launch: string; readonly offer: string }[];
}

/** Asks for each channel what to offer, shows what comes, and reports what the customer made of it. */
export const createAskOffers = (api: PublicApi, token: string, answered: Answered[]) => {
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<unknown> => {
    const answer = await api.request('POST', path, JSON.stringify(body), {
      authorization: `Bearer ${token}`,
      ...headers,
    });
    if (answer.status >= 300) throw new Error(`POST ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };

  const askOne = async (ask: Ask, at: number): Promise<void> => {
    const started = Date.now();
    const { channel, customer, id } = ask;
    const found = (await post('/v1/offers', { channel, customer }, { 'idempotency-key': id })) as OffersAnswer;
    const milliseconds = Date.now() - started;
    const outcome = found.offers.length === 0 ? undefined : reaction(ask);
    answered.push({ ask, at, ...found, milliseconds, ...(outcome === undefined ? {} : { outcome }) });
    if (outcome === undefined) return;
    const path = `/v1/offers/${found.decisionId}/outcomes`;
    const report = { at: new Date(at).toISOString() };
    await post(path, { outcome: 'presented', ...report });
    if (outcome !== 'presented') await post(path, { outcome, ...report });
  };

  return async (asks: readonly { readonly ask: Ask; readonly at: number }[]): Promise<void> => {
    await inParallel(asks, AT_ONCE, ({ ask, at }) => askOne(ask, at));
  };
};

const reaction = ({ household, id }: Ask): 'presented' | 'accepted' | 'declined' => {
  const drawn = draw(household, `reaction-${id}`);
  if (drawn < ACCEPTED) return 'accepted';
  return drawn < ACCEPTED + DECLINED ? 'declined' : 'presented';
};
