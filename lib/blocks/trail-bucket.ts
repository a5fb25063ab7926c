import { Duration } from 'aws-cdk-lib';
import { Effect, PolicyStatement, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { BlockContext } from './block-context';
import { DataKey } from './data-key';
import type { GovernedFunction } from './governed-function';
import { dataRemovalPolicy, resourceName, type StageContext } from './stage-context';

export interface TrailBucketProps {
  readonly context: BlockContext;
  /** The only one who may write, and only what is not there yet. */
  readonly keeper: GovernedFunction;
}

/** Whatever takes an object away, or its history: by hand, or by a rule that does it later. */
const DELETES = ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutLifecycleConfiguration', 's3:PutBucketVersioning'];

/**
 * A bucket that only grows: one function may write, no name twice, and nobody may delete. Where the stage is protected every
 * object is locked, for the account's owner too, for as many days as the stage keeps its trail.
 * @stateful
 */
export class TrailBucket extends Construct {
  public readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { context, keeper }: TrailBucketProps) {
    super(scope, id);
    const { stage } = context;
    const key = new DataKey(this, 'Key', { stage, dataClass: 'trail' });
    this.bucket = new Bucket(this, 'Objects', {
      bucketName: resourceName(stage, 'trail', stage.settings.account, stage.settings.region),
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      versioned: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: dataRemovalPolicy(stage),
      ...lockOf(stage),
    });
    for (const statement of this.#refusals(keeper)) this.bucket.addToResourcePolicy(statement);
    const records = this.bucket.arnForObjects('records/*');
    keeper.allow(['s3:PutObject', 's3:GetObject'], [records]);
    keeper.allowKey(key, 's3', ['kms:Decrypt', 'kms:GenerateDataKey']);
    keeper.addEnvironment('TRAIL_BUCKET', this.bucket.bucketName);
  }

  #refusals(keeper: GovernedFunction): readonly PolicyStatement[] {
    const { bucketArn } = this.bucket;
    const objects = `${bucketArn}/*`;
    const deny = (sid: string, actions: readonly string[], conditions: Record<string, unknown> = {}) =>
      new PolicyStatement({
        sid,
        effect: Effect.DENY,
        principals: [new StarPrincipal()],
        actions: [...actions],
        resources: [bucketArn, objects],
        conditions,
      });
    return [
      deny('NobodyDeletes', DELETES),
      deny('NobodyWritesOver', ['s3:PutObject'], {
        Null: { 's3:if-none-match': 'true' },
        Bool: { 's3:ObjectCreationOperation': 'true' },
      }),
      deny('OnlyTheKeeperWrites', ['s3:PutObject'], {
        ArnNotEquals: { 'aws:PrincipalArn': keeper.role.roleArn },
      }),
    ];
  }
}

const lockOf = ({ settings }: StageContext): BucketProps =>
  settings.protect
    ? {
        objectLockEnabled: true,
        objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(settings.trailRetentionDays)),
      }
    : {};
