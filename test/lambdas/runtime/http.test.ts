import { readRequest } from '../../../lambdas/runtime/http';
import { problem } from '../../../lambdas/runtime/problem';
import { httpCall } from '../../support/http-call';

describe('readRequest', () => {
  it('gives method, path, lower-case headers and the body’s bytes', () => {
    const request = readRequest(httpCall({ path: '/v1/track', headers: { 'X-Test': 'a' }, body: '{"ü":1}' }));
    expect(request).toMatchObject({ method: 'POST', path: '/v1/track', headers: { 'x-test': 'a' } });
    expect(Buffer.from(request.body).toString('utf8')).toBe('{"ü":1}');
  });

  it('leaves out a name that is none in HTTP, and would be another one in lower case', () => {
    const headers = { 'x-test': 'a', 'x-\u212a': 'b', 'x test': 'c' };
    expect(readRequest({ ...httpCall({ path: '/' }), headers }).headers).toEqual({ 'x-test': 'a' });
  });

  it('decodes a base64 body to the bytes that were sent', () => {
    const bytes = Buffer.from([0xff, 0x00, 0x80]);
    expect(Buffer.from(readRequest(httpCall({ path: '/hooks/mailhub', body: bytes })).body).equals(bytes)).toBe(true);
  });

  it('takes the stage off the path', () => {
    const event = httpCall({ path: '/live/v1/track' });
    const staged = { ...event, requestContext: { ...event.requestContext, stage: 'live' } };
    expect(readRequest(staged).path).toBe('/v1/track');
  });

  it('follows the X-Ray trace where there is one, else the request id', () => {
    const traced = httpCall({ path: '/', headers: { 'X-Amzn-Trace-Id': 'Root=1-2-3' } });
    expect(readRequest(traced).trace).toBe('Root=1-2-3');
    expect(readRequest({ ...traced, headers: {} }).trace).toBe('request-1');
  });

  it('answers for an event without body and headers', () => {
    const request = readRequest({ ...httpCall({ path: '/' }), headers: {} });
    expect(request.body).toHaveLength(0);
    expect(request.headers).toEqual({});
  });
});

describe('problem', () => {
  it('answers in RFC 9457 form with a stable code', () => {
    const answer = problem(400, 'malformed-json', 'The body is not JSON.', { rejected: [] }, { 'retry-after': '5' });
    expect(answer.statusCode).toBe(400);
    expect(answer.headers).toEqual({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'retry-after': '5',
    });
    expect(JSON.parse(answer.body ?? '')).toEqual({
      type: 'urn:tandem:problem:malformed-json',
      title: 'The body is not JSON.',
      status: 400,
      code: 'malformed-json',
      rejected: [],
    });
  });
});
