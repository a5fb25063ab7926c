import type { BusEvent } from '../../../contracts/event';
import { admitAll } from '../../../lambdas/domain/admit-all';
import type { PersonalValue, TokensFor } from '../../../lambdas/domain/ports/vault';
import { bytes, readJson, shop, testEdge } from '../../support/edge-fixtures';
import { createMemoryVault } from '../../support/memory-vault';

const admit = async (batch: readonly unknown[], tokensFor: TokensFor = createMemoryVault().tokensFor) => {
  const request = readJson('batch', bytes({ batch }));
  if (request.kind === 'problem') throw new Error(request.code);
  return admitAll(testEdge, request.items, shop, { tokensFor, trace: 'Root=1-0-0' });
};
const track = { type: 'track', event: 'Product Viewed', userId: 'u1', properties: { category: 'Coats' } };

describe('admitAll', () => {
  it('makes bus events that hold tokens in the place of every personal value', async () => {
    const { events } = await admit([
      {
        type: 'identify',
        messageId: 'm1',
        userId: 'hh-900',
        timestamp: '2026-11-27T11:00:00.000Z',
        context: { synthetic: true, ip: '203.0.113.7' },
        traits: { email: 'Ada@Households.example', phone: '(202) 555-0143', first_name: 'Ada', language: 'en' },
      },
      {
        type: 'track',
        event: 'Order Completed',
        userId: 'hh-900',
        properties: { recipients: [{ email: 'ada@households.example' }, { email: 'bob@households.example' }] },
      },
    ]);
    const text = JSON.stringify(events);
    for (const personal of ['households', '555', 'Ada', 'hh-900', '203.0']) expect(text).not.toContain(personal);
    const [first, second] = events.map(({ event }) => event);
    expect(first).toEqual({
      source: 'tandem.edge.web-shop',
      detailType: 'Customer Identified',
      detail: {
        schema: 'Customer Identified/1-0-0',
        messageId: 'm1',
        occurredAt: '2026-11-27T11:00:00.000Z',
        receivedAt: '2026-11-27T12:00:00.000Z',
        identifiers: [
          { type: 'user_id', token: expect.stringMatching(/^tok_/) },
          { type: 'email', token: first?.detail.properties.email },
        ],
        properties: {
          email: expect.stringMatching(/^tok_/),
          phone: expect.stringMatching(/^tok_/),
          first_name: expect.stringMatching(/^tok_/),
          language: 'en',
        },
        trace: 'Root=1-0-0',
        synthetic: true,
      },
    });
    const recipients = second?.detail.properties.recipients as readonly { readonly email: string }[];
    expect(recipients.map(({ email }) => email)).toEqual([
      expect.stringMatching(/^tok_/),
      expect.stringMatching(/^tok_/),
    ]);
    // What does not identify in an event is the event's owner's alone: it tells nobody who else has the same value.
    expect(recipients.map(({ email }) => email)).not.toContain(first?.detail.properties.email);
  });

  it('rejects an event of somebody erased after it happened, and keeps nothing of it', async () => {
    const vault = createMemoryVault();
    const [ada, ben] = [{ kind: 'user', value: 'ada' } as const, { kind: 'user', value: 'ben' } as const];
    const [token] = await vault.make([ada]);
    await vault.suppress(await vault.hashValue(ada), token, { receipt: 'era_1', erasedAt: '2026-11-27T11:00:00.000Z' });
    const at = (userId: string, timestamp: string) => ({
      ...track,
      userId,
      timestamp,
      messageId: `${userId} ${timestamp}`,
    });
    const { events, rejected, quarantined } = await admit(
      [
        at('ada', '2026-11-27T11:00:00.000Z'),
        at('ben', '2026-11-27T11:00:00.000Z'),
        at('ada', '2026-11-27T11:00:00.001Z'),
      ],
      vault.tokensFor,
    );
    expect(rejected.map(({ index, code }) => `${index} ${code}`)).toEqual(['0 erased']);
    expect(quarantined).toEqual([]);
    const [newcomer] = await vault.make([ada]);
    expect(events.map(({ event }) => event.detail.identifiers[0]?.token)).toEqual([
      ...(await vault.make([ben])),
      newcomer,
    ]);
    expect(newcomer).not.toBe(token);
  });

  it('asks the vault once for a whole request, for each value of an event once', async () => {
    const asked: PersonalValue[][][] = [];
    const { tokensFor: answer } = createMemoryVault();
    const tokensFor: TokensFor = async (events) => {
      asked.push(events.map(({ identifiers, others }) => [...identifiers, ...others]));
      return answer(events);
    };
    await admit([track, track, { ...track, anonymousId: 'd1' }, { ...track, userId: 'u2' }], tokensFor);
    expect(asked).toEqual([
      [
        [{ kind: 'user', value: 'u1' }],
        [{ kind: 'user', value: 'u1' }],
        [
          { kind: 'user', value: 'u1' },
          { kind: 'device', value: 'd1' },
        ],
        [{ kind: 'user', value: 'u2' }],
      ],
    ]);
  });

  it('says what it left out of an event that it let in', async () => {
    const names = Array.from({ length: 22 }, (_, at) => `x${at}`);
    const { events, rejected, warnings } = await admit([
      track,
      { ...track, messageId: 'm1', properties: { category: 'Coats', colour: 'red', 'my e-mail': 1 } },
      { ...track, messageId: 'm2', properties: Object.fromEntries(names.map((name) => [name, 1])) },
    ]);
    expect(events.map(({ event }) => event.detail.properties)).toEqual([
      { category: 'Coats' },
      { category: 'Coats' },
      {},
    ]);
    expect(rejected).toEqual([]);
    expect(warnings).toEqual([
      {
        index: 1,
        messageId: 'm1',
        code: 'properties-stripped',
        message: 'Left out, as the event schema has no such property: colour, ?.',
      },
      {
        index: 2,
        messageId: 'm2',
        code: 'properties-stripped',
        message: `Left out, as the event schema has no such property: ${names.slice(0, 20).join(', ')} and 2 more.`,
      },
    ]);
  });

  it('refuses a second event under the same id, and takes a repetition', async () => {
    const one = { ...track, messageId: 'm1', timestamp: '2026-11-27T11:00:00Z' };
    const { events, rejected } = await admit([
      one,
      { ...one, properties: { category: 'Shoes' } },
      { ...one, integrations: { All: true } },
      { ...one, userId: 'u2' },
      { ...one, messageId: 'm2' },
    ]);
    expect(events.map(({ index }) => index)).toEqual([0, 2, 4]);
    expect(rejected.map(({ index, code }) => [index, code])).toEqual([
      [1, 'duplicate-message-id'],
      [3, 'duplicate-message-id'],
    ]);
  });

  it('does not ask the vault where nothing was let in', async () => {
    const admitted = await admit([{ type: 'track', event: 'Poked', userId: 'u1' }], async () => {
      throw new Error('asked');
    });
    expect(admitted.rejected).toHaveLength(1);
  });

  it('lets the good in and tells of every other item by its position', async () => {
    const admitted = await admit([
      track,
      { ...track, messageId: 'card', properties: { category: '4111111111111111' } },
      { type: 'poke' },
      { ...track, messageId: 'big', properties: { category: 'x'.repeat(40_000) } },
      { ...track, userId: null },
      { ...track, messageId: 'last' },
    ]);
    expect(admitted.events.map(({ index }) => index)).toEqual([0, 5]);
    expect(admitted.rejected.map(({ index, code }) => `${index} ${code}`)).toEqual([
      '1 card-number',
      '2 malformed',
      '3 event-too-large',
      '4 no-identifier',
    ]);
    expect(admitted.quarantined.map(({ reason }) => reason)).toEqual(['card-number', 'malformed', 'no-identifier']);
  });

  it('fails rather than let a value through that got no token', async () => {
    await expect(admit([track], async () => [])).rejects.toThrow('fewer tokens');
  });

  it('names an identifier once, and of one type by token', async () => {
    const events: readonly { event: BusEvent }[] = (
      await admit([
        { type: 'alias', userId: 'u1', anonymousId: 'd1', previousId: 'd1' },
        { type: 'alias', userId: 'u1', anonymousId: 'd2', previousId: 'd0' },
      ])
    ).events;
    expect(events.map(({ event }) => event.detail.identifiers.map(({ type }) => type))).toEqual([
      ['user_id', 'anonymous_id'],
      ['user_id', 'anonymous_id', 'anonymous_id'],
    ]);
    const tokens = events[1]?.event.detail.identifiers.slice(1).map(({ token }) => token) ?? [];
    expect([...tokens].sort()).toEqual(tokens);
  });
});
