import type { APIGatewayProxyEventV2 } from 'aws-lambda';

export interface HttpEventOptions {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An HTTP API event, payload format 2.0. */
export const httpEvent = ({
  path,
  method = 'POST',
  headers = {},
  body = '',
}: HttpEventOptions): APIGatewayProxyEventV2 => ({
  version: '2.0',
  routeKey: '$default',
  rawPath: path,
  rawQueryString: '',
  headers: { ...headers },
  requestContext: {
    accountId: '000000000000',
    apiId: 'api',
    domainName: 'api.example',
    domainPrefix: 'api',
    http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.9', userAgent: 'test' },
    requestId: 'request-1',
    routeKey: '$default',
    stage: '$default',
    time: '27/Nov/2026:12:00:00 +0000',
    timeEpoch: 0,
  },
  body,
  isBase64Encoded: false,
});
