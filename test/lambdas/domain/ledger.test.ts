import * as fc from 'fast-check';
import type { Exposure, Ledger, LedgerSend } from '../../../contracts/decision';
import { canonicalJson } from '../../../lambdas/domain/canonical';
import { emptyLedger, sendsWithin, sumLedgers, withContacts } from '../../../lambdas/domain/ledger';
import { exposed, NOW, sent } from '../../support/decision-fixtures';

const at = fc.constantFrom('2026-11-24T00:00:00.000Z', '2026-11-25T00:00:00.000Z', '2026-11-26T00:00:00.000Z');
const name = fc.constantFrom('coats', 'tea', 'constructor');
const send: fc.Arbitrary<LedgerSend> = fc.tuple(name, at).map(([id, when]) => sent(id, when));
const exposure: fc.Arbitrary<Exposure> = fc
  .record({
    arm: fc.constantFrom('treated' as const, 'held-out' as const),
    at,
    goalAt: fc.option(at, { nil: undefined }),
  })
  .map(({ goalAt, ...rest }) => exposed(rest.arm, { at: rest.at, ...(goalAt !== undefined && { goalAt }) }));
const ledger: fc.Arbitrary<Ledger> = fc.record({
  sends: fc.uniqueArray(send, { selector: (one) => one.id }),
  exposures: fc.dictionary(name, exposure, { noNullPrototype: true }),
});
const sum = (...ledgers: readonly Ledger[]) => canonicalJson(sumLedgers([emptyLedger, ...ledgers]));

describe('sumLedgers', () => {
  it('does not depend on order or grouping, and counts what several know once', () => {
    fc.assert(
      fc.property(ledger, ledger, ledger, (a, b, c) => {
        const whole = sum(a, b, c);
        expect(sum(c, a, b)).toBe(whole);
        expect(sum(sumLedgers([a, b]), c)).toBe(whole);
        expect(sum(a, sumLedgers([a, b, c]), b)).toBe(whole);
      }),
    );
  });

  it('keeps the first contact and the earliest goal, whichever ledger knew them', () => {
    const first = exposed('held-out', { at: '2026-11-24T00:00:00.000Z' });
    const later = exposed('treated', { at: '2026-11-25T00:00:00.000Z', goalAt: '2026-11-26T00:00:00.000Z' });
    expect(
      sumLedgers([
        { sends: [], exposures: { coats: later } },
        { sends: [], exposures: { coats: first } },
      ]),
    ).toEqual({
      sends: [],
      exposures: { coats: { ...first, goalAt: '2026-11-26T00:00:00.000Z' } },
    });
  });

  it('is empty for nobody', () => {
    expect(sumLedgers([])).toEqual(emptyLedger);
  });
});

describe('withContacts', () => {
  it('adds what is not there yet', () => {
    const known = { sends: [sent('coats')], exposures: { coats: exposed('held-out') } };
    const added = withContacts(known, {
      sends: [sent('coats'), sent('tea')],
      exposures: { coats: exposed('treated', { at: NOW }) },
    });
    expect(added).toEqual({ sends: [sent('coats'), sent('tea')], exposures: known.exposures });
  });
});

describe('sendsWithin', () => {
  const sends = [
    sent('coats'),
    sent('tea'),
    sent('tea', '2026-11-28T00:00:00.000Z'),
    sent('tea', '2026-11-01T00:00:00.000Z'),
  ];

  it('counts those of one launch or of all, later ones included', () => {
    expect(sendsWithin({ sends, exposures: {} }, Date.parse(NOW), 7 * 86_400)).toBe(3);
    expect(sendsWithin({ sends, exposures: {} }, Date.parse(NOW), 7 * 86_400, 'tea')).toBe(2);
  });
});
