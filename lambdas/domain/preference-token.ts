import { createHmac, timingSafeEqual } from 'node:crypto';
import type { StrandId } from '../../contracts/profile';

/** What a link to the preference centre stands for. No personal data: a strand is a random token. */
export interface PreferenceLink {
  /** Who may choose with it. */
  readonly strand: StrandId;
  /** Epoch seconds. */
  readonly expires: number;
  /** The message that carried it, and what one click on its way out ends. */
  readonly message?: { readonly id: string; readonly purpose: string; readonly channel: string };
}

/** An expired link proves whose it is, and no longer that the person still holds it: it can end things, never show or open them. */
export type ReadLink =
  | { readonly kind: 'valid' | 'expired'; readonly link: PreferenceLink }
  | { readonly kind: 'invalid' };

/** Secret that links are signed with. */
export const PREFERENCE_KEY = 'preference-key';

/** Keys in a secret's text: one, or several with blanks between while they are being changed, the new one first. */
export const preferenceKeys = (secret: string): readonly string[] => secret.split(/\s+/).filter((key) => key !== '');

/** The link's token, signed with the first key: URL-safe, with two dots. Throws where there is no key. */
export const signLink = ({ strand, expires, message }: PreferenceLink, [key]: readonly string[]): string => {
  if (key === undefined) throw new Error('There is no key to sign preference links with.');
  const parts = [strand, expires, ...(message === undefined ? [] : [message.id, message.purpose, message.channel])];
  const payload = `${VERSION}.${Buffer.from(JSON.stringify(parts)).toString('base64url')}`;
  return `${payload}.${macOf(payload, key).toString('base64url')}`;
};

/** Reads a token; one that no key has signed, or of another shape, is `invalid`. `now` in epoch milliseconds. */
export const readLink = (token: string, keys: readonly string[], now: number): ReadLink => {
  const [version, body, mac, ...rest] = token.length <= LONGEST ? token.split('.') : [];
  if (version !== VERSION || body === undefined || mac === undefined || rest.length > 0) return { kind: 'invalid' };
  const given = Buffer.from(mac, 'base64url');
  const payload = `${version}.${body}`;
  const signed = keys.filter((key) => given.length === MAC_BYTES && timingSafeEqual(macOf(payload, key), given));
  // Decoding forgives what encoding never makes; only the text that was signed is taken.
  if (signed.length === 0 || given.toString('base64url') !== mac) return { kind: 'invalid' };
  const link = linkOf(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  if (link === undefined) return { kind: 'invalid' };
  return { kind: now < link.expires * 1000 ? 'valid' : 'expired', link };
};

const VERSION = 'p1';
const MAC_BYTES = 32;
const LONGEST = 1000;

/** The purpose keeps a signature made for anything else under the same key from passing here. */
const macOf = (payload: string, key: string): Buffer =>
  createHmac('sha256', key).update(`tandem preferences\n${payload}`).digest();

const linkOf = (parts: unknown): PreferenceLink | undefined => {
  if (!Array.isArray(parts)) return undefined;
  const [strand, expires, ...message] = parts as unknown[];
  if (typeof strand !== 'string' || typeof expires !== 'number') return undefined;
  if (message.length === 0) return { strand, expires };
  const [id, purpose, channel] = message;
  if (typeof id !== 'string' || typeof purpose !== 'string' || typeof channel !== 'string') return undefined;
  return { strand, expires, message: { id, purpose, channel } };
};
