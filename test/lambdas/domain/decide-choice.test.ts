import type { DecisionInputs, LaunchDefinition } from '../../../contracts/decision';
import { decide } from '../../../lambdas/domain/decide';
import { messageIdOf } from '../../../lambdas/domain/ids';
import { ask, audience, exposed, inputs, launch, NOW, onList, policy, sent } from '../../support/decision-fixtures';

const coats = launch('coats');
const { window } = coats;
const reasonOf = (made: DecisionInputs) => decide(made).decision.excluded.find((one) => one.launch === 'coats');

describe('decide: which launches, in which order', () => {
  const order = (launches: LaunchDefinition[], limit = 9) =>
    decide(
      inputs(launches, {
        trigger: ask('app', limit),
        policy: { ...policy, perPerson: { messages: 99, perSeconds: 60 } },
      }),
    ).decision;

  it('takes the higher rank, then the window that ends first, then the id', () => {
    const soon = { ...window, endsAt: '2026-11-28T00:00:00Z' };
    const all = [launch('b'), launch('a'), launch('z', { window: soon }), launch('m', { rank: 11 })];
    expect(order(all).chosen.map((one) => one.launch)).toEqual(['m', 'z', 'a', 'b']);
  });

  it('offers as many launches as were asked for, and says which ones outranked the rest', () => {
    const { chosen, excluded } = order([launch('a'), launch('b'), launch('c')], 2);
    expect(chosen.map((one) => one.launch)).toEqual(['a', 'b']);
    expect(excluded).toEqual([{ launch: 'c', reason: 'outranked', detail: 'a, b' }]);
  });

  it('offers no more launches at once than the person cap allows', () => {
    const made = inputs([launch('a'), launch('b'), launch('c'), launch('coats')], { trigger: ask('app', 9) });
    expect(decide(made).decision.chosen).toHaveLength(3);
    expect(reasonOf(made)?.reason).toBe('person-cap');
  });

  it('looks at launches of the trigger only', () => {
    const other = launch('other', { trigger: { kind: 'event', event: 'Cart Left' } });
    const asked = launch('asked', { trigger: { kind: 'ask' } });
    const { decision } = decide(inputs([other, asked, coats]));
    expect([decision.chosen.map((one) => one.launch), decision.excluded]).toEqual([['coats'], []]);
  });

  it('decides a run for its launch only, and says so when the launch is gone', () => {
    const trigger = { kind: 'at', launch: 'coats', run: 'r1', oldestStrand: 'user_id:tok_a' } as const;
    expect(decide(inputs([coats, launch('tea', { rank: 99 })], { trigger })).decision.chosen).toHaveLength(1);
    expect(reasonOf(inputs([launch('tea')], { trigger }))).toEqual({ launch: 'coats', reason: 'not-live' });
  });

  it('takes the first offer that fits and gives the conditions that held', () => {
    const made = inputs([
      launch('coats', {
        audience: audience({ include: [{ kind: 'trait', name: 'household_size', test: { atLeast: 2 } }] }),
        offers: [
          { id: 'vip-only', for: onList('vip'), copy: {} },
          { id: 'loyal-only', for: { kind: 'all', of: [onList('loyal')], segment: 'regulars' }, copy: {} },
          { id: 'for-all', copy: {} },
        ],
      }),
    ]);
    expect(decide(made).decision.chosen[0]).toMatchObject({
      offer: 'loyal-only',
      reasons: ['trait household_size at least 2', 'segment regulars'],
    });
  });

  it('sends nothing after the window, nor after the offer can be redeemed', () => {
    const short = launch('coats', { window: { ...window, redeemUntil: '2026-11-28T00:00:00.000Z' } });
    expect(decide(inputs([short])).decision.chosen[0]?.notAfter).toBe('2026-11-28T00:00:00.000Z');
  });

  it.each([
    ['the first instant', window.startsAt, 1],
    ['the last instant', window.endsAt, 1],
    ['just before', '2026-11-23T04:59:59.999Z', 0],
  ])('keeps the window: %s', (_case, now, chosen) => {
    expect(decide(inputs([coats], { now })).decision.chosen).toHaveLength(chosen);
  });
});

describe('decide: ledger', () => {
  it('reserves caps for what is sent and marks the first contact', () => {
    const { decision, ledger } = decide(inputs([coats]));
    const { decisionId } = decision;
    expect(ledger).toEqual({
      sends: [{ launch: 'coats', channel: 'email', at: NOW, id: messageIdOf(decisionId, 'coats', 'email') }],
      exposures: {
        coats: {
          arm: 'treated',
          at: NOW,
          decisionId,
          definitionHash: 'hash-of-coats',
          channel: 'email',
          offer: 'ten-off',
        },
      },
    });
    expect(decision.exposures).toEqual([{ launch: 'coats', arm: 'treated' }]);
  });

  it('reserves nothing for what a channel asked for, because only showing counts', () => {
    const { ledger } = decide(inputs([coats], { trigger: ask('app') }));
    expect(ledger).toMatchObject({ sends: [], exposures: { coats: { arm: 'treated', channel: 'app' } } });
  });

  it('does not touch the ledger when nothing is new', () => {
    const known = { sends: [], exposures: { coats: exposed('treated') } };
    expect(decide(inputs([coats], { trigger: ask('app'), ledger: known })).ledger).toBeUndefined();
    expect(decide(inputs([launch('coats', { purpose: 'surveys' })])).ledger).toBeUndefined();
  });

  it('lets go of sends that no cap can count any more', () => {
    const old = sent('tea', '2026-10-01T00:00:00.000Z');
    const short = decide(inputs([coats], { ledger: { sends: [old], exposures: {} } }));
    expect(short.ledger?.sends.map((one) => one.launch)).toEqual(['coats']);
    const yearly = launch('tea', { trigger: { kind: 'ask' }, limits: { messages: 1, perSeconds: 365 * 86_400 } });
    const long = decide(inputs([coats, yearly], { ledger: { sends: [old], exposures: {} } }));
    expect(long.ledger?.sends.map((one) => one.launch)).toEqual(['tea', 'coats']);
  });

  it('counts a send a week ago to the millisecond no more', () => {
    const ago = (at: string) => inputs([coats], { ledger: { sends: [sent('coats', at)], exposures: {} } });
    expect(reasonOf(ago('2026-11-20T12:00:00.000Z'))).toBeUndefined();
    expect(reasonOf(ago('2026-11-20T12:00:00.001Z'))?.reason).toBe('launch-cap');
  });
});
