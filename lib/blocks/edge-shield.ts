import { Stack } from 'aws-cdk-lib';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { CfnDelivery, CfnDeliveryDestination, CfnDeliverySource } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { BlockContext } from './block-context';
import { DeliveredLog } from './delivered-log';
import { wafLogGroup } from './key-statements';
import type { PublicApi } from './public-api';
import { resourceName, resourcePath } from './stage-context';

export interface EdgeShieldProps {
  readonly context: BlockContext;
  readonly api: PublicApi;
}

/** AWS makes web ACLs for CloudFront, and its log deliveries, in this region only. */
const GLOBAL_REGION = 'us-east-1';
/** WAF counts requests over five minutes. */
const RATE_WINDOW_SECONDS = 300;
/** What is logged of a request: not who asked, nor with which query. */
const LOGGED = [
  'date',
  'time',
  'x-edge-location',
  'cs-method',
  'sc-status',
  'sc-bytes',
  'time-taken',
  'x-edge-result-type',
];

/** CloudFront with a web ACL in front of the API, where a stage asks for it (`edge.cloudFrontWaf`). */
export class EdgeShield extends Construct {
  /** Address that callers use. */
  public readonly url: string;
  readonly #context: BlockContext;

  constructor(scope: Construct, id: string, { context, api }: EdgeShieldProps) {
    super(scope, id);
    this.#context = context;
    const { region } = Stack.of(this);
    if (region !== GLOBAL_REGION) {
      throw new Error(
        `${this.node.path}: edge.cloudFrontWaf needs region ${GLOBAL_REGION}, where AWS makes web ACLs for CloudFront; stage "${context.stage.name}" is in ${region}. Set it to false there.`,
      );
    }
    const distribution = this.#distribution(api, this.#webAcl());
    this.#accessLog(distribution);
    this.url = `https://${distribution.distributionDomainName}`;
  }

  #webAcl(): CfnWebACL {
    const { stage } = this.#context;
    const acl = new CfnWebACL(this, 'WebAcl', {
      name: resourceName(stage, 'edge'),
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visible('edge'),
      rules: [
        // An event batch is larger than the 8 KB that the common rules allow; the API has limits of its own.
        managed(0, 'AWSManagedRulesCommonRuleSet', ['SizeRestrictions_BODY']),
        managed(1, 'AWSManagedRulesKnownBadInputsRuleSet'),
        {
          name: 'RatePerAddress',
          priority: 2,
          action: { block: {} },
          visibilityConfig: visible('rate-per-address'),
          statement: {
            rateBasedStatement: { aggregateKeyType: 'IP', limit: stage.settings.throttle.rate * RATE_WINDOW_SECONDS },
          },
        },
      ],
    });
    const log = new DeliveredLog(this, 'WafLog', {
      context: this.#context,
      name: 'waf',
      logGroupName: wafLogGroup(stage),
    });
    const logging = new CfnLoggingConfiguration(this, 'WafLogging', {
      resourceArn: acl.attrArn,
      // WAF takes the ARN without the `:*` that a log group's own attribute ends with.
      logDestinationConfigs: [
        Stack.of(this).formatArn({ service: 'logs', resource: `log-group:${wafLogGroup(stage)}` }),
      ],
      redactedFields: [
        { singleHeader: { Name: 'authorization' } },
        { singleHeader: { Name: 'cookie' } },
        { uriPath: {} },
        { queryString: {} },
      ],
    });
    logging.node.addDependency(log);
    return acl;
  }

  #distribution(api: PublicApi, acl: CfnWebACL): Distribution {
    const { stage } = this.#context;
    return new Distribution(this, 'Distribution', {
      comment: `${stage.prefix} ${stage.name}: public edge`,
      webAclId: acl.attrArn,
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: {
        origin: new HttpOrigin(api.host, {
          protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
          originSslProtocols: [OriginSslPolicy.TLS_V1_2],
        }),
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      },
    });
  }

  #accessLog(distribution: Distribution): void {
    const { stage } = this.#context;
    const name = resourceName(stage, 'edge-access');
    const log = new DeliveredLog(this, 'AccessLog', {
      context: this.#context,
      name: 'edge-access',
      logGroupName: resourcePath(stage, 'edge-access'),
    });
    const source = new CfnDeliverySource(this, 'LogSource', {
      name,
      logType: 'ACCESS_LOGS',
      resourceArn: distribution.distributionArn,
    });
    const destination = new CfnDeliveryDestination(this, 'LogDestination', {
      name,
      destinationResourceArn: log.group.logGroupArn,
      outputFormat: 'json',
    });
    const delivery = new CfnDelivery(this, 'LogDelivery', {
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.attrArn,
      recordFields: LOGGED,
    });
    delivery.addResourceDependency(source);
  }
}

const visible = (metricName: string) => ({
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
  metricName,
});

const managed = (priority: number, name: string, counted: readonly string[] = []): CfnWebACL.RuleProperty => ({
  name,
  priority,
  overrideAction: { none: {} },
  visibilityConfig: visible(name),
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name,
      ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
});
