import { hasCard, isCard, strayIn } from '../../../lambdas/domain/personal-data';

describe('strayIn', () => {
  it.each([
    ['ada@households.example', 'e-mail'],
    ['write to Ada.Lovelace+coats@mail.households.example please', 'e-mail'],
    ['https://shop.example/?mail=ada%40households.example', 'e-mail'],
    ['ada＠households.example', 'e-mail'],
    ['+1 202 555 0143', 'phone'],
    ['call (202) 555-0143', 'phone'],
    ['202-555-0143', 'phone'],
    ['https://shop.example/?tel=%2B12025550143', 'phone'],
    ['+44 7911 123456', 'phone'],
    ['4111 1111 1111 1111', 'card-number'],
    ['４１１１１１１１１１１１１１１１', 'card-number'],
  ])('finds in %s: %s', (text, what) => {
    expect(strayIn(text)).toBe(what);
  });

  it.each([
    'Wool coat',
    'order-31198570044',
    '3f2b8c1e-9d4a-4f6b-8a2e-000000000042',
    '2026-11-27T12:00:00.000+00:00',
    '@ada',
    'Größe 38, 100 % Wolle',
    'https://shop.example/p/1095275?size=38&ref=home%20page',
    'npm@10.8.2',
  ])('lets %s through', (text) => {
    expect(strayIn(text)).toBeUndefined();
  });

  it.each(['a.', '@a.', '+1 ', '4111-', '1', 'a@'])('comes to an end on a text that repeats %s', (part) => {
    expect(['card-number', 'e-mail', 'phone', undefined]).toContain(strayIn(`${part.repeat(15_000)}!1234567@`));
  });
});

describe('isCard and hasCard', () => {
  it('finds a card that came as a number', () => {
    expect(isCard(4111111111111111)).toBe(true);
    expect(isCard(1764230400000)).toBe(false);
    expect(isCard(12.5)).toBe(false);
  });

  it('finds a card in free text', () => {
    expect(hasCard('my card 4111 1111 1111 1111 was refused')).toBe(true);
    expect(hasCard('reach me at ada@households.example')).toBe(false);
  });
});
