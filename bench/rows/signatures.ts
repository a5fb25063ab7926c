import { randomBytes } from 'node:crypto';
import { WEBHOOK_SCHEMES } from '../../contracts/webhook-schemes';
import { signWebhook } from '../../lambdas/domain/standard-webhooks';
import { verifyWebhook } from '../../lambdas/domain/verify-webhook';
import { prepareKeys } from '../../lambdas/domain/webhook-keys';
import { atMost, type Bench, percentile } from '../row';

const ROUNDS = 40;
const PER_ROUND = 500;

/** Verifying a signed webhook of 4 KB, HMAC-SHA256: the median of many rounds, so that a pause of the machine does not count. */
export const signatures: Bench = {
  id: 'signature',
  run: async () => {
    const key = { id: 'current', secret: randomBytes(32).toString('base64') };
    const scheme = WEBHOOK_SCHEMES['standard-webhooks-v1'];
    const keys = prepareKeys(scheme, [key]);
    const at = new Date('2026-11-27T12:00:00Z');
    const body = randomBytes(4096);
    const request = { headers: signWebhook({ id: 'msg_bench', at, body }, [key]), body };
    const samples: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const start = process.hrtime.bigint();
      for (let i = 0; i < PER_ROUND; i += 1) {
        if (!verifyWebhook(scheme, keys, request, at).ok) throw new Error('A good signature was refused.');
      }
      samples.push(Number(process.hrtime.bigint() - start) / 1e3 / PER_ROUND);
    }
    return [atMost('signature.hmac-4kb', 'verify a signed webhook of 4 KB (HMAC)', percentile(samples, 0.5), 'us', 20)];
  },
};
