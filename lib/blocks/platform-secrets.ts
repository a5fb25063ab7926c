import { SecretValue } from 'aws-cdk-lib';
import { Secret, type SecretProps } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { signingSecret, type Vendor } from '../../contracts/vendor';
import { keyListText } from '../../contracts/webhook-key-list';
import { handshakeSecret, OWN_KEYS } from '../../contracts/webhook-rules';
import type { BlockContext } from './block-context';
import { constructId } from './construct-id';
import { DataKey } from './data-key';
import type { GovernedFunction } from './governed-function';
import { dataRemovalPolicy } from './stage-context';

/** Letters and digits only: 32 of them are valid base64 of 24 bytes, as Standard Webhooks asks for. */
const GENERATED = { generateSecretString: { passwordLength: 32, excludePunctuation: true } };
/** 43 letters and digits are base64 of 32 bytes: the seed of an Ed25519 key, which only we ever read. */
const SEED = { generateSecretString: { passwordLength: 43, excludePunctuation: true } };
/** An empty list is no secret, so that it may stand in the template. */
const NO_KEY_YET = { secretStringValue: SecretValue.unsafePlainText(keyListText([])) };

export interface PlatformSecretsProps {
  readonly context: BlockContext;
  readonly vendors: readonly Vendor[];
}

/** Key from which the write keys of sources are derived. */
export const INGEST_KEY = 'ingest-key';
/** Key of the vault's hashes. */
export const VAULT_KEY = 'vault-key';
/** Key with which receipts of erasures are signed; read by nobody but those who sign and check them. */
export const RECEIPT_KEY = 'receipt-key';
/** Key that links to the preference centre are signed with. */
export const PREFERENCE_KEY = 'preference-key';
/** Key under which a rehearsal's counts are sealed on their way from one slice to the next; nothing else is sealed with it. */
export const REHEARSAL_KEY = 'rehearsal-key';
/** Key of the marks by which the audit trail tells whom an access was about; nothing else is marked with it. */
export const TRAIL_KEY = 'trail-key';
/** Name, below the stage's prefix, of a secret that a vendor's file names. */
export const vendorSecret = (name: string): string => `vendor/${name}`;

/** Secrets with which messages to a vendor are sent: its credential and our signing key. */
export const outboundSecrets = ({ vendor, outbound }: Vendor): string[] =>
  outbound === undefined
    ? []
    : [outbound.auth.secret, ...(outbound.sign === 'none' ? [] : [signingSecret(vendor)])].map(vendorSecret);

/** Secrets with which a vendor's webhooks are verified. */
export const inboundSecrets = ({ inbound }: Vendor): string[] =>
  inbound === undefined ? [] : [inbound.secret, handshakeSecret(inbound) ?? []].flat().map(vendorSecret);

/** Keys of which a vendor gets the public half only. */
const seedsFor = ({ vendor, outbound }: Vendor): string[] =>
  outbound?.sign === 'standard-webhooks-v1a' ? [vendorSecret(signingSecret(vendor))] : [];

/** Secrets whose keys only the vendor can give: they are deployed as an empty list, and the vendor is refused until it is filled. */
const givenByVendor = ({ inbound }: Vendor): string[] =>
  inbound === undefined || OWN_KEYS.has(inbound.scheme) ? [] : [vendorSecret(inbound.secret)];

/**
 * Every secret of a stage, under one key. Values are generated, or empty lists where only a vendor can give them.
 * @stateful
 */
export class PlatformSecrets extends Construct {
  public readonly prefix: string;
  readonly #context: BlockContext;
  readonly #key: DataKey;
  readonly #secrets = new Map<string, Secret>();

  constructor(scope: Construct, id: string, { context, vendors }: PlatformSecretsProps) {
    super(scope, id);
    this.#context = context;
    this.prefix = `${context.stage.prefix}/${context.stage.name}`;
    this.#key = new DataKey(this, 'Key', { stage: context.stage, dataClass: 'secrets' });
    const ofVendors = vendors.flatMap((vendor) => [...outboundSecrets(vendor), ...inboundSecrets(vendor)]);
    const given = new Set(vendors.flatMap(givenByVendor));
    const seeds = new Set(vendors.flatMap(seedsFor));
    for (const name of new Set([
      INGEST_KEY,
      VAULT_KEY,
      RECEIPT_KEY,
      PREFERENCE_KEY,
      REHEARSAL_KEY,
      TRAIL_KEY,
      ...ofVendors,
    ]))
      this.#add(name, given.has(name) ? NO_KEY_YET : seeds.has(name) ? SEED : GENERATED);
  }

  /** Lets a function read the named secrets, and tells it their prefix. */
  public grantRead(fn: GovernedFunction, names: readonly string[]): void {
    const arns = [...new Set(names)].map((name) => this.#secret(name).secretArn);
    if (arns.length > 0) {
      fn.allow(['secretsmanager:GetSecretValue'], arns);
      fn.allowKey(this.#key, 'secretsmanager', ['kms:Decrypt']);
    }
    fn.addEnvironment('SECRETS_PREFIX', this.prefix);
  }

  #add(name: string, value: Pick<SecretProps, 'generateSecretString' | 'secretStringValue'>): void {
    const secret = new Secret(this, constructId(name), {
      secretName: `${this.prefix}/${name}`,
      description: `${name} of ${this.prefix}`,
      encryptionKey: this.#key,
      removalPolicy: dataRemovalPolicy(this.#context.stage),
      ...value,
    });
    this.#secrets.set(name, secret);
  }

  #secret(name: string): Secret {
    const secret = this.#secrets.get(name);
    if (secret !== undefined) return secret;
    const known = [...this.#secrets.keys()].join(', ');
    throw new Error(`${this.node.path}: there is no secret "${name}"; there are ${known}. Name it in a vendor's file.`);
  }
}
