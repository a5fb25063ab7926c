import type { Voice } from '../../contracts/brand';

/** Why a link may not be used; undefined where it may. Without any host on the list, no https link may. */
export const linkProblem = (to: string, { schemes, hosts }: Voice['links']): string | undefined => {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(to)?.[1]?.toLowerCase();
  if (scheme === undefined) return 'is not a whole address';
  if (schemes.includes(scheme)) return undefined;
  if (scheme !== 'https') return `has the scheme "${scheme}"; allowed: ${['https', ...schemes].join(', ')}`;
  const host = URL.canParse(to) ? new URL(to).hostname : undefined;
  if (host === undefined) return 'is not a whole address';
  if (hosts.some((one) => host === one || host.endsWith(`.${one}`))) return undefined;
  return `leads to "${host}"; allowed: ${hosts.length === 0 ? 'no host yet' : hosts.join(', ')}`;
};

/** Addresses that stand in a text itself. */
export const linksIn = (text: string): readonly string[] =>
  (text.match(/\b(?:https?:\/\/|www\.)[^\s<>"']+/gi) ?? []).map((link) =>
    link.replace(/[.,;:!?)]+$/, '').replace(/^www\./i, 'https://www.'),
  );
