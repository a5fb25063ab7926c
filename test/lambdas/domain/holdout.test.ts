import type { DecisionInputs } from '../../../contracts/decision';
import { decide } from '../../../lambdas/domain/decide';
import { audience, exposed, inputs, launch, live, NOW, person } from '../../support/decision-fixtures';

const coats = launch('coats');
const reasonOf = (made: DecisionInputs) => decide(made).decision.excluded.find((one) => one.launch === 'coats');

describe('decide: holdout', () => {
  const measured = launch('coats', { audience: audience({ holdout: 0.1 }) });

  it('records who is held out and sends nothing', () => {
    const { decision, ledger } = decide(inputs([launch('coats', { audience: audience({ holdout: 1 }) })]));
    expect(decision.chosen).toEqual([]);
    expect(decision.exposures).toEqual([{ launch: 'coats', arm: 'held-out' }]);
    expect(ledger?.exposures.coats).toEqual({
      arm: 'held-out',
      at: NOW,
      decisionId: decision.decisionId,
      definitionHash: 'hash-of-coats',
    });
  });

  it('gives the place of a held-out launch to the next, as if the launch did not exist', () => {
    const next = launch('tea', { rank: 1 });
    const { decision } = decide(inputs([launch('coats', { audience: audience({ holdout: 1 }) }), next]));
    expect(decision.chosen.map((one) => one.launch)).toEqual(['tea']);
  });

  it('draws lots only for launches whose turn comes, so that both arms are alike', () => {
    const { ledger } = decide(
      inputs([launch('coats', { audience: audience({ holdout: 1 }) }), launch('tea', { rank: 20 })]),
    );
    expect(Object.keys(ledger?.exposures ?? {})).toEqual(['tea']);
  });

  it('holds out about the share, by launch and person', () => {
    const arms = Array.from({ length: 2000 }, (_, index) => {
      const one = person({ person: `user_id:${index}`, members: [`user_id:${index}`] });
      return decide(inputs([measured], { person: one })).decision.exposures[0]?.arm;
    });
    const held = arms.filter((arm) => arm === 'held-out').length;
    expect(held).toBeGreaterThan(150);
    expect(held).toBeLessThan(250);
  });

  it('keeps everybody in the arm they are in', () => {
    const all = launch('coats', { audience: audience({ holdout: 1 }) });
    const treated = { sends: [], exposures: { coats: exposed('treated') } };
    expect(decide(inputs([all], { ledger: treated })).decision.chosen).toHaveLength(1);
    const held = { sends: [], exposures: { coats: exposed('held-out') } };
    expect(reasonOf(inputs([coats], { ledger: held }))?.reason).toBe('held-out');
  });

  it('does not shut the door of a full launch on somebody who is in', () => {
    const ledger = { sends: [], exposures: { coats: exposed('treated') } };
    expect(decide(inputs([live(coats, { full: true })], { ledger })).decision.chosen).toHaveLength(1);
  });
});
