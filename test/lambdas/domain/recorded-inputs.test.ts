import { canonicalJson } from '../../../lambdas/domain/canonical';
import { decide, replay } from '../../../lambdas/domain/decide';
import { type RecordedInputs, recordedInputs, rehydrate } from '../../../lambdas/domain/recorded-inputs';
import { ask, audience, inputs, launch, live, onList, sent } from '../../support/decision-fixtures';

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

  it('keeps hashes of the launches that were up for choice, no definitions', () => {
    expect(recordedInputs(inputs(launches)).launches).toEqual([
      { launch: 'coats', hash: 'hash-of-coats', state: 'live', full: false },
      { launch: 'tea', hash: 'hash-of-tea', state: 'live', full: false },
      { launch: 'soap', hash: 'hash-of-soap', state: 'paused', full: false },
    ]);
  });

  it('names the definition that a replay misses', () => {
    expect(() => rehydrate(recordedInputs(inputs(launches)), new Map())).toThrow(
      expect.objectContaining({ code: 'definition-missing', launch: 'coats', hash: 'hash-of-coats' }),
    );
  });
});
