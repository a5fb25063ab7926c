import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { HttpAnswer } from '../../lambdas/runtime/problem';

export interface HttpCall {
  readonly method?: string;
  readonly path: string;
  /** Without its question mark. */
  readonly query?: string;
  readonly sourceIp?: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes are sent as base64; other values than texts as JSON. */
  readonly body?: unknown;
}

const bodyOf = (body: unknown): Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded'> => {
  if (body === undefined) return { isBase64Encoded: false };
  if (body instanceof Uint8Array) return { body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
  return { body: typeof body === 'string' ? body : JSON.stringify(body), isBase64Encoded: false };
};

/** A request as an HTTP API hands it to a function (payload format 2.0). */
export const httpCall = ({
  method = 'POST',
  path,
  query = '',
  sourceIp = '192.0.2.1',
  pathParameters = {},
  headers = {},
  body,
}: HttpCall): APIGatewayProxyEventV2 => ({
  version: '2.0',
  routeKey: `${method} ${path}`,
  rawPath: path,
  rawQueryString: query,
  headers: { 'x-amzn-trace-id': 'Root=1-0-1', ...headers },
  pathParameters: { ...pathParameters },
  requestContext: {
    accountId: '000000000000',
    apiId: 'api',
    domainName: 'api.example',
    domainPrefix: 'api',
    http: { method, path, protocol: 'HTTP/1.1', sourceIp, userAgent: 'test' },
    requestId: 'request-1',
    routeKey: `${method} ${path}`,
    stage: '$default',
    time: '',
    timeEpoch: 0,
  },
  ...bodyOf(body),
});

/** The JSON of an answer. */
export const answerBody = <T = Record<string, unknown>>({ body }: HttpAnswer): T => JSON.parse(body ?? 'null') as T;
