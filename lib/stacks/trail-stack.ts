import { Aws, CfnOutput } from 'aws-cdk-lib';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { alarmsTo } from '../blocks/alarm-desk';
import { AuditTrail } from '../blocks/audit-trail';
import { CONTROL_TABLE } from '../blocks/control-store';
import { readJoint, type TrailJoint, trailParameter } from '../blocks/launch-joints';
import { resourceName, type StageContext } from '../blocks/stage-context';
import type { ReachedTable } from '../blocks/table-access';
import { GovernedStack } from './governed-stack';

export interface TrailStackProps {
  readonly stage: StageContext;
  /** Folder with one bundle per handler. */
  readonly handlersDir: string;
}

/**
 * The audit trail of a stage: reads the stream of the foundation's control table, and nothing of the foundation knows it.
 * @stateful
 */
export class TrailStack extends GovernedStack {
  readonly #stage: StageContext;

  constructor(scope: Construct, { stage, handlersDir }: TrailStackProps) {
    super(scope, resourceName(stage, 'trail'), {
      stage,
      description: `Audit trail of ${stage.prefix} ${stage.name}`,
      qualifier: stage.settings.qualifier,
    });
    this.#stage = stage;
    const { bucket } = new AuditTrail(this, 'Trail', {
      context: {
        stage,
        alarms: alarmsTo(stage, this.#joint('alarm-topic-arn')),
        transitKey: this.#key('TransitKey', 'transit-key-arn'),
        logKey: this.#key('LogKey', 'log-key-arn'),
        handlersDir,
      },
      control: this.#control(),
      switchStreamArn: this.#joint('control-stream-arn'),
      undeliveredArn: this.#joint('undelivered-queue-arn'),
    });
    const { bucketName: stringValue } = bucket.bucket;
    new StringParameter(this, 'Parameter-bucket', { parameterName: trailParameter(stage, 'bucket'), stringValue });
    new CfnOutput(this, 'TrailBucket', { value: stringValue });
  }

  #control(): ReachedTable {
    const tableName = resourceName(this.#stage, 'control');
    return {
      tableName,
      // As CloudFormation fills it in, so that what packs say of it is the same in every stage.
      tableArn: `arn:${Aws.PARTITION}:dynamodb:${Aws.REGION}:${Aws.ACCOUNT_ID}:table/${tableName}`,
      key: this.#key('ControlKey', 'control-key-arn'),
      variable: CONTROL_TABLE,
    };
  }

  #key(id: string, joint: TrailJoint): IKey {
    return Key.fromKeyArn(this, id, this.#joint(joint));
  }

  #joint(joint: TrailJoint): string {
    return readJoint(this, this.#stage, joint);
  }
}
