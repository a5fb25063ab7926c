import type { PlatformConfig } from '../../../contracts/platform-config';
import { readIdempotencyKey, readOfferQuestion, readOutcomeReport } from '../../../lambdas/domain/offer-request';

const email: PlatformConfig['identity']['types'][number] = {
  type: 'email',
  priority: 3,
  unique: false,
  kind: 'email',
  from: 'email',
  limit: { values: 5 },
  blocked: { values: [], patterns: [] },
};
const platform: Pick<PlatformConfig, 'channels' | 'identity'> = {
  channels: [
    { channel: 'pos', kind: 'pull', vendors: {} },
    { channel: 'email', kind: 'push', vendors: {} },
  ],
  identity: { version: 1, types: [email], sharedBy: 8, blocked: { values: [], patterns: [] } },
};
const customer = { type: 'email', value: 'ana@example.org' };

describe('readOfferQuestion', () => {
  it('asks for one offer without an explanation unless told otherwise', () => {
    expect(readOfferQuestion({ channel: 'pos', customer }, platform)).toEqual({
      value: { channel: 'pos', customer: { type: email, value: 'ana@example.org' }, limit: 1, explain: false },
    });
  });

  it.each([
    { case: 'no object', body: [], refused: 'invalid-request' },
    { case: 'an unknown member', body: { channel: 'pos', customer, offer: 'x' }, refused: 'invalid-request' },
    { case: 'no channel', body: { customer }, refused: 'invalid-request' },
    { case: 'an unknown channel', body: { channel: 'fax', customer }, refused: 'unknown-channel' },
    { case: 'a channel that a vendor serves', body: { channel: 'email', customer }, refused: 'unknown-channel' },
    { case: 'a limit of zero', body: { channel: 'pos', customer, limit: 0 }, refused: 'invalid-request' },
    { case: 'a limit that is a text', body: { channel: 'pos', customer, limit: '2' }, refused: 'invalid-request' },
    { case: 'a limit beyond the most', body: { channel: 'pos', customer, limit: 11 }, refused: 'invalid-request' },
    { case: 'explain as a text', body: { channel: 'pos', customer, explain: 'yes' }, refused: 'invalid-request' },
    { case: 'no customer', body: { channel: 'pos' }, refused: 'invalid-request' },
    {
      case: 'an unknown identifier',
      body: { channel: 'pos', customer: { type: 'shoe_size', value: '44' } },
      refused: 'invalid-request',
    },
    {
      case: 'an empty value',
      body: { channel: 'pos', customer: { type: 'email', value: '' } },
      refused: 'invalid-request',
    },
    {
      case: 'a value that is a number',
      body: { channel: 'pos', customer: { type: 'email', value: 7 } },
      refused: 'invalid-request',
    },
  ])('refuses $case', ({ body, refused }) => {
    expect(readOfferQuestion(body, platform)).toMatchObject({ refused });
  });

  it('never quotes what was sent', () => {
    const answer = readOfferQuestion({ channel: 'ana@example.org', customer }, platform);
    expect(JSON.stringify(answer)).not.toContain('ana@example.org');
  });
});

describe('readOutcomeReport', () => {
  it('gives the instant in UTC', () => {
    expect(readOutcomeReport({ outcome: 'accepted', at: '2026-11-27T09:00:00-05:00', launch: 'coats' })).toEqual({
      value: { outcome: 'accepted', at: '2026-11-27T14:00:00.000Z', launch: 'coats' },
    });
  });

  it.each([
    { case: 'an unknown outcome', body: { outcome: 'ignored', at: '2026-11-27T14:00:00Z' } },
    { case: 'no instant', body: { outcome: 'presented' } },
    { case: 'a time without offset', body: { outcome: 'presented', at: '2026-11-27T14:00:00' } },
    { case: 'a day that does not exist', body: { outcome: 'presented', at: '2026-13-27T14:00:00Z' } },
    { case: 'an unknown member', body: { outcome: 'presented', at: '2026-11-27T14:00:00Z', customer: 'x' } },
    { case: 'a launch that is no text', body: { outcome: 'presented', at: '2026-11-27T14:00:00Z', launch: 7 } },
  ])('refuses $case', ({ body }) => {
    expect(readOutcomeReport(body)).toMatchObject({ refused: 'invalid-request' });
  });
});

describe('readIdempotencyKey', () => {
  it('keeps a hash only, the same for the same key', () => {
    const first = readIdempotencyKey('till-7/ana@example.org');
    expect(first).toEqual(readIdempotencyKey('till-7/ana@example.org'));
    expect(JSON.stringify(first)).not.toContain('ana');
    expect(readIdempotencyKey(undefined)).toEqual({ value: undefined });
  });

  it.each([{ key: '' }, { key: 'two words' }, { key: 'x'.repeat(256) }])('refuses "$key"', ({ key }) => {
    expect(readIdempotencyKey(key)).toMatchObject({ refused: 'invalid-request' });
  });
});
