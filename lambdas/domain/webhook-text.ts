import type { SignedScheme } from '../../contracts/webhook-schemes';

/** A request as it arrived. */
export interface SignedRequest {
  /** Names in any case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The bytes as received: parsing and writing again would change them. */
  readonly body: Uint8Array;
  /** Upper case. Needed by schemes that sign it. */
  readonly method?: string;
  /** Our public address, with path and query string as they arrived; never made from a header. */
  readonly url?: string;
}

/** Parameters of an address, decoded. */
export const queryOf = (url: string): URLSearchParams => {
  const at = url.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
};

export type Chunk = string | Uint8Array;
type Parts = Readonly<Record<string, string | undefined>>;

/** The texts that may have been signed, each in chunks: more than one only where a vendor's signer is not consistent. */
export const signedTexts = (scheme: SignedScheme, request: SignedRequest, parts: Parts): readonly Chunk[][] => {
  const names = partsOf(scheme);
  const text = (given: Parts): Chunk[] =>
    joined(names.map((name) => (name.startsWith('{') ? part(name.slice(1, -1), request, given) : name)));
  if (!scheme.signs.includes('{url}')) return [text(parts)];
  const form = scheme.signs.includes('{form}') ? formText(request.body) : '';
  return urlForms(request.url ?? '').map((url) => text({ ...parts, url, form }));
};

/** The same bytes in fewer chunks: each is a call of its own into the runtime. */
const joined = (chunks: readonly Chunk[]): Chunk[] => {
  const fewer: Chunk[] = [];
  for (const chunk of chunks) {
    const last = fewer.at(-1);
    if (typeof chunk === 'string' && typeof last === 'string') fewer[fewer.length - 1] = last + chunk;
    else fewer.push(chunk);
  }
  return fewer;
};

const known = new WeakMap<SignedScheme, readonly string[]>();

/** The template of a scheme, cut once: names in braces, and what stands between them. */
const partsOf = (scheme: SignedScheme): readonly string[] => {
  const parts = known.get(scheme) ?? scheme.signs.split(/(\{[a-z]+\})/).filter((name) => name !== '');
  known.set(scheme, parts);
  return parts;
};

const part = (name: string, request: SignedRequest, parts: Parts): Chunk => {
  if (name === 'body') return request.body;
  if (name === 'method') return request.method ?? '';
  if (name === 'uri') return (request.url ?? '').replace(HUBSPOT_ESCAPES, decodeURIComponent);
  return parts[name] ?? '';
};

/** The only escapes that HubSpot undoes before it signs. */
const HUBSPOT_ESCAPES = /%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi;

const STANDARD_PORT: Readonly<Record<string, string>> = { 'https:': ':443', 'http:': ':80' };

/** Twilio signs the address with or without a port, whatever was configured. */
const urlForms = (url: string): readonly string[] => {
  const [, protocol = '', host = '', rest = ''] = /^(https?:)(\/\/[^/:?#]*)(?::\d+)?(.*)$/s.exec(url) ?? [];
  if (protocol === '') return [url];
  return [...new Set([url, `${protocol}${host}${rest}`, `${protocol}${host}${STANDARD_PORT[protocol]}${rest}`])];
};

/** A form's names in order of their code units, each before each of its distinct values. */
const formText = (body: Uint8Array): string => {
  const form = new Map<string, Set<string>>();
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  for (const [name, value] of new URLSearchParams(text)) form.set(name, (form.get(name) ?? new Set()).add(value));
  return [...form.keys()]
    .sort()
    .flatMap((name) => [...(form.get(name) ?? [])].sort().map((value) => `${name}${value}`))
    .join('');
};
