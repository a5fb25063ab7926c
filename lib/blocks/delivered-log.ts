import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, ResourcePolicy, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { BlockContext } from './block-context';
import { resourceName } from './stage-context';

export interface DeliveredLogProps {
  readonly context: BlockContext;
  /** Short name, for the policy. */
  readonly name: string;
  readonly logGroupName: string;
}

/** An encrypted log group that an AWS service writes to by log delivery, for this account only. */
export class DeliveredLog extends Construct {
  public readonly group: LogGroup;

  constructor(scope: Construct, id: string, { context: { stage, logKey }, name, logGroupName }: DeliveredLogProps) {
    super(scope, id);
    this.group = new LogGroup(this, 'Group', {
      logGroupName,
      retention: stage.settings.logRetentionDays as RetentionDays,
      encryptionKey: logKey,
      removalPolicy: stage.settings.protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const { account, partition, region } = Stack.of(this);
    new ResourcePolicy(this, 'Delivery', {
      resourcePolicyName: resourceName(stage, name),
      policyStatements: [
        new PolicyStatement({
          principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [this.group.logGroupArn],
          conditions: {
            StringEquals: { 'aws:SourceAccount': account },
            ArnLike: { 'aws:SourceArn': `arn:${partition}:logs:${region}:${account}:*` },
          },
        }),
      ],
    });
  }
}
