import type { HttpRequest } from '../../runtime/http';

/** A form of the page is a few kilobytes. */
const MOST_BYTES = 64 * 1024;

/** Mail providers send either kind (RFC 8058); files in it say nothing here. */
const multipart = async (body: Uint8Array, type: string): Promise<URLSearchParams> => {
  const form = await new Response(body, { headers: { 'content-type': type } }).formData();
  return new URLSearchParams(
    [...form.entries()].flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
};

/** The fields of a form that was sent; undefined for what cannot be read as one. A form of no declared kind is read as URL-encoded. */
export const readForm = async ({ headers, body }: HttpRequest): Promise<URLSearchParams | undefined> => {
  if (body.byteLength > MOST_BYTES) return undefined;
  const type = headers['content-type'] ?? '';
  if (!/^multipart\/form-data\b/i.test(type)) return new URLSearchParams(Buffer.from(body).toString('utf8'));
  try {
    return await multipart(body, type);
  } catch {
    return undefined;
  }
};
