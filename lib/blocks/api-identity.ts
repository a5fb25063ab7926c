import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import {
  FeaturePlan,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StandardThreatProtectionMode,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { RIGHTS_VERBS, type RightsVerb } from '../../contracts/subject-rights';
import type { BlockContext } from './block-context';
import { resourceName, type StageContext } from './stage-context';

/** Scopes a caller's token can carry, as `<resource>/<scope>`. */
export const OFFERS_READ = 'offers/read';
export const OFFERS_WRITE = 'offers/write';
export const customerScope = (verb: RightsVerb): string => `customers/${verb}`;

/** What a caller needs to get a token; absent where the organisation's own provider gives them. */
export interface OwnProvider {
  readonly userPoolId: string;
  /** Of channels that ask for offers. */
  readonly clientId: string;
  /** Of the IT service that answers customers. */
  readonly serviceClientId: string;
  readonly tokenUrl: string;
}

/**
 * Who may call the APIs: a user pool for machines only, or the organisation's own provider (`import.identityProvider`).
 * @stateful
 */
export class ApiIdentity extends Construct {
  public readonly authorizer: IHttpRouteAuthorizer;
  public readonly own: OwnProvider | undefined;

  constructor(scope: Construct, id: string, { stage }: BlockContext) {
    super(scope, id);
    const imported = stage.settings.import.identityProvider;
    if (imported !== undefined) {
      this.authorizer = new HttpJwtAuthorizer('Jwt', imported.issuer, { jwtAudience: imported.audience });
      return;
    }
    const pool = this.#pool(stage);
    const [channels, service] = [this.#channels(pool), this.#service(pool)];
    const { account, region } = Stack.of(this);
    const domain = pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: `${resourceName(stage)}-${account}` },
    });
    const issuer = `https://cognito-idp.${region}.amazonaws.com/${pool.userPoolId}`;
    this.authorizer = new HttpJwtAuthorizer('Jwt', issuer, {
      jwtAudience: [channels.userPoolClientId, service.userPoolClientId],
    });
    this.own = {
      userPoolId: pool.userPoolId,
      clientId: channels.userPoolClientId,
      serviceClientId: service.userPoolClientId,
      tokenUrl: `${domain.baseUrl()}/oauth2/token`,
    };
  }

  /** No person ever signs in here; should somebody add one, the rules are strict. */
  #pool(stage: StageContext): UserPool {
    return new UserPool(this, 'Pool', {
      userPoolName: resourceName(stage, 'callers'),
      selfSignUpEnabled: false,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      passwordPolicy: {
        minLength: 14,
        requireDigits: true,
        requireLowercase: true,
        requireSymbols: true,
        requireUppercase: true,
      },
      deletionProtection: stage.settings.protect,
      removalPolicy: stage.settings.protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  #channels(pool: UserPool): UserPoolClient {
    const read = new ResourceServerScope({ scopeName: 'read', scopeDescription: 'Ask for offers' });
    const write = new ResourceServerScope({ scopeName: 'write', scopeDescription: 'Report outcomes of offers' });
    const server = pool.addResourceServer('Offers', { identifier: 'offers', scopes: [read, write] });
    const scopes = [OAuthScope.resourceServer(server, read), OAuthScope.resourceServer(server, write)];
    return this.#machineClient(pool, 'Channels', scopes);
  }

  /** A client apart: who sells must not be able to look customers up, nor who answers customers ask for offers. */
  #service(pool: UserPool): UserPoolClient {
    const scopes = RIGHTS_VERBS.map(
      (verb) => new ResourceServerScope({ scopeName: verb, scopeDescription: `Customers: ${verb}` }),
    );
    const server = pool.addResourceServer('Customers', { identifier: 'customers', scopes });
    return this.#machineClient(
      pool,
      'Service',
      scopes.map((scope) => OAuthScope.resourceServer(server, scope)),
    );
  }

  #machineClient(pool: UserPool, id: string, scopes: OAuthScope[]): UserPoolClient {
    return pool.addClient(id, {
      generateSecret: true,
      authFlows: {},
      oAuth: { flows: { clientCredentials: true }, scopes },
      preventUserExistenceErrors: true,
    });
  }
}
