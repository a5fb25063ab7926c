import type { MessageRequest } from '../../contracts/decision';
import type { IdentityType } from '../../contracts/identity';
import type { PersonView, StrandId } from '../../contracts/profile';
import { signLink } from './preference-token';
import { own } from './record';
import { typeOf } from './strand';

/** The way out of a message: where a person can choose, and the headers of a one-click unsubscribe (RFC 8058). */
export interface Unsubscribe {
  readonly url: string;
  /** Value of `List-Unsubscribe`. */
  readonly list: string;
  /** Value of `List-Unsubscribe-Post`. */
  readonly post: string;
}

/** A link is honoured for half a year; the law asks for a month at least. */
const LINK_SECONDS = 180 * 86_400;

export interface UnsubscribeRules {
  /** Address of the preference centre, without a slash at its end. */
  readonly baseUrl: string;
  readonly types: readonly Pick<IdentityType, 'type' | 'priority' | 'kind' | 'from'>[];
  readonly reachableBy: Readonly<Record<string, string>>;
}

/**
 * The way out of a message, the same for every attempt. It belongs to the person's strongest identifier, so that it holds
 * whatever strands merge or part later.
 */
const unsubscribeOf = (
  { messageId, purpose, channel, requestedAt }: MessageRequest,
  { members }: Pick<PersonView, 'members'>,
  keys: readonly string[],
  { baseUrl, types }: UnsubscribeRules,
): Unsubscribe => {
  const expires = Math.floor(Date.parse(requestedAt) / 1000) + LINK_SECONDS;
  const link = { strand: strongest(members, types), expires, message: { id: messageId, purpose, channel } };
  return wayOutAt(`${baseUrl}/${signLink(link, keys)}`);
};

/** The way out of a message, where it has one. */
export type FindWayOut = (
  request: MessageRequest,
  view: Pick<PersonView, 'members'>,
) => Promise<Unsubscribe | undefined>;

/** Reads the keys only for messages that carry a link; rejects where they cannot be read, because no message goes without. */
export const createFindWayOut =
  (rules: UnsubscribeRules, readKeys: () => Promise<readonly string[]>): FindWayOut =>
  async (request, view) =>
    isEmail(request.channel, rules) ? unsubscribeOf(request, view, await readKeys(), rules) : undefined;

/** The way out of a test: it looks like the real one and ends nothing, because no key has signed it. */
export const createTestWayOut =
  (rules: UnsubscribeRules): FindWayOut =>
  async ({ channel }) => {
    const url = `${rules.baseUrl}/test`;
    return isEmail(channel, rules) ? wayOutAt(url) : undefined;
  };

const wayOutAt = (url: string): Unsubscribe => ({ url, list: `<${url}>`, post: 'List-Unsubscribe=One-Click' });

/** Whether a channel reaches people by an e-mail address. */
const isEmail = (channel: string, { types, reachableBy }: Omit<UnsubscribeRules, 'baseUrl'>): boolean => {
  const trait = own(reachableBy, channel);
  return trait !== undefined && types.some(({ kind, from }) => kind === 'email' && from === trait);
};

/** Of equals the oldest. Throws for a view without members, which nobody makes. */
const strongest = (members: readonly StrandId[], types: UnsubscribeRules['types']): StrandId => {
  const rank = (strand: StrandId): number =>
    types.find(({ type }) => type === typeOf(strand))?.priority ?? Number.POSITIVE_INFINITY;
  const [first] = [...members].sort((a, b) => rank(a) - rank(b) || members.indexOf(a) - members.indexOf(b));
  if (first === undefined) throw new Error('A person has at least one strand.');
  return first;
};
