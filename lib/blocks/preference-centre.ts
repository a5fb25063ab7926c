import { Duration } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { SOURCE } from '../../contracts/names';
import { GovernedFunction } from './governed-function';
import { PREFERENCE_KEY } from './platform-secrets';
import type { SharedParts } from './shared-parts';

export type PreferenceCentreProps = Pick<SharedParts, 'context' | 'api' | 'bus' | 'profiles' | 'control' | 'secrets'>;

/** Path of the pages, before the token. */
export const PREFERENCES_PATH = '/preferences';

/** Pages where customers choose, behind links that only we can sign; mail providers unsubscribe them there with one click. */
export class PreferenceCentre extends Construct {
  public readonly function: GovernedFunction;

  constructor(scope: Construct, id: string, props: PreferenceCentreProps) {
    super(scope, id);
    const { context, api, bus, profiles, control, secrets } = props;
    this.function = new GovernedFunction(this, 'Function', {
      context,
      handler: 'preference-centre',
      timeout: Duration.seconds(10),
      memory: 1024,
      reservedConcurrency: context.stage.settings.edge.reservedConcurrency,
    });
    const path = `${PREFERENCES_PATH}/{token}`;
    api.serve(this.function, [
      { method: HttpMethod.GET, path, share: 0.1 },
      { method: HttpMethod.HEAD, path, share: 0.1 },
      { method: HttpMethod.POST, path, share: 0.1 },
      { method: HttpMethod.GET, path: '/.well-known/gpc.json', share: 0.01 },
    ]);
    bus.grantPublish(this.function, `${SOURCE.edgePrefix}preference-centre`);
    profiles.grantReadViews(this.function);
    control.useBusinessClock(this.function);
    secrets.grantRead(this.function, [PREFERENCE_KEY]);
  }
}
