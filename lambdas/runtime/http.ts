import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';

/** A request as handlers see it: the body as the bytes that were sent, which signatures need. */
export interface HttpRequest {
  readonly method: string;
  /** Without stage and query string. */
  readonly path: string;
  /** Path and query string to the byte as they arrived, for signatures that cover the address. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Address that the request came from, as the API saw it. */
  readonly sourceIp: string;
  /** X-Ray trace header where there is one, else the request id. */
  readonly trace: string;
}

/** Names of HTTP are ASCII; any other could turn into one of them in lower case, as the Kelvin sign turns into a k. */
const NAME = /^[!-~]+$/;

const lowerCased = (headers: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || !NAME.test(name) ? [] : [[name.toLowerCase(), value]],
    ),
  );

const present = (values: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

/** HTTP API puts the stage in front of the path, except for `$default`. */
const withoutStage = (path: string, stage: string): string =>
  stage !== '$default' && path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : path;

/** Reads an HTTP API event (payload format 2.0); bodies sent as base64 are decoded. */
export const readRequest = (event: APIGatewayProxyEventV2): HttpRequest => {
  const headers = lowerCased(event.headers ?? {});
  return {
    method: event.requestContext.http.method.toUpperCase(),
    path: withoutStage(event.rawPath, event.requestContext.stage),
    target: event.rawQueryString === '' ? event.rawPath : `${event.rawPath}?${event.rawQueryString}`,
    headers,
    pathParameters: present(event.pathParameters ?? {}),
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
    sourceIp: event.requestContext.http.sourceIp,
    trace: headers['x-amzn-trace-id'] ?? event.requestContext.requestId,
  };
};

/** The API client of the token; claims are the authorizer's, verified. `unknown` where a route has no authorizer. */
export const callerOf = ({
  requestContext,
}: APIGatewayProxyEventV2 | APIGatewayProxyEventV2WithJWTAuthorizer): string => {
  const { client_id: client, sub } =
    'authorizer' in requestContext ? (requestContext.authorizer?.jwt?.claims ?? {}) : {};
  return String(client ?? sub ?? 'unknown');
};
