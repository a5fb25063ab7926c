import type { VendorRequest, VendorResponse } from '../../lambdas/domain/ports/vendor-calls';

const FAULTS = [
  'reset',
  'timeout',
  'tls',
  'busy-seconds',
  'busy-date',
  'error',
  'moved',
  'credentials',
  'list-refused',
] as const;

/** Passes when the test's clock has. */
export const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const broken = (code: string) => Promise.reject(Object.assign(new Error(code), { code }));

/** Ids of the messages in a request: its body is one, or a list. */
export const idsIn = ({ body }: Pick<VendorRequest, 'body'>): readonly string[] => {
  const said: { messageId: string } | { messageId: string }[] = JSON.parse(Buffer.from(body).toString('utf8'));
  return [said].flat().map(({ messageId }) => messageId);
};

/** A vendor that fails three requests in ten, in every way there is; what it has taken, it has answered. */
export const faultyVendor = (random: () => number) => {
  const taken: string[] = [];
  const post = async (request: VendorRequest): Promise<VendorResponse> => {
    const ids = idsIn(request);
    await sleep(20 + random() * 200);
    const fault = random() < 0.3 ? FAULTS[Math.floor(random() * FAULTS.length)] : undefined;
    switch (fault) {
      case 'reset':
        return broken('ECONNRESET');
      case 'timeout':
        await sleep(10_000);
        return broken('vendor.timeout');
      case 'tls':
        return broken('ERR_SSL_WRONG_VERSION_NUMBER');
      case 'busy-seconds':
        return { status: 429, retryAfter: '3', durationMs: 1 };
      case 'busy-date':
        return { status: 429, retryAfter: new Date(Date.now() + 4000).toUTCString(), durationMs: 1 };
      case 'error':
        return { status: 500, durationMs: 1 };
      case 'moved':
        return { status: 302, durationMs: 1 };
      case 'credentials':
        return { status: 401, durationMs: 1 };
      case 'list-refused':
        // For one message alone it would be the end.
        return { status: ids.length > 1 ? 400 : 503, durationMs: 1 };
      default:
        taken.push(...ids);
        return { status: 202, durationMs: 1 };
    }
  };
  return { post, taken };
};
