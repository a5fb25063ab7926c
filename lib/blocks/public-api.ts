import { Duration, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnStage,
  HttpApi,
  type HttpMethod,
  type HttpRoute,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { type IMetric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { BlockContext } from './block-context';
import { DeliveredLog } from './delivered-log';
import type { GovernedFunction } from './governed-function';
import { isLocal, resourceName, resourcePath } from './stage-context';

export interface PublicApiRoute {
  readonly method: HttpMethod;
  readonly path: string;
  /** Part of the stage's request rate that this route may take, 0 to 1. */
  readonly share: number;
  /**
   * Who verifies the caller before the function runs.
   * @default - nobody; the function does
   */
  readonly authorizer?: IHttpRouteAuthorizer;
  /** Scopes the caller's token must carry. */
  readonly scopes?: readonly string[];
}

/** What is written about a request: neither its path, which can carry a token, nor who asked. */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  latency: '$context.responseLatency',
  integrationLatency: '$context.integrationLatency',
  integrationStatus: '$context.integration.status',
  error: '$context.error.message',
  authorizerError: '$context.authorizer.error',
  bytes: '$context.responseLength',
};

const FIVE_MINUTES = Duration.minutes(5);

/** The one HTTP API: throttled per route, with an encrypted access log that holds no personal data. */
export class PublicApi extends Construct {
  public readonly api: HttpApi;
  /** Host that callers use. */
  public readonly host: string;
  readonly #context: BlockContext;
  readonly #stage: CfnStage;
  readonly #routeSettings: Record<string, unknown> = {};

  constructor(scope: Construct, id: string, context: BlockContext) {
    super(scope, id);
    this.#context = context;
    this.api = new HttpApi(this, 'Api', {
      apiName: resourceName(context.stage, 'api'),
      description: `Sources, vendors and channels of ${context.stage.prefix} ${context.stage.name}`,
      createDefaultStage: false,
    });
    const stack = Stack.of(this);
    // The embedded AWS serves APIs under names of its own.
    const domain = isLocal(context.stage) ? 'localhost' : `${stack.region}.${stack.urlSuffix}`;
    this.host = `${this.api.apiId}.execute-api.${domain}`;
    this.#stage = this.#defaultStage().node.defaultChild as CfnStage;
    this.#stage.routeSettings = this.#routeSettings;
    this.#watch();
  }

  /** Address of the API. */
  public get url(): string {
    return `${isLocal(this.#context.stage) ? 'http' : 'https'}://${this.host}`;
  }

  /** Serves routes by one function, each with a limit of its own. */
  public serve(fn: GovernedFunction, routes: readonly PublicApiRoute[]): void {
    const integration = new HttpLambdaIntegration(fn.name, fn.live);
    for (const { method, path, share, authorizer, scopes } of routes) {
      const added = this.api.addRoutes({
        path,
        methods: [method],
        integration,
        ...(authorizer === undefined ? {} : { authorizer }),
        ...(scopes === undefined ? {} : { authorizationScopes: [...scopes] }),
      });
      for (const route of added) this.#throttle(route, `${method} ${path}`, share);
    }
  }

  /** Answers of the server's own making, for alarm and dashboard. */
  public serverErrors(): IMetric {
    return this.api.metricServerError({ period: FIVE_MINUTES, statistic: Stats.SUM });
  }

  /** Time to answer, for alarm and dashboard. */
  public latency(): IMetric {
    return this.api.metricLatency({ period: FIVE_MINUTES, statistic: Stats.p(99) });
  }

  /** A stage may only name routes that exist. */
  #throttle(route: HttpRoute, key: string, share: number): void {
    const { rate, burst } = this.#context.stage.settings.throttle;
    this.#routeSettings[key] = {
      ThrottlingRateLimit: Math.max(1, Math.floor(rate * share)),
      ThrottlingBurstLimit: Math.max(1, Math.floor(burst * share)),
      DetailedMetricsEnabled: true,
    };
    this.#stage.node.addDependency(route);
  }

  #defaultStage(): HttpStage {
    const { stage } = this.#context;
    const { rate, burst } = stage.settings.throttle;
    const log = new DeliveredLog(this, 'AccessLog', {
      context: this.#context,
      name: 'api-access',
      logGroupName: resourcePath(stage, 'api-access'),
    });
    return new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: rate, burstLimit: burst },
      detailedMetricsEnabled: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(log.group),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
  }

  #watch(): void {
    const { alarms } = this.#context;
    alarms.watch(this, 'ErrorAlarm', {
      kind: 'api-errors',
      subject: 'api',
      metric: this.serverErrors(),
      threshold: 5,
      periods: 3,
      breaching: 2,
    });
    alarms.watch(this, 'LatencyAlarm', {
      kind: 'api-latency',
      subject: 'api',
      metric: this.latency(),
      threshold: 3000,
      periods: 3,
    });
  }
}
