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

/** A request that a package accepts and we refuse, beside the one that was signed. */
export interface Difference {
  readonly what: Mutation['what'];
  readonly refusal: string;
  readonly signed: SignedRequest;
  readonly sent: SignedRequest;
}

/** What packages are known to accept wrongly, by name; nothing else is excused. */
const MISTAKES: Readonly<Record<string, (difference: Difference) => boolean>> = {
  // Refuses what is stale, and accepts any time ahead.
  stripe: ({ what, refusal }) => what === 'time' && refusal === 'timestamp-in-future',
  // Looks at no time at all, and reads a signature loosely: the same two numbers in an encoding that is none.
  '@sendgrid/eventwebhook': (difference) => {
    const { what, refusal } = difference;
    return what === 'time' ? /^timestamp-(too-old|in-future)$/.test(refusal) : isSameSignature(difference);
  },
};

/** Whether a difference is a mistake of the package that is known. */
export const isKnownMistake = (name: string, difference: Difference): boolean => MISTAKES[name]?.(difference) === true;

const SENDGRID_SIGNATURE = 'x-twilio-email-event-webhook-signature';

/** Whether nothing but the spelling of the signature differs. */
const isSameSignature = ({ signed, sent }: Difference): boolean => {
  const { [SENDGRID_SIGNATURE]: before = '', ...others } = signed.headers;
  const { [SENDGRID_SIGNATURE]: after = '', ...same } = sent.headers;
  const rest = (request: SignedRequest, headers: object): string =>
    JSON.stringify([headers, Buffer.from(request.body).toString('hex'), request.url]);
  return rest(signed, others) === rest(sent, same) && numbersIn(before) === numbersIn(after);
};

/** Both numbers of an ECDSA signature in hex, read by the first one's length alone. */
const numbersIn = (text: string): string => {
  const der = Buffer.from(text, 'base64');
  const middle = 4 + (der[3] ?? 0);
  return [der.subarray(4, middle), der.subarray(middle + 2)]
    .map((number) => number.toString('hex').replace(/^(00)+/, ''))
    .join(' ');
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
  const signed = await oracle.sign(bodyFor(oracle), now);
  const sent = await mutated(oracle, signed, mutation, now);
  const verdict = verdictOf(oracle, sent, now);
  const accepted = await acceptedBy(oracle, sent);
  // A form may say the same in other characters, such as `%2b` for `%2B`; every other change has to be seen.
  if (verdict === 'accepted') return accepted && oracle.scheme === 'twilio-form' ? undefined : 'we accept it';
  if (!accepted || isKnownMistake(name, { what: mutation.what, refusal: verdict, signed, sent })) return undefined;
  return `they accept it, and we refuse it as ${verdict}`;
};

const mutated = async (
  oracle: Oracle,
  request: SignedRequest,
  { what, at, by }: Mutation,
  now: Date,
): Promise<SignedRequest> => {
  const body = bodyFor(oracle);
  const away = (by % 2 === 0 ? 1 : -1) * (302 + at) * 1000;
  if (what === 'time') return oracle.sign(body, new Date(now.getTime() + away));
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
