import { generateKeyPairSync, sign } from 'node:crypto';
import { EventWebhook } from '@sendgrid/eventwebhook';
import { Webhook } from 'standardwebhooks';
import Stripe from 'stripe';
import twilio from 'twilio';
import type { SchemeName } from '../../contracts/webhook-schemes';
import type { SignedRequest } from '../../lambdas/domain/webhook-text';

/** A vendor's own package: how it signs, and whether it accepts. */
export interface Oracle {
  readonly scheme: SchemeName;
  /** As a receiver is given it. */
  readonly secret: string;
  /** A request signed by the package, or by its vendor's rules where the package only verifies. */
  readonly sign: (body: string, at: Date) => Promise<SignedRequest>;
  /** What the package says at the machine's own time, at once where it can; throwing is refusing, and is told apart. */
  readonly accepts: (request: SignedRequest) => boolean | Promise<boolean>;
}

export const ORACLE_URL = 'https://hooks.shop.example/hooks/vendor?a=1';
const STANDARD = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const TEXT = 'a-secret-of-this-test';
const p256 = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const stripe = new Stripe('sk_test_nothing');
const webhook = new Webhook(STANDARD);
const eventWebhook = new EventWebhook();
const spki = p256.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
const eventKey = eventWebhook.convertPublicKeyToECDSA(spki);
/** Ships ES modules only. */
const octokit = import('@octokit/webhooks-methods');
const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);
const textOf = ({ body }: SignedRequest): string =>
  Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
const header = ({ headers }: SignedRequest, name: string): string => headers[name] ?? '';
const bytes = (body: string): Buffer => Buffer.from(body);

/** The vendors' own packages, as oracles. */
export const ORACLES: Readonly<Record<string, Oracle>> = {
  standardwebhooks: {
    scheme: 'standard-webhooks-v1',
    secret: STANDARD,
    sign: async (body, at) => ({
      body: bytes(body),
      headers: {
        'webhook-id': 'msg_1',
        'webhook-timestamp': String(seconds(at)),
        'webhook-signature': webhook.sign('msg_1', at, body),
      },
    }),
    accepts: (request) => {
      webhook.verify(textOf(request), request.headers as Record<string, string>);
      return true;
    },
  },
  stripe: {
    scheme: 'stripe',
    secret: TEXT,
    sign: async (body, at) => ({
      body: bytes(body),
      headers: {
        'stripe-signature': stripe.webhooks.generateTestHeaderString({
          payload: body,
          secret: TEXT,
          timestamp: seconds(at),
        }),
      },
    }),
    accepts: (request) =>
      stripe.webhooks.signature?.verifyHeader(textOf(request), header(request, 'stripe-signature'), TEXT, 300) === true,
  },
  '@octokit/webhooks-methods': {
    scheme: 'github',
    secret: TEXT,
    sign: async (body) => ({
      body: bytes(body),
      headers: { 'x-hub-signature-256': await (await octokit).sign(TEXT, body) },
    }),
    accepts: async (request) => (await octokit).verify(TEXT, textOf(request), header(request, 'x-hub-signature-256')),
  },
  '@sendgrid/eventwebhook': {
    scheme: 'sendgrid',
    secret: spki,
    sign: async (body, at) => ({
      body: bytes(body),
      headers: {
        'x-twilio-email-event-webhook-signature': sign(
          'sha256',
          bytes(`${seconds(at)}${body}`),
          p256.privateKey,
        ).toString('base64'),
        'x-twilio-email-event-webhook-timestamp': String(seconds(at)),
      },
    }),
    accepts: (request) =>
      eventWebhook.verifySignature(
        eventKey,
        textOf(request),
        header(request, 'x-twilio-email-event-webhook-signature'),
        header(request, 'x-twilio-email-event-webhook-timestamp'),
      ),
  },
  twilio: {
    scheme: 'twilio-form',
    secret: TEXT,
    sign: async (body) => {
      const params = Object.fromEntries(new URLSearchParams(body));
      return {
        body: bytes(body),
        url: ORACLE_URL,
        headers: { 'x-twilio-signature': twilio.getExpectedTwilioSignature(TEXT, ORACLE_URL, params) },
      };
    },
    accepts: (request) =>
      twilio.validateRequest(
        TEXT,
        header(request, 'x-twilio-signature'),
        request.url ?? '',
        Object.fromEntries(new URLSearchParams(textOf(request))),
      ),
  },
};
