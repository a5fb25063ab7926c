import type { PiiKind } from '../../../contracts/event';
import { normalise } from '../../../lambdas/domain/normalise';

describe('normalise', () => {
  it.each<[PiiKind, unknown, string]>([
    ['email', '  Ada@Households.EXAMPLE ', 'ada@households.example'],
    ['phone', '(202) 555-0143', '+12025550143'],
    ['phone', '+1 202-555-0143', '+12025550143'],
    ['phone', 2025550143, '+12025550143'],
    ['phone', '+44 7911 123456', '+447911123456'],
    ['social', '@Ada_L', 'ada_l'],
    ['loyalty', '12 34-ab', '1234AB'],
    ['loyalty', 123456, '123456'],
    ['name', ' Ada ', 'Ada'],
    ['address', ' 12 Main St ', '12 Main St'],
    ['text', ' long wait ', 'long wait'],
    ['user', ' hh-900 ', 'hh-900'],
    ['device', 'D-1', 'D-1'],
  ])('gives %s %j one spelling', (kind, value, expected) => {
    expect(normalise(kind, value)).toBe(expected);
  });

  it('spells a composed and a decomposed letter the same', () => {
    expect(normalise('name', 'Zoe\u0308')).toBe(normalise('name', 'Zo\u00eb'));
  });

  it.each<[PiiKind, unknown]>([
    ['email', 'ada'],
    ['email', 'ada@localhost'],
    ['email', ''],
    ['email', null],
    ['email', { value: 'ada@households.example' }],
    ['phone', '12345'],
    ['phone', '030 1234567'],
    ['social', 'two words'],
    ['loyalty', '#!'],
    ['user', 'a\u0000b'],
    ['user', 'x'.repeat(201)],
    ['user', 1.5],
    ['text', 'x'.repeat(4001)],
    ['name', ['Ada']],
  ])('knows that %s %j is none', (kind, value) => {
    expect(normalise(kind, value)).toBeUndefined();
  });

  it('changes nothing when applied twice', () => {
    for (const [kind, value] of [
      ['phone', '(202) 555-0143'],
      ['email', 'A@B.example'],
      ['social', '@@x'],
    ] as const) {
      const once = normalise(kind, value);
      if (once !== undefined) expect(normalise(kind, once)).toBe(once);
    }
  });
});
