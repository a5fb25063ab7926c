import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Running } from '../run';

/** Ready-to-paste commands against the running platform, and where the rest is. */
export const nextSteps = ({ root, aws, foundation, authorizations, token }: Running): string[] => {
  // In a file, because a token is longer than a screen is wide.
  const tokenFile = join('.local', 'run', `token-${aws.port}`);
  writeFileSync(join(root, tokenFile), token, { mode: 0o600 });
  const host = `-H 'host: ${foundation.apiHost}' -H 'content-type: application/json'`;
  const curl = (path: string, authorization: string, body: object): string =>
    `curl -sS ${aws.endpoint}${path} ${host} -H "authorization: ${authorization}" -d '${JSON.stringify(body)}'`;
  return [
    '  An event, as the web shop sends it:',
    curl('/v1/track', authorizations.get('web-shop') ?? '', {
      event: 'Product Viewed',
      userId: 'hh-1',
      properties: { product_id: '1', category: 'PASTRY' },
    }),
    '  What the till should offer a customer:',
    curl('/v1/offers', `Bearer $(cat ${tokenFile})`, {
      channel: 'pos',
      customer: { type: 'user_id', value: 'hh-1' },
      explain: true,
    }),
    '  State of the launches (set these in the shell first):',
    `export ${Object.entries(aws.env)
      .filter(([name]) => /^AWS_(ENDPOINT_URL|ACCESS_KEY_ID|SECRET_ACCESS_KEY|REGION)$/.test(name))
      .map(([name, value]) => `${name}=${value}`)
      .join(' ')}`,
    'npx tandem status      npx tandem pause --all      npx tandem resume --all',
    '  More: docs/architecture.md (the path), docs/deploying.md (a real account), launches/ (what marketing writes)',
  ];
};
