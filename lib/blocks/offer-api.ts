import { Duration } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { SOURCE } from '../../contracts/names';
import { customerScope, OFFERS_READ, OFFERS_WRITE } from './api-identity';
import { GovernedFunction } from './governed-function';
import { TRAIL_KEY, VAULT_KEY } from './platform-secrets';
import type { SharedParts } from './shared-parts';

export type OfferApiProps = SharedParts;

/** Offers for channels that ask: tokens are verified and scopes checked before the function runs. */
export class OfferApi extends Construct {
  public readonly function: GovernedFunction;

  constructor(scope: Construct, id: string, props: OfferApiProps) {
    super(scope, id);
    const { context, api, identity, bus, profiles, vault, engagement, control, secrets } = props;
    this.function = new GovernedFunction(this, 'Function', {
      context,
      handler: 'offer-api',
      timeout: Duration.seconds(10),
      memory: 1024,
      reservedConcurrency: context.stage.settings.edge.reservedConcurrency,
    });
    const { authorizer } = identity;
    const { POST } = HttpMethod;
    api.serve(this.function, [
      { method: POST, path: '/v1/offers', share: 0.5, authorizer, scopes: [OFFERS_READ] },
      { method: POST, path: '/v1/offers/{decisionId}/outcomes', share: 0.5, authorizer, scopes: [OFFERS_WRITE] },
      // Here, where decisions are made; by those who may look a customer up, for it tells nothing that they may not know.
      { method: POST, path: '/v1/customers/why', share: 0.05, authorizer, scopes: [customerScope('lookup')] },
    ]);
    bus.grantPublish(this.function, SOURCE.decision);
    profiles.grantReadViews(this.function);
    vault.grantFindToken(this.function);
    engagement.grantDecide(this.function);
    engagement.grantReadCodes(this.function);
    control.grantReadLaunches(this.function);
    control.grantTell(this.function);
    control.useBusinessClock(this.function);
    secrets.grantRead(this.function, [VAULT_KEY, TRAIL_KEY]);
  }
}
