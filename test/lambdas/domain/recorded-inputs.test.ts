import type { Condition } from '../../../contracts/condition';
import { canonicalJson } from '../../../lambdas/domain/canonical';
import { decide, replay } from '../../../lambdas/domain/decide';
import { type RecordedInputs, recordedInputs, rehydrate } from '../../../lambdas/domain/recorded-inputs';
import {
  ask,
  audience,
  exposed,
  inputs,
  launch,
  live,
  NOW,
  onList,
  person,
  sent,
} from '../../support/decision-fixtures';

const launches = [
  launch('coats', { audience: audience({ include: [onList('loyal')], holdout: 0.5 }) }),
  launch('tea', { rank: 20, audience: audience({ holdout: 0.5 }) }),
  live(launch('soap'), { state: 'paused' }),
  launch('elsewhere', { trigger: { kind: 'event', event: 'Cart Left' }, channels: { reach: 'all', use: [] } }),
];
const definitions = new Map(inputs(launches).launches.map(({ definition }) => [definition.hash, definition]));
const throughStore = (recorded: RecordedInputs): RecordedInputs => JSON.parse(JSON.stringify(recorded));

describe('recordedInputs', () => {
  it.each([
    ['an event', inputs(launches, { ledger: { sends: [sent('soap')], exposures: {} } })],
    ['an ask', inputs(launches, { trigger: ask('app', 2) })],
    ['a run', inputs(launches, { trigger: { kind: 'at', launch: 'tea', run: 'r', oldestStrand: 'user_id:tok_a' } })],
    [
      'a run of a launch that is gone',
      inputs([], { trigger: { kind: 'at', launch: 'tea', run: 'r', oldestStrand: 'a' } }),
    ],
  ])('replays byte for byte from what was kept: %s', (_case, made) => {
    const again = replay(rehydrate(throughStore(recordedInputs(made)), definitions));
    expect(canonicalJson(again)).toBe(canonicalJson(decide(made).decision));
  });

  it('replays what was spent and which codes there were, and keeps no code', () => {
    const pooled = { id: 'ten-off', copy: {}, code: { pool: 'tens' } };
    const [wool, felt] = [launch('wool', { offers: [pooled] }), launch('felt', { offers: [pooled], rank: 9 })];
    const given = { id: 'a', code: 'WOOL-A', at: NOW };
    const made = inputs(
      [
        live(wool, { codes: { tens: { id: 'b', code: 'WOOL-B' } } }),
        live(felt, { codes: {} }),
        live(launch('silk'), { spent: 'discounts' }),
      ],
      { ledger: { sends: [], exposures: {}, codes: { 'felt/tens': given, 'elsewhere/tens': given } } },
    );
    const recorded = throughStore(recordedInputs(made));
    const known = new Map(made.launches.map(({ definition }) => [definition.hash, definition]));
    expect(canonicalJson(replay(rehydrate(recorded, known)))).toBe(canonicalJson(decide(made).decision));
    expect(JSON.stringify(recorded)).not.toContain('WOOL-');
    expect(Object.keys(recorded.ledger.codes ?? {})).toEqual(['felt/tens']);
  });

  it('keeps hashes of the launches that were up for choice, no definitions', () => {
    expect(recordedInputs(inputs(launches)).launches).toEqual([
      { launch: 'coats', hash: 'hash-of-coats', state: 'live', full: false },
      { launch: 'tea', hash: 'hash-of-tea', state: 'live', full: false },
      { launch: 'soap', hash: 'hash-of-soap', state: 'paused', full: false },
    ]);
  });

  it('keeps of a person and a ledger only what these launches ask for', () => {
    const stamp = { at: '2026-11-20T00:00:00.000Z', key: 'shop#1' };
    const seen = Date.parse(NOW) / 1000;
    const viewed: Condition = {
      kind: 'did',
      event: 'Product Viewed',
      where: { category: ['Coats'] },
      atLeast: 2,
      withinSeconds: 3600,
    };
    const digest = (category: string, ...ages: number[]) => ({
      event: 'Product Viewed',
      where: { category, brand: 'x' },
      times: ages.map((age) => seen - age),
    });
    const [goal, later] = [exposed('treated', { goalAt: NOW, channel: 'email' }), exposed('held-out')];
    const made = inputs(
      [
        launch('coats', { audience: audience({ include: [viewed], exclude: [onList('staff')] }) }),
        launch('elsewhere', { trigger: { kind: 'event', event: 'Cart Left' } }),
      ],
      {
        person: person({
          lists: ['loyal', 'staff'],
          consent: {
            'personalised-offers/email': { ...stamp, status: 'granted' },
            'personalised-offers/*': { ...stamp, status: 'granted' },
            'personalised-offers/app': { ...stamp, status: 'granted' },
            'customer-care/email': { ...stamp, status: 'denied' },
          },
          digests: [
            { event: 'Order Completed', where: {}, times: [seen] },
            digest('Coats', 7200, 60, 50, 40, -10),
            digest('Tea', 30),
            digest('Soap', 20),
          ],
        }),
        ledger: {
          sends: [sent('soap', '2026-11-01T00:00:00.000Z'), sent('soap')],
          exposures: { coats: goal, elsewhere: later },
        },
      },
    );
    const { person: kept, ledger } = recordedInputs(made);
    expect(kept).toEqual({
      person: 'user_id:tok_a',
      members: ['user_id:tok_a'],
      traits: { email: expect.anything() },
      consent: { 'personalised-offers/email': expect.anything(), 'personalised-offers/*': expect.anything() },
      lists: ['staff'],
      digests: [
        { event: 'Product Viewed', where: { category: 'Coats' }, times: [seen - 50, seen - 40] },
        { event: 'Product Viewed', where: {}, times: [seen - 30, seen - 20] },
      ],
    });
    expect(ledger).toEqual({
      sends: [sent('soap')],
      exposures: { coats: { arm: 'treated', at: goal.at, decisionId: goal.decisionId } },
    });
  });

  it('names the definition that a replay misses', () => {
    expect(() => rehydrate(recordedInputs(inputs(launches)), new Map())).toThrow(
      expect.objectContaining({ code: 'definition-missing', launch: 'coats', hash: 'hash-of-coats' }),
    );
  });
});
