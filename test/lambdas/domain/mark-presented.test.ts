import { messageIdOf } from '../../../lambdas/domain/ids';
import { emptyLedger } from '../../../lambdas/domain/ledger';
import { markPresented, offersFor } from '../../../lambdas/domain/mark-presented';
import { chosenOffer, decisionOf, NOW } from '../../support/decision-fixtures';

const shown = (launch: string) => chosenOffer({ launch, channel: 'pos', kind: 'pull' });
const decision = decisionOf({ chosen: [shown('coats'), shown('tea'), chosenOffer({ launch: 'mailed' })] });
const at = '2026-11-27T12:01:00.000Z';
const now = '2026-11-27T12:02:00.000Z';
const send = (launch: string, when = at) => ({
  launch,
  channel: 'pos',
  at: when,
  id: messageIdOf(decision.decisionId, launch, 'pos'),
});

describe('markPresented', () => {
  it.each(['presented', 'accepted', 'declined'] as const)('counts an offer that was %s', (outcome) => {
    expect(markPresented(decision, { outcome, at }, emptyLedger, now)?.sends).toEqual(
      expect.arrayContaining([send('coats'), send('tea')]),
    );
  });

  it('counts the launch that is named only', () => {
    expect(markPresented(decision, { outcome: 'presented', at, launch: 'tea' }, emptyLedger, now)?.sends).toEqual([
      send('tea'),
    ]);
  });

  it('counts a decision and launch once, whatever is reported in what order', () => {
    const once = markPresented(decision, { outcome: 'accepted', at: now }, emptyLedger, now) ?? emptyLedger;
    expect(markPresented(decision, { outcome: 'presented', at }, once, now)).toBeUndefined();
  });

  it('changes nothing for offers that were sent, which counted when they were decided', () => {
    expect(markPresented(decisionOf(), { outcome: 'accepted', at }, emptyLedger, now)).toBeUndefined();
    expect(offersFor(decisionOf())).toEqual([]);
  });

  it.each([
    ['before the decision', '2020-01-01T00:00:00.000Z', NOW],
    ['in the future', '2030-01-01T00:00:00.000Z', now],
  ])('does not believe a till whose clock is %s', (_case, said, counted) => {
    const report = { outcome: 'presented', at: said, launch: 'tea' } as const;
    expect(markPresented(decision, report, emptyLedger, now)?.sends).toEqual([send('tea', counted)]);
  });
});
