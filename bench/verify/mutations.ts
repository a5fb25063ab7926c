import { WEBHOOK_SCHEMES } from '../../contracts/webhook-schemes';
import { TOLERANCE_SECONDS } from '../../lambdas/domain/verify-webhook';
import type { SignedRequest } from '../../lambdas/domain/webhook-text';
import type { Oracle } from './oracles';
import { receiverOf } from './receiver';

/** One change of a signed request: which part, where in it, and by how much. */
export interface Mutation {
  readonly what: 'body' | 'header' | 'time' | 'drop';
  readonly at: number;
  /** 1 to 94. */
  readonly by: number;
}

/** What packages accept and we refuse, by name and by what was changed: the reasons for which we refuse it. */
export const THEIR_MISTAKES: Readonly<Record<string, Partial<Readonly<Record<Mutation['what'], readonly string[]>>>>> =
  {
    // Refuses what is stale, and accepts any time ahead.
    stripe: { time: ['timestamp-in-future'] },
    '@sendgrid/eventwebhook': {
      // Looks at no time at all.
      time: ['timestamp-too-old', 'timestamp-in-future', 'timestamp-malformed'],
      // Reads DER loosely: the same two numbers in an encoding that is none.
      header: [
        'timestamp-too-old',
        'timestamp-in-future',
        'timestamp-malformed',
        'signature-malformed',
        'signature-mismatch',
      ],
    },
  };

/** A body that a vendor would send. */
export const bodyFor = ({ scheme }: Pick<Oracle, 'scheme'>): string =>
  scheme === 'twilio-form' ? 'MessageSid=SM1&From=%2B12025550142&Body=Stop' : '{"type":"opened","id":"evt_1"}';

/** Our verdict on a request, in a word. */
export const verdictOf = (oracle: Oracle, request: SignedRequest, at: Date): string => {
  const verdict = receiverOf(oracle)(request, Math.floor(at.getTime() / 1000), TOLERANCE_SECONDS);
  return verdict.ok ? 'accepted' : verdict.reason;
};

/** Whether a package accepts; one that throws refuses. */
export const acceptedBy = async (oracle: Oracle, request: SignedRequest): Promise<boolean> => {
  try {
    return await oracle.accepts(request);
  } catch {
    return false;
  }
};

/** Whether a mutation can change anything for a scheme: where no time is signed, a time is nothing. */
export const applies = ({ scheme }: Oracle, { what }: Mutation): boolean =>
  what !== 'time' || 'time' in WEBHOOK_SCHEMES[scheme];

/** What is wrong between a package and us about a mutated request; undefined where we refuse it, and it does or is known not to. */
export const difference = async (name: string, oracle: Oracle, mutation: Mutation): Promise<string | undefined> => {
  const now = new Date();
  const request = await mutated(oracle, mutation, now);
  const verdict = verdictOf(oracle, request, now);
  const accepted = await acceptedBy(oracle, request);
  // A form may say the same in other characters, such as `%2b` for `%2B`; every other change has to be seen.
  if (verdict === 'accepted') return accepted && oracle.scheme === 'twilio-form' ? undefined : 'we accept it';
  if (!accepted || THEIR_MISTAKES[name]?.[mutation.what]?.includes(verdict)) return undefined;
  return `they accept it, and we refuse it as ${verdict}`;
};

const mutated = async (oracle: Oracle, { what, at, by }: Mutation, now: Date): Promise<SignedRequest> => {
  const body = bodyFor(oracle);
  const away = (by % 2 === 0 ? 1 : -1) * (302 + at) * 1000;
  if (what === 'time') return oracle.sign(body, new Date(now.getTime() + away));
  const request = await oracle.sign(body, now);
  if (what === 'body') return { ...request, body: Buffer.from(bent(body, at, by)) };
  const names = Object.keys(request.headers);
  const name = names[at % names.length] ?? '';
  const value = what === 'drop' ? '' : bent(request.headers[name] ?? '', at, by);
  return { ...request, headers: { ...request.headers, [name]: value } };
};

/** Another printable character in place of one. */
const bent = (text: string, at: number, by: number): string => {
  const place = at % text.length;
  const code = 32 + ((text.charCodeAt(place) - 32 + by) % 95);
  return text.slice(0, place) + String.fromCharCode(code) + text.slice(place + 1);
};
