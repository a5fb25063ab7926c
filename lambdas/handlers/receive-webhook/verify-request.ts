import { durationSeconds } from '../../../contracts/duration-words';
import type { Vendor } from '../../../contracts/vendor';
import type { Inbound } from '../../../contracts/vendor-inbound';
import type { UsableScheme } from '../../../contracts/webhook-schemes';
import type { WallClock } from '../../domain/ports/clocks';
import type { ReadSecret, RereadSecret } from '../../domain/ports/secrets';
import type { NoteKeyUsed } from '../../domain/ports/webhooks';
import { compileVerifier, TOLERANCE_SECONDS, type Verdict, type VerifyWebhook } from '../../domain/verify-webhook';
import { type Keyring, keyringOf, lateness } from '../../domain/webhook-keyring';
import type { SignedRequest } from '../../domain/webhook-text';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';

export interface VerifyRequestDeps {
  readonly wallClock: WallClock;
  readonly readSecret: ReadSecret;
  readonly rereadSecret: RereadSecret;
  readonly noteKeyUsed: NoteKeyUsed;
  readonly log: Log;
  readonly count: Count;
}

/** A vendor that sends, and the row of its scheme. */
export interface Sender {
  readonly vendor: Vendor;
  readonly inbound: Inbound;
  readonly scheme: UsableScheme | undefined;
}

interface Ring extends Keyring {
  readonly verify: VerifyWebhook;
}

/** Verdicts that a key which we have not read yet could turn. */
const MAY_BE_NEW_KEY: ReadonlySet<string> = new Set(['no-key', 'signature-mismatch', 'token-mismatch']);
const NOTE_MS = 60_000;

/** Verifies requests with the keys of their vendor's secret, and says what is late about a rotation. Rejects where the secret cannot be read. */
export const createVerifyRequest = (deps: VerifyRequestDeps) => {
  const readKeyring = createKeyrings(deps);
  const noted = new Map<string, number>();

  const noteUse = async (vendor: string, ring: Keyring, keyId: string): Promise<void> => {
    const now = deps.wallClock();
    deps.count('WebhookKeyUsed', 1, { vendor, key: keyId });
    const late = lateness(ring, keyId, now);
    if (late !== undefined) {
      deps.count('VendorKeyOverdue', 1, { vendor });
      deps.log.warn('webhook.key-overdue', { vendor, reason: late });
    }
    const name = `${vendor} ${keyId}`;
    if (now.getTime() < (noted.get(name) ?? 0) + NOTE_MS) return;
    await deps.noteKeyUsed(vendor, keyId, now);
    noted.set(name, now.getTime());
  };

  return async (sender: Sender, request: SignedRequest): Promise<Verdict> => {
    const { vendor } = sender.vendor;
    const { tolerance } = sender.inbound;
    const seconds = tolerance === undefined ? TOLERANCE_SECONDS : durationSeconds(tolerance.within);
    const verifyBy = ({ verify }: Ring): Verdict =>
      verify(request, Math.floor(deps.wallClock().getTime() / 1000), seconds);
    const ring = await readKeyring(sender, deps.readSecret);
    const verdict = verifyBy(ring);
    if (verdict.ok) await noteUse(vendor, ring, verdict.keyId);
    if (verdict.ok || !MAY_BE_NEW_KEY.has(verdict.reason)) return verdict;
    const fresh = await readKeyring(sender, deps.rereadSecret);
    if (fresh === ring) return verdict;
    const again = verifyBy(fresh);
    if (again.ok) await noteUse(vendor, fresh, again.keyId);
    return again;
  };
};

/** Keyrings by the text of their secret, so that keys are prepared and the scheme is compiled once. A secret that is not there holds no key. */
const createKeyrings = ({ log, count }: Pick<VerifyRequestDeps, 'log' | 'count'>) => {
  const kept = new Map<string, { readonly text: string; readonly ring: Ring }>();
  return async (
    { vendor: { vendor }, inbound: { secret }, scheme }: Sender,
    read: (name: string) => Promise<string | undefined>,
  ): Promise<Ring> => {
    const before = kept.get(vendor);
    const text = await read(`vendor/${secret}`).catch(emptyWhereMissing);
    if (before !== undefined && (text === undefined || before.text === text)) return before.ring;
    const keyring = keyringOf(scheme, text ?? '');
    const ring = { ...keyring, verify: compileVerifier(scheme, keyring.keys) };
    kept.set(vendor, { text: text ?? '', ring });
    for (const key of ring.unusable) {
      log.warn('webhook.key-unusable', { vendor, reason: key });
      count('VendorKeyOverdue', 1, { vendor });
    }
    return ring;
  };
};

/** A vendor whose secret nobody has filled in yet is refused as one without a key; the deployment does not wait for it. */
const emptyWhereMissing = (error: unknown): string => {
  if ((error as { code?: unknown }).code === 'secret.missing') return '';
  throw error;
};
