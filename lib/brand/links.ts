import type { Voice } from '../../contracts/brand';
import { type Said, say } from '../messages';

/** Why a link may not be used; nothing where it may. Without any host on the list, no https link may. */
export const linkProblems = (
  link: string,
  { schemes, hosts }: Voice['links'],
): readonly Said<'copy.link.incomplete' | 'copy.link.scheme' | 'copy.link.host'>[] => {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(link)?.[1]?.toLowerCase();
  if (scheme === undefined) return [say('copy.link.incomplete', { link })];
  if (schemes.includes(scheme)) return [];
  if (scheme !== 'https') return [say('copy.link.scheme', { link, scheme, allowed: ['https', ...schemes] })];
  const host = URL.canParse(link) ? new URL(link).hostname : undefined;
  if (host === undefined) return [say('copy.link.incomplete', { link })];
  if (hosts.some((one) => host === one || host.endsWith(`.${one}`))) return [];
  return [say('copy.link.host', { link, host, allowed: hosts })];
};

/** Addresses that stand in a text itself. */
export const linksIn = (text: string): readonly string[] =>
  (text.match(/\b(?:https?:\/\/|www\.)[^\s<>"']+/gi) ?? []).map((link) =>
    withoutEnd(link).replace(/^www\./i, 'https://www.'),
  );

/** What ends a sentence does not belong to the address. */
const withoutEnd = (link: string): string => {
  let end = link.length;
  while (end > 0 && '.,;:!?)'.includes(link.charAt(end - 1))) end -= 1;
  return link.slice(0, end);
};
