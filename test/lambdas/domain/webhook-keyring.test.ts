import { keyListText, type ListedKey } from '../../../contracts/webhook-key-list';
import { usableSchemes, WEBHOOK_SCHEMES } from '../../../contracts/webhook-schemes';
import { keyringOf } from '../../../lambdas/domain/webhook-keyring';

const key = (id: string, secret = `secret-${id}`): ListedKey => ({ id, secret, state: 'current', since: '' });

describe('keyringOf', () => {
  it('uses five keys, and names those that are too many', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const ring = keyringOf(WEBHOOK_SCHEMES.github, keyListText(ids.map((id) => key(id))));
    expect(ring.keys.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(ring.unusable).toEqual(['f', 'g']);
  });

  it('leaves empty keys out, which would verify what was signed with nothing', () => {
    expect(keyringOf(WEBHOOK_SCHEMES.github, keyListText([key('a', ''), key('b')])).keys.map(({ id }) => id)).toEqual([
      'b',
    ]);
  });

  it('goes on with the keys that parse', () => {
    const good = Buffer.alloc(24, 7).toString('base64');
    const ring = keyringOf(
      WEBHOOK_SCHEMES['standard-webhooks-v1'],
      keyListText([key('a', 'no base64!'), key('b', good)]),
    );
    expect([ring.keys.map(({ id }) => id), ring.unusable]).toEqual([['b'], ['a']]);
  });
});

describe('usableSchemes', () => {
  it('holds each row that is asked for once, and none that nobody may use', () => {
    expect(usableSchemes(['shopify', 'hubspot-v1', 'shopify', 'github'])).toEqual({
      github: WEBHOOK_SCHEMES.github,
      shopify: WEBHOOK_SCHEMES.shopify,
    });
  });
});
