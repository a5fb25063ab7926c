import type { HttpAnswer } from './problem';

/**
 * Headers of a page whose address is a secret: no cache keeps it, no other site learns it, no script runs and nothing is
 * loaded. `style` names the style sheet that a browser may apply, as in a content security policy.
 */
const pageHeaders = (style: string): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src ${style}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
});

/** An HTML answer that no cache keeps and that can do nothing but be read and send its own forms. */
export const htmlAnswer = (
  status: number,
  { style, body }: { readonly style: string; readonly body: string },
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer => ({ statusCode: status, headers: { ...pageHeaders(style), ...headers }, body });
