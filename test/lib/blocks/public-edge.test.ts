import { Match } from 'aws-cdk-lib/assertions';
import { foundationTemplate, silentVendor, testStage, testVendor } from '../../support/stage';
import { propertiesOf } from '../../support/template-assertions';

const IMPORTED = { issuer: 'https://login.company.example/', audience: ['tandem'] };

describe('the public API', () => {
  const template = foundationTemplate();
  const [stage = {}] = propertiesOf(template, 'AWS::ApiGatewayV2::Stage');

  it('limits each of its routes, within the rate of the stage', () => {
    const routes = propertiesOf(template, 'AWS::ApiGatewayV2::Route').map(({ RouteKey }) => String(RouteKey));
    const settings = stage.RouteSettings as Record<string, { ThrottlingRateLimit: number }>;
    expect(Object.keys(settings).sort()).toEqual(routes.sort());
    for (const { ThrottlingRateLimit: rate } of Object.values(settings)) {
      expect(rate).toBeGreaterThanOrEqual(1);
      expect(rate).toBeLessThanOrEqual(1000);
    }
    expect(stage.DefaultRouteSettings).toMatchObject({ ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 2000 });
  });

  it("takes Segment's calls, webhooks, questions for offers, choices and rights of customers", () => {
    const routes = propertiesOf(template, 'AWS::ApiGatewayV2::Route').map(({ RouteKey }) => RouteKey);
    expect(routes.sort()).toEqual([
      'GET /.well-known/gpc.json',
      'GET /hooks/{vendor}',
      'GET /preferences/{token}',
      'HEAD /hooks/{vendor}',
      'HEAD /preferences/{token}',
      'POST /hooks/{vendor}',
      'POST /preferences/{token}',
      'POST /v1/alias',
      'POST /v1/batch',
      'POST /v1/customers/erase',
      'POST /v1/customers/export',
      'POST /v1/customers/lookup',
      'POST /v1/customers/restrict',
      'POST /v1/customers/why',
      'POST /v1/group',
      'POST /v1/identify',
      'POST /v1/offers',
      'POST /v1/offers/{decisionId}/outcomes',
      'POST /v1/page',
      'POST /v1/screen',
      'POST /v1/track',
    ]);
  });

  it('logs neither path nor query nor who asked', () => {
    const { Format } = stage.AccessLogSettings as { Format: string };
    for (const field of ['path', 'sourceIp', 'userAgent', 'identity', 'queryString', 'claims']) {
      expect(Format).not.toContain(field);
    }
    expect(JSON.parse(Format)).toMatchObject({ route: '$context.routeKey', status: '$context.status' });
  });

  it('lets log delivery write to its log, for this account', () => {
    template.hasResourceProperties('AWS::Logs::ResourcePolicy', {
      PolicyDocument: Match.objectLike({
        'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('delivery\\.logs\\.amazonaws\\.com')])],
      }),
    });
  });
});

describe('callers of the offer API', () => {
  it('need a token with the scope of the route', () => {
    const template = foundationTemplate();
    for (const [route, scope] of [
      ['POST /v1/offers', 'offers/read'],
      ['POST /v1/offers/{decisionId}/outcomes', 'offers/write'],
    ]) {
      template.hasResourceProperties('AWS::ApiGatewayV2::Route', {
        RouteKey: route,
        AuthorizationType: 'JWT',
        AuthorizationScopes: [scope],
        AuthorizerId: Match.anyValue(),
      });
    }
  });

  it('are machines of a pool in which nobody can sign up', () => {
    const template = foundationTemplate();
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
    });
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AllowedOAuthFlows: ['client_credentials'],
      GenerateSecret: true,
    });
  });

  it("come with tokens of the organisation's provider where that is imported", () => {
    const template = foundationTemplate(testStage({ import: { identityProvider: IMPORTED } }));
    template.resourceCountIs('AWS::Cognito::UserPool', 0);
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      JwtConfiguration: { Issuer: IMPORTED.issuer, Audience: IMPORTED.audience },
    });
    expect(template.findOutputs('TokenUrl')).toEqual({});
  });
});

describe('the public functions', () => {
  it('reserve executions where the stage says so, and no other function does', () => {
    const reserved = (stage = testStage()) =>
      propertiesOf(foundationTemplate(stage), 'AWS::Lambda::Function')
        .filter(({ ReservedConcurrentExecutions: reservation }) => reservation !== undefined)
        .map(({ FunctionName }) => FunctionName)
        .sort();
    expect(reserved()).toEqual([]);
    expect(reserved(testStage({ edge: { cloudFrontWaf: false, reservedConcurrency: 50 } }))).toEqual([
      'tandem-prod-ingest-events',
      'tandem-prod-offer-api',
      'tandem-prod-preference-centre',
      'tandem-prod-receive-webhook',
      'tandem-prod-subject-rights',
    ]);
  });

  it('read the secrets of the vendors that report, and no more', () => {
    const template = foundationTemplate(testStage(), {
      vendors: [testVendor(), silentVendor()],
    });
    const names = propertiesOf(template, 'AWS::SecretsManager::Secret').map(({ Name }) => Name);
    expect(names.sort()).toEqual([
      'tandem/prod/ingest-key',
      'tandem/prod/preference-key',
      'tandem/prod/receipt-key',
      'tandem/prod/rehearsal-key',
      'tandem/prod/trail-key',
      'tandem/prod/vault-key',
      'tandem/prod/vendor/mailhub/api-key',
      'tandem/prod/vendor/mailhub/signing',
      'tandem/prod/vendor/mailhub/webhook',
    ]);
  });
});

describe('links in messages', () => {
  const linked = (stage = testStage()) => {
    const functions = propertiesOf(foundationTemplate(stage), 'AWS::Lambda::Function');
    const deliver = functions.find(({ FunctionName }) => FunctionName === 'tandem-prod-deliver-message');
    const environment = deliver?.Environment as { Variables: Record<string, unknown> } | undefined;
    return JSON.stringify(environment?.Variables.PREFERENCES_URL);
  };

  it('lead to where callers of the stage are let in', () => {
    expect(linked()).toMatch(/https:.*PublicApi.*execute-api.*\/preferences/);
    expect(linked(testStage({ region: 'us-east-1', edge: { cloudFrontWaf: true } }))).toMatch(
      /https:.*Shield.*DomainName.*\/preferences/,
    );
  });
});

describe('the shield', () => {
  const shielded = (region: string) => foundationTemplate(testStage({ region, edge: { cloudFrontWaf: true } }));

  it('stands before the API where the stage asks for it, and not otherwise', () => {
    const template = shielded('us-east-1');
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        WebACLId: Match.anyValue(),
        DefaultCacheBehavior: Match.objectLike({ ViewerProtocolPolicy: 'https-only' }),
      },
    });
    template.hasResourceProperties('AWS::WAFv2::WebACL', { Scope: 'CLOUDFRONT' });
    foundationTemplate().resourceCountIs('AWS::WAFv2::WebACL', 0);
  });

  it('logs what it blocks, with keys and queries left out', () => {
    shielded('us-east-1').hasResourceProperties('AWS::WAFv2::LoggingConfiguration', {
      RedactedFields: Match.arrayWith([{ SingleHeader: { Name: 'authorization' } }, { QueryString: {} }]),
    });
  });

  it('is refused in a region where AWS makes no web ACL for CloudFront', () => {
    expect(() => shielded('eu-central-1')).toThrow(
      /tandem-prod-foundation\/Shield: edge\.cloudFrontWaf needs region us-east-1.*stage "prod" is in eu-central-1/,
    );
  });
});
