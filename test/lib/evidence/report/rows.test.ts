import { inflated } from '../../../../lib/evidence/report/browser/inflate';
import { matching, type Query, shownRow, unpacked } from '../../../../lib/evidence/report/browser/query';
import { rowsData } from '../../../../lib/evidence/report/register';
import type { Row } from '../../../../lib/governance/register/schema';
import { ABOUT, evidenceOf } from '../../../support/report-evidence';

const row = (at: number, more: Partial<Row> = {}): Row => ({
  key: at.toString(16).padStart(16, '0'),
  pack: 'AwsSolutions',
  mode: 'enforced',
  rule: 'AwsSolutions-SQS3',
  level: 'error',
  outcome: 'compliant',
  type: 'AWS::SQS::Queue',
  path: `coats-prod-foundation/Queue${at}/Resource`,
  ...more,
});
const reported = { pack: 'HIPAA.Security', mode: 'reported', rule: 'HIPAA.Security-LambdaDLQ' } as const;
const rows: readonly Row[] = [
  row(1),
  row(2, { outcome: 'waived', waiver: 'W-007' }),
  row(3, { ...reported, outcome: 'non-compliant' }),
  row(4, { outcome: 'non-compliant', waiver: 'W-008', waiverEnded: '2026-11-01' }),
  row(5, { path: 'coats-prod-launch-soup-week/Launch/Rule', type: 'AWS::Events::Rule' }),
  row(6, {
    launch: 'soup-week',
    path: 'coats-prod-launch-soup-week',
    rule: 'Tandem-launch-ended',
    pack: 'Tandem.Launches',
    level: 'warning',
  }),
  row(7, { outcome: 'error', message: 'Cannot read the encryption of Queue7' }),
  row(8, { finding: 'Resource::*', outcome: 'waived', waiver: 'W-007', rule: 'AwsSolutions-IAM5' }),
];
const evidence = evidenceOf({
  about: ABOUT,
  verdict: { passes: false, failing: [], warnings: 0, leftOut: [] },
  packs: [],
  rules: [
    { rule: 'AwsSolutions-SQS3', level: 'error', what: 'The queue has no dead-letter queue.', notApplicable: {} },
  ],
  rows: [...rows],
});
const launches = [{ launch: 'soup-week', team: 'kitchen', channels: ['email'] }];
const read = async () => unpacked(await inflated(rowsData(evidence, launches)));
const found = async (query: Query): Promise<readonly number[]> => {
  const table = await read();
  return [...matching(table, query)].map((at) => at + 1);
};

describe('the rows of a report', () => {
  it('are read as they were packed', async () => {
    const table = await read();
    const facts = rows.map((_, at) => {
      const { key, rule, outcome, path, type, finding, message, pack, mode, level } = shownRow(table, at);
      return { key, rule, outcome, path, type, finding, message, pack, mode, level };
    });
    expect(facts).toEqual(
      rows.map(({ key, rule, outcome, path, type, finding = '', message = '', pack, mode, level }) => ({
        key,
        rule,
        outcome,
        path,
        type,
        finding,
        message,
        pack,
        mode,
        level,
      })),
    );
  });

  it('have the same bytes each time', () => {
    expect(rowsData(evidence, launches)).toBe(rowsData(evidence, launches));
  });

  it('come in the order of what to look at: what fails, what is only reported, what is waived, what keeps', async () => {
    expect(await found({})).toEqual([7, 4, 3, 2, 8, 1, 5, 6]);
  });

  it.each<[Query, readonly number[]]>([
    [{ outcome: 'found' }, [7, 4, 3, 2, 8]],
    [{ outcome: 'open' }, [7, 4, 3]],
    [{ outcome: 'waived' }, [2, 8]],
    [{ level: 'warning' }, [6]],
    [{ pack: 'HIPAA.Security' }, [3]],
    [{ launch: 'soup-week' }, [5, 6]],
    [{ launch: '-', outcome: 'compliant' }, [1]],
    [{ team: 'kitchen' }, [5, 6]],
    [{ team: 'nobody' }, []],
    [{ text: 'w-007' }, [2, 8]],
    [{ text: 'W-007 resource::*' }, [8]],
    [{ text: 'ended 2026-11' }, [4]],
    [{ text: 'dead-letter queue', outcome: 'open' }, [7, 4]],
    [{ text: 'encryption' }, [7]],
    [{ text: '0000000000000003' }, [3]],
    [{ text: 'nothing of the kind' }, []],
    [{ control: 'NIST SP 800-53 no-such' }, []],
  ])('are found by %j', async (query, expected) => {
    expect(await found(query)).toEqual(expected);
  });

  it('are found by each control that their rules are evidence for', async () => {
    const table = await read();
    const controls = new Set(table.rules.flatMap((one) => one.controls.map((place) => table.controls[place] ?? '')));
    expect(controls.size).toBeGreaterThan(0);
    for (const control of controls) {
      const expected = rows.flatMap((_, at) => (shownRow(table, at).controls.includes(control) ? [at + 1] : []));
      expect([control, [...(await found({ control }))].sort()]).toEqual([control, expected]);
    }
  });
});
