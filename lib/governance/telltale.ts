/** Values that are personal or secret wherever they stand. */
export const TELLTALE: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['an e-mail address', /[\w.+-]+@[\w-]+\.[a-z]{2,}/i],
  ['a phone number', /(?<![\w/:-])\+\d{7,15}\b/],
  ['a signing secret', /whsec_/],
  ['a private key', /-----BEGIN/],
  ['an access key', /\b(AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['a secret resolved at deployment', /\{\{resolve:(secretsmanager|ssm-secure)/],
];

/** Context variables that say nothing about a person; addresses, agents, claims and query strings do. */
export const LOGGABLE =
  /^\$context\.(requestId|extendedRequestId|apiId|stage|domainName|httpMethod|routeKey|protocol|status|responseLength|responseLatency|requestTime|requestTimeEpoch|dataProcessed|integrationLatency|integrationStatus|integrationErrorMessage|integration\.(error|integrationStatus|latency|requestId|status)|error\.(message|messageString|responseType)|authorizer\.error|awsEndpointRequestId)$/;
