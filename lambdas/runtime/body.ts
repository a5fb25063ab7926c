import { gunzipSync } from 'node:zlib';
import type { HttpRequest } from './http';
import type { ProblemCode } from './problem';

/** A body as it was before it was compressed, or what is wrong with it. */
export type PlainBody =
  | { readonly kind: 'plain'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'problem';
      readonly status: 400 | 413 | 415;
      readonly code: ProblemCode;
      readonly message: string;
    };

const GZIP = new Set(['gzip', 'x-gzip']);
const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]+)/i;
/** JSON is UTF-8 (RFC 8259), of which ASCII is part. Of the media type nothing is asked: beacons of browsers say `text/plain`. */
const CHARSETS = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);

/** The body in UTF-8 and without compression; never more than `most` bytes are made of it. */
export const plainBody = ({ headers, body }: HttpRequest, most: number): PlainBody => {
  const [, charset = 'utf-8'] = CHARSET.exec(headers['content-type'] ?? '') ?? [];
  if (!CHARSETS.has(charset.toLowerCase())) {
    return { kind: 'problem', status: 415, code: 'unsupported-charset', message: 'The body must be UTF-8.' };
  }
  const encoding = (headers['content-encoding'] ?? '').trim().toLowerCase();
  if (encoding === '' || encoding === 'identity') return { kind: 'plain', bytes: body };
  if (GZIP.has(encoding)) return unzipped(body, most);
  return {
    kind: 'problem',
    status: 415,
    code: 'unsupported-encoding',
    message: 'A body may be compressed with gzip only.',
  };
};

const unzipped = (body: Uint8Array, most: number): PlainBody => {
  try {
    return { kind: 'plain', bytes: gunzipSync(body, { maxOutputLength: most }) };
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    return tooLarge
      ? { kind: 'problem', status: 413, code: 'request-too-large', message: `The body is larger than ${most} bytes.` }
      : {
          kind: 'problem',
          status: 400,
          code: 'malformed-gzip',
          message:
            'The body is not what gzip makes; send it as application/octet-stream, which is handed on byte for byte.',
        };
  }
};
