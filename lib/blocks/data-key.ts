import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { resourceName, type StageContext } from './stage-context';

/** Classes of data that are encrypted apart, so that one key can be taken away without the others. */
export type DataClass = 'transit' | 'profiles' | 'vault' | 'engagement' | 'control' | 'secrets' | 'trail' | 'logs';

export interface DataKeyProps {
  readonly stage: StageContext;
  readonly dataClass: DataClass;
}

/**
 * A customer managed key for one class of data: rotated yearly, kept where the stage is protected.
 * @stateful
 */
export class DataKey extends Key {
  constructor(scope: Construct, id: string, { stage, dataClass }: DataKeyProps) {
    super(scope, id, {
      alias: `alias/${resourceName(stage, dataClass)}`,
      description: `${stage.prefix} ${stage.name}: ${dataClass}`,
      enableKeyRotation: true,
      pendingWindow: Duration.days(stage.settings.protect ? 30 : 7),
      removalPolicy: stage.settings.protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}
