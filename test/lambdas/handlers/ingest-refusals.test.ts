import { writeKey } from '../../../lambdas/domain/write-key';
import { answerBody } from '../../support/http-call';
import { basic, createIngestWorld, MASTER, type Problem, viewed } from '../../support/ingest-world';

describe('ingest-events refuses as a whole', () => {
  it.each([
    ['text that is no JSON', '/v1/track', '{"type": ', 400, 'malformed-json'],
    ['an empty body', '/v1/track', '', 400, 'malformed-json'],
    ['JSON that is no object', '/v1/track', '[1]', 400, 'invalid-request'],
    ['a batch without events', '/v1/batch', '{}', 400, 'invalid-request'],
    ['more than 2,500 events', '/v1/batch', JSON.stringify({ batch: new Array(2501).fill(0) }), 400, 'too-many-events'],
    ['more than 500 KB', '/v1/batch', ' '.repeat(500 * 1024 + 1), 413, 'request-too-large'],
    ['a route that there is not', '/v1/teleport', '{}', 404, 'not-found'],
    ['a name that every object has', '/v1/constructor', '{}', 404, 'not-found'],
  ])('%s', async (_case, path, body, status, code) => {
    const { bus, post, total } = createIngestWorld();
    const answer = await post(path, body);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers?.['content-type']).toBe('application/problem+json');
    expect(answerBody<Problem>(answer)).toMatchObject({ status, code });
    expect(bus.published()).toEqual([]);
    expect(total('RequestsRefused', { code })).toBe(1);
  });

  it.each([
    ['a key of no source', { writeKey: 'nobody.abc' }, 'unknown-write-key'],
    ['a key that is no text', { writeKey: ['shop'] }, 'unauthorized'],
    ['no JSON', '{', 'unauthorized'],
    ['what is not gzip', '{}', 'unauthorized', { 'content-encoding': 'gzip' }],
  ])('a body with %s', async (_case, body, code, headers: Record<string, string> = {}) => {
    const { bus, post } = createIngestWorld();
    expect(answerBody<Problem>(await post('/v1/track', body, headers))).toMatchObject({ status: 401, code });
    expect(bus.published()).toEqual([]);
  });

  it.each([
    ['no header', {}, 'unauthorized'],
    ['an empty header', { authorization: '' }, 'unauthorized'],
    ['another scheme', { authorization: 'Bearer abc' }, 'unauthorized'],
    ['a key of no source', basic('nobody.abc'), 'unknown-write-key'],
    ['a key with one character changed', basic(`${writeKey(MASTER, 'shop', 1).slice(0, -2)}--`), 'unknown-write-key'],
    ['a key of another version', basic(writeKey(MASTER, 'strict', 1)), 'unknown-write-key'],
    ['a key made with another secret', basic(writeKey('other', 'shop', 1)), 'unknown-write-key'],
    ['an empty key', basic(''), 'unknown-write-key'],
  ])('%s', async (_case, headers: Record<string, string>, code) => {
    const { bus, post } = createIngestWorld();
    const answer = await post('/v1/track', viewed(), headers);
    expect(answer.statusCode).toBe(401);
    expect(answerBody<Problem>(answer).code).toBe(code);
    expect(answer.headers?.['www-authenticate']).toContain('Basic');
    expect(bus.published()).toEqual([]);
  });
});
