import { generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { SCHEME_NAMES, type SchemeName, usableSchemes } from '../../contracts/webhook-schemes';
import { TOLERANCE_SECONDS } from '../../lambdas/domain/verify-webhook';
import type { SignedRequest } from '../../lambdas/domain/webhook-text';
import { loadWorkspace } from '../../lib/workspace';
import { atMost, type Bench, percentile, type Row, shown } from '../row';
import { applies, difference, type Mutation } from '../verify/mutations';
import { ORACLES, type Oracle } from '../verify/oracles';
import { receiverOf } from '../verify/receiver';

const ROUNDS = 60;
/** Time that one round of a measurement takes, about. */
const ROUND_MS = 4;
const WARM_MS = 200;
/** Those that compute in JavaScript what the runtime has built in. */
const PURE_JS: ReadonlySet<string> = new Set(['standardwebhooks', '@sendgrid/eventwebhook']);
const SIZES_KB = [1, 4, 64];
const MUTATIONS = 10_000;

/** Verifying webhooks: against a bare verification, against the vendors' own packages in the same run, and what it adds to a bundle. */
export const signatures: Bench = {
  id: 'signature',
  run: async () => {
    const packages: Row[] = [];
    for (const [name, oracle] of Object.entries(ORACLES)) {
      for (const kb of SIZES_KB) packages.push(await besidePackage(name, oracle, kb));
    }
    return [
      await hmac(),
      await againstBare('ed25519', 'standard-webhooks-v1a'),
      await againstBare('ecdsa', 'sendgrid'),
      ...packages,
      ...bundle(),
      await differences(),
    ];
  },
};

type Work = () => unknown;

/** Microseconds a call of each, round by round; they take turns, so that a noisy moment hits all. */
const timed = async (works: readonly Work[]): Promise<readonly (readonly number[])[]> => {
  const counts: number[] = [];
  for (const work of works) counts.push(Math.max(1, Math.round(ROUND_MS * (1000 / (await warmed(work))))));
  const samples = works.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, work] of works.entries()) samples[index]?.push(await once(work, counts[index] ?? 1));
  }
  return samples;
};

/** Microseconds a call once the runtime has compiled what is called often, as in a function that has run for a while. */
const warmed = async (work: Work): Promise<number> => {
  const end = performance.now() + WARM_MS;
  let us = await once(work, 20);
  while (performance.now() < end) us = await once(work, 20);
  return us;
};

const median = (samples: readonly number[] = []): number => percentile(samples, 0.5);

/** How many times longer one takes than the other: the median of what each round says. */
const ratio = ([one = [], other = []]: readonly (readonly number[])[]): number =>
  median(one.map((us, round) => us / (other[round] ?? Number.NaN)));

const once = async (work: Work, times: number): Promise<number> => {
  const start = process.hrtime.bigint();
  for (let i = 0; i < times; i += 1) {
    const result = work();
    if (result instanceof Promise) await result;
  }
  return Number(process.hrtime.bigint() - start) / 1e3 / times;
};

const ours = (oracle: Pick<Oracle, 'scheme' | 'secret'>, request: SignedRequest, at: Date): Work => {
  const verifyWebhook = receiverOf(oracle);
  const now = Math.floor(at.getTime() / 1000);
  return () => {
    if (!verifyWebhook(request, now, TOLERANCE_SECONDS).ok)
      throw new Error(`A good signature of ${oracle.scheme} was refused.`);
  };
};

const hmac = async (): Promise<Row> => {
  const oracle = ORACLES.standardwebhooks as Oracle;
  const at = new Date();
  const [us] = await timed([ours(oracle, await oracle.sign(bodyOf(oracle, 4), at), at)]);
  return atMost('signature.hmac-4kb', 'verify a signed webhook of 4 KB (HMAC)', median(us), 'us', 20);
};

const againstBare = async (kind: 'ed25519' | 'ecdsa', scheme: SchemeName): Promise<Row> => {
  const pair =
    kind === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const der = pair.publicKey.export({ format: 'der', type: 'spki' });
  const at = new Date();
  const seconds = String(Math.floor(at.getTime() / 1000));
  const body = randomBytes(4096);
  const hash = kind === 'ed25519' ? null : 'sha256';
  const data = Buffer.concat([Buffer.from(kind === 'ed25519' ? `msg_1.${seconds}.` : seconds), body]);
  const signature = sign(hash, data, pair.privateKey);
  const headers: Record<string, string> =
    kind === 'ed25519'
      ? {
          'webhook-id': 'msg_1',
          'webhook-timestamp': seconds,
          'webhook-signature': `v1a,${signature.toString('base64')}`,
        }
      : {
          'x-twilio-email-event-webhook-signature': signature.toString('base64'),
          'x-twilio-email-event-webhook-timestamp': seconds,
        };
  const secret = (kind === 'ed25519' ? der.subarray(12) : der).toString('base64');
  const times = await timed([
    ours({ scheme, secret }, { headers, body }, at),
    () => verify(hash, data, pair.publicKey, signature),
  ]);
  return atMost(`signature.${kind}-4kb`, `verify 4 KB (${kind}) against crypto.verify alone`, ratio(times), 'x', 1.3);
};

const besidePackage = async (name: string, oracle: Oracle, kb: number): Promise<Row> => {
  const at = new Date();
  const request = await oracle.sign(bodyOf(oracle, kb), at);
  const times = await timed([ours(oracle, request, at), () => oracle.accepts(request)]);
  const id = `signature.${name.replace(/^@/, '').replace('/', '-')}-${kb}kb`;
  return atMost(id, `verify ${kb} KB against the package ${name}`, ratio(times), 'x', PURE_JS.has(name) ? 0.5 : 1.1);
};

const bodyOf = ({ scheme }: Oracle, kb: number): string => {
  const text = randomBytes(kb * 512).toString('hex');
  return scheme === 'twilio-form' ? `MessageSid=SM1&Body=${text}` : JSON.stringify({ type: 'opened', text });
};

/** What the verifier adds to a function: engine, keys, and the rows of the workspace's vendors; `node:crypto` is the runtime's. */
const bundle = (): readonly Row[] => {
  const { workspace } = loadWorkspace(process.cwd());
  if (workspace === undefined) throw new Error('The workspace cannot be read: npx tandem check.');
  const used = workspace.vendors.flatMap(({ inbound }) => inbound?.scheme ?? []);
  const [shipped, all] = [bundleWith(used), bundleWith(SCHEME_NAMES)];
  return [
    atMost('signature.bundle', 'what the verifier adds to a bundle, minified', shipped.length / 1000, 'KB', 4),
    shown('signature.bundle-zip', 'the same, as it is deployed (zip)', deflateRawSync(shipped).length / 1000, 'KB'),
    shown('signature.bundle-all', 'the same with the rows of all schemes, minified', all.length / 1000, 'KB'),
  ];
};

const bundleWith = (schemes: readonly SchemeName[]): Uint8Array => {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `import { compileVerifier } from './lambdas/domain/verify-webhook'; import { prepareKeys } from './lambdas/domain/webhook-keys';
        used(compileVerifier, prepareKeys, ${JSON.stringify(usableSchemes(schemes))});`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    write: false,
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('The verifier was not bundled.');
  return file.contents;
};

/** Mutations of good requests on which a package and we differ without a known mistake of theirs. */
const differences = async (): Promise<Row> => {
  const kinds = ['body', 'header', 'time', 'drop'] as const;
  const names = Object.keys(ORACLES);
  let found = 0;
  for (let n = 0; n < MUTATIONS; n += 1) {
    const name = names[n % names.length] ?? '';
    const oracle = ORACLES[name] as Oracle;
    const [a = 0, b = 0, c = 0] = randomBytes(3);
    const mutation: Mutation = { what: kinds[c % kinds.length] ?? 'body', at: a * 256 + b, by: 1 + (c % 94) };
    if (applies(oracle, mutation) && (await difference(name, oracle, mutation)) !== undefined) found += 1;
  }
  return atMost(
    'signature.differences',
    `differences from the packages in ${MUTATIONS} mutations`,
    found,
    'requests',
    0,
  );
};
