/** A request as it arrived. */
export interface SignedRequest {
  /** Names in lower case, as HTTP compares them. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The bytes as received: parsing and writing again would change them. */
  readonly body: Buffer;
  /** Upper case. Needed by schemes that sign it. */
  readonly method?: string;
  /** Our public address, with path and query string as they arrived; never made from a header. */
  readonly url?: string;
}

const LONGEST = 4096;

/** A header's value; undefined for one that is absent or longer than any signature needs. */
export const headerOf = ({ headers }: SignedRequest, name: string): string | undefined => {
  const value: unknown = headers[name];
  // A name may come from a request: what it finds in the prototype is no text.
  return typeof value === 'string' && value.length <= LONGEST ? value : undefined;
};

/** Parameters of an address, decoded. */
export const queryOf = (url = ''): URLSearchParams => new URLSearchParams(url.replace(/^[^?]*/, ''));

/**
 * Cuts a template once: names in braces stand for parts of a request, `{body}` for its bytes. What it returns gives the text in
 * as few chunks as there can be, because each is a call of its own into the runtime.
 */
export const compileText = (template: string) => {
  const chunks = template.split(/(?={body})|(?<={body})/).map((chunk) => chunk.split(/[{}]/));
  return (body: Buffer, parts: Readonly<Record<string, unknown>>): readonly (string | Buffer)[] =>
    chunks.map((steps) =>
      steps[1] === 'body' ? body : steps.reduce((text, step, at) => text + (at % 2 ? parts[step] : step), ''),
    );
};

/** A form's names in order of their code units, each before each of its distinct values. */
export const formText = (body: Buffer): string => {
  const fields: [name: string, value: string][] = [];
  new URLSearchParams(String(body)).forEach((value, name) => {
    fields.push([name, value]);
  });
  return fields
    .sort(([a, x], [b, y]) => order(a, b) || order(x, y))
    .filter(([name, value], at) => name !== fields[at - 1]?.[0] || value !== fields[at - 1]?.[1])
    .reduce((text, [name, value]) => text + name + value, '');
};

const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
