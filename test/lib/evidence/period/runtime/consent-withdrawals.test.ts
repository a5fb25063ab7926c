import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withdrawalWait } from '../../../../../contracts/withdrawal-waits';
import { RecordsError, readExports } from '../../../../../lib/evidence/period/records';
import { consentWithdrawals } from '../../../../../lib/evidence/period/runtime/consent-withdrawals';
import { withdrawalQueries, withdrawalsIn } from '../../../../../lib/evidence/period/withdrawals-export';
import { periodInput } from '../../../../support/period-input';
import { testStage } from '../../../../support/stage';

type Series = Readonly<Record<string, readonly (readonly [string, number])[]>>;
const LABELS = withdrawalQueries().map((query) => (query as { readonly Label: string }).Label);
const answer = (series: Series, status = 'Complete', labels: readonly string[] = LABELS): string =>
  JSON.stringify({
    MetricDataResults: labels.map((Label, index) => ({
      ...{ Id: `w${index}`, Label, StatusCode: status },
      Timestamps: (series[Label] ?? []).map(([at]) => at),
      Values: (series[Label] ?? []).map(([, value]) => value),
    })),
    Messages: [],
  });
const tableOf = (text: string) => consentWithdrawals(periodInput([], [], { withdrawals: withdrawalsIn(text) }));

describe('classes of time', () => {
  it.each([
    [0, '10s'],
    [10, '10s'],
    [10.001, '1m'],
    [300, '5m'],
    [3600, '1h'],
    [86_400, '1d'],
    [86_400.001, 'longer'],
    [Number.NaN, 'longer'],
  ])('counts %d seconds as %s', (seconds, wait) => {
    expect(withdrawalWait(seconds)).toBe(wait);
  });
});

describe('withdrawals of consent', () => {
  it('tells how many took effect on a day, by how long they took', () => {
    const table = tableOf(
      answer({
        '10s': [
          ['2026-11-02T00:00:00+00:00', 12],
          ['2026-11-01T00:00:00+00:00', 40],
        ],
        '5m': [['2026-11-02T00:00:00+00:00', 1]],
        '1h': [['2026-11-02T00:00:00+00:00', 0]],
      }),
    );
    expect(table.rows.map(({ day, took, withdrawals }) => [day, took, withdrawals])).toEqual([
      ['2026-11-01', 'within 10 seconds', 40],
      ['2026-11-02', 'within 10 seconds', 12],
      ['2026-11-02', 'within 5 minutes', 1],
    ]);
    expect(table).toMatchObject({ exceptions: 0, sources: [{ name: 'CloudWatch', records: 3 }] });
    expect(table.gaps).toHaveLength(1);
  });

  it('finds those that took more than a day', () => {
    expect(tableOf(answer({ longer: [['2026-11-02T00:00:00+00:00', 1]] }))).toMatchObject({ count: 1, exceptions: 1 });
  });

  it('begins with the first day of the period and ends before the first after it', () => {
    const days = ['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01'];
    const table = tableOf(answer({ '1m': days.map((day) => [`${day}T00:00:00+00:00`, 1] as const) }));
    expect(table.rows.map(({ day }) => day)).toEqual(['2026-11-01', '2026-11-30']);
  });

  it('has no rows and a gap where there is no export', () => {
    const table = consentWithdrawals(periodInput());
    expect(table).toMatchObject({ count: 0, sources: [] });
    expect(table.gaps).toEqual(['No withdrawals.json was given: how soon withdrawals took effect is not known.']);
  });

  it.each([
    ['partial', answer({}, 'PartialData')],
    ['without a class', answer({}, 'Complete', LABELS.slice(1))],
  ])('says that counts can be too low where the answer is %s', (_case, text) => {
    expect(tableOf(text).gaps.join()).toContain('counts can be too low');
  });

  it('asks for one series for each class, each in a service’s own name', () => {
    expect(LABELS).toEqual(['10s', '1m', '5m', '1h', '1d', 'longer']);
    expect(JSON.stringify(withdrawalQueries())).not.toContain("'");
  });

  it('refuses a file that answers another question', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tandem-withdrawals-'));
    const readWith = (text: string) => {
      writeFileSync(join(folder, 'withdrawals.json'), text);
      return readExports(folder, testStage());
    };
    expect(readWith(answer({})).withdrawals?.complete).toBe(true);
    for (const text of ['', '{}', answer({}, 'Complete', ['p50']), answer({}).replace('"Values":[]', '"Values":[1]')]) {
      expect(() => readWith(text)).toThrow(RecordsError);
    }
    rmSync(folder, { recursive: true });
  });
});
