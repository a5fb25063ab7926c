import { deflateSync, gzipSync } from 'node:zlib';
import { plainBody } from '../../../lambdas/runtime/body';
import { readRequest } from '../../../lambdas/runtime/http';
import { httpCall } from '../../support/http-call';

const MOST = 1000;
const read = (body: Uint8Array, headers: Record<string, string>) =>
  plainBody(readRequest(httpCall({ path: '/', headers, body })), MOST);
const outcome = (body: Uint8Array, headers: Record<string, string>): string => {
  const plain = read(body, headers);
  return plain.kind === 'plain' ? Buffer.from(plain.bytes).toString() : `${plain.status} ${plain.code}`;
};
const text = Buffer.from('{"a":"ü"}');

describe('plainBody', () => {
  it.each([{}, { 'content-encoding': 'identity' }, { 'content-encoding': '' }])(
    'gives a body that is not compressed as it is: %j',
    (headers) => expect(read(text, headers)).toEqual({ kind: 'plain', bytes: text }),
  );

  it.each(['gzip', 'GZIP', ' x-gzip '])('undoes %s', (encoding) => {
    expect(outcome(gzipSync(text), { 'content-encoding': encoding })).toBe('{"a":"ü"}');
  });

  it.each([
    ['a megabyte of zeroes', gzipSync(Buffer.alloc(1 << 20)), '413 request-too-large'],
    ['one byte too many', gzipSync(Buffer.alloc(MOST + 1)), '413 request-too-large'],
    [
      'many members, each small',
      Buffer.concat(Array(3).fill(gzipSync(Buffer.alloc(MOST / 2)))),
      '413 request-too-large',
    ],
    ['half a stream', gzipSync(text).subarray(0, -4), '400 malformed-gzip'],
    ['what was never compressed', text, '400 malformed-gzip'],
    ['nothing', Buffer.alloc(0), '400 malformed-gzip'],
  ])('refuses %s as gzip', (_case, body, expected) => {
    expect(outcome(body, { 'content-encoding': 'gzip' })).toBe(expected);
  });

  it('makes as many bytes as are allowed', () => {
    expect(outcome(gzipSync(Buffer.alloc(MOST, 'x')), { 'content-encoding': 'gzip' })).toHaveLength(MOST);
  });

  it.each(['br', 'deflate', 'gzip, gzip'])('refuses %s', (encoding) => {
    expect(outcome(deflateSync(text), { 'content-encoding': encoding })).toBe('415 unsupported-encoding');
  });

  it.each([
    ['application/json', '{"a":"ü"}'],
    ['text/plain;charset=UTF-8', '{"a":"ü"}'],
    ['application/json; charset="utf-8"', '{"a":"ü"}'],
    ['application/json; charset=iso-8859-1', '415 unsupported-charset'],
    ['text/plain; charset=utf-16', '415 unsupported-charset'],
  ])('reads %s', (type, expected) => expect(outcome(text, { 'content-type': type })).toBe(expected));
});
