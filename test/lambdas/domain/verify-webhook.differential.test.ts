import * as fc from 'fast-check';
import {
  acceptedBy,
  applies,
  bodyFor,
  difference,
  isKnownMistake,
  type Mutation,
  verdictOf,
} from '../../../bench/verify/mutations';
import { ORACLES } from '../../../bench/verify/oracles';

/** Mutations a package here; `npm run bench` does ten thousand. One package is pure JavaScript, six milliseconds each. */
const RUNS: Readonly<Record<string, number>> = { '@sendgrid/eventwebhook': 40 };
const MOST_RUNS = 500;

const mutation: fc.Arbitrary<Mutation> = fc.record({
  what: fc.constantFrom('body' as const, 'header' as const, 'time' as const, 'drop' as const),
  at: fc.nat({ max: 10_000 }),
  by: fc.integer({ min: 1, max: 94 }),
});

describe.each(Object.entries(ORACLES))('beside the package %s', (name, oracle) => {
  it('accepts what the package signs, as the package does', async () => {
    const now = new Date();
    const request = await oracle.sign(bodyFor(oracle), now);
    expect([await acceptedBy(oracle, request), verdictOf(oracle, request, now)]).toEqual([true, 'accepted']);
    for (const body of ['caf\u00e9=%C3%A9&b=+', 'x'.repeat(3000)]) {
      expect(verdictOf(oracle, await oracle.sign(body, now), now)).toBe('accepted');
    }
  });

  it('refuses every mutation, as the package does but for its known mistakes', async () => {
    await fc.assert(
      fc.asyncProperty(
        mutation.filter((one) => applies(oracle, one)),
        async (one) => expect(await difference(name, oracle, one)).toBeUndefined(),
      ),
      { numRuns: RUNS[name] ?? MOST_RUNS },
    );
  }, 60_000);
});

describe('the packages’ mistakes', () => {
  const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);

  it.each([
    { name: 'stripe', days: 365, ours: 'timestamp-in-future' },
    { name: '@sendgrid/eventwebhook', days: 365, ours: 'timestamp-in-future' },
    { name: '@sendgrid/eventwebhook', days: -365, ours: 'timestamp-too-old' },
  ])('$name accepts what was signed $days days from now; we do not', async ({ name, days, ours }) => {
    const oracle = ORACLES[name];
    if (oracle === undefined) throw new Error('No such package.');
    const request = await oracle.sign(bodyFor(oracle), inDays(days));
    expect([await acceptedBy(oracle, request), verdictOf(oracle, request, new Date())]).toEqual([true, ours]);
  });

  it('include a signature of SendGrid spelt otherwise, and nothing else that was changed', async () => {
    const oracle = ORACLES['@sendgrid/eventwebhook'];
    if (oracle === undefined) throw new Error('No such package.');
    const now = new Date();
    const signed = await oracle.sign(bodyFor(oracle), now);
    const [name = '', time = ''] = Object.keys(signed.headers);
    const der = Buffer.from(signed.headers[name] ?? '', 'base64');
    const withHeaders = (headers: Record<string, string | undefined>) => ({
      ...signed,
      headers: { ...signed.headers, ...headers },
    });
    const spelt = withHeaders({ [name]: `${der.toString('base64').replace(/=+$/, '')}*` });
    expect([await acceptedBy(oracle, spelt), verdictOf(oracle, spelt, now)]).toEqual([true, 'signature-malformed']);
    const knows = (sent: typeof signed) =>
      isKnownMistake('@sendgrid/eventwebhook', { what: 'header', refusal: 'signature-malformed', signed, sent });
    expect(knows(spelt)).toBe(true);
    der[der.length - 1] = (der.at(-1) ?? 0) ^ 1;
    expect(knows(withHeaders({ [name]: der.toString('base64') }))).toBe(false);
    expect(knows(withHeaders({ [name]: '' }))).toBe(false);
    expect(knows(withHeaders({ ...spelt.headers, [time]: '1795780800' }))).toBe(false);
    expect(knows({ ...spelt, body: Buffer.from('{}') })).toBe(false);
  });
});
