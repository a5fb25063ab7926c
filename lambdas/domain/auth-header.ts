import type { Outbound } from '../../contracts/vendor-outbound';

/** The header by which a vendor knows us, its name in lower case; `secret` is the text in the secret store. */
export const authHeader = (auth: Outbound['auth'], secret: string): Readonly<Record<string, string>> => {
  switch (auth.kind) {
    case 'basic':
      return { authorization: `Basic ${Buffer.from(secret, 'utf8').toString('base64')}` };
    case 'bearer':
      return { authorization: `Bearer ${secret}` };
    default:
      return { [auth.header.toLowerCase()]: secret };
  }
};
