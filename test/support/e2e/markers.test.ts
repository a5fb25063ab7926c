import { marked, marksIn, STRAY } from './markers';

describe('marksIn', () => {
  it.each(Object.entries({ ...marked(3).traits, ...STRAY }))('finds a seeded %s in other bytes', (_, value) => {
    expect(marksIn(Buffer.from(`{"x":"${value}"}`))).not.toEqual([]);
  });

  it.each([0, 1, 2])('finds an e-mail behind %s bytes in base64', (shift) => {
    const bytes = Buffer.from(`${'-'.repeat(shift)}${marked(1).email}`);
    expect(marksIn(Buffer.from(bytes.toString('base64')))).not.toEqual([]);
  });

  it('finds a name in capitals and a number in its international spelling', () => {
    expect(marksIn(Buffer.from(STRAY.name.toUpperCase()))).not.toEqual([]);
    expect(marksIn(Buffer.from('+12125557011'))).not.toEqual([]);
  });

  it('finds nothing in what is nobody', () => {
    expect(marksIn(Buffer.from('tok_0123456789abcdefghijAB "user_id" order 2125 zq mark'))).toEqual([]);
  });
});
