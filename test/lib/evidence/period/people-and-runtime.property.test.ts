import fc from 'fast-check';
import { TRAIL_KINDS, type TrailFact } from '../../../../contracts/trail';
import { periodFiles } from '../../../../lib/evidence/period/files';
import { peopleParts } from '../../../../lib/evidence/period/people/parts';
import { runtimeParts } from '../../../../lib/evidence/period/runtime/parts';
import { periodTableSchema } from '../../../../lib/evidence/period/table';
import { awsEvent, datedRepository, FROM, periodInput, sessionOf, TO } from '../../../support/period-input';

const repository = datedRepository();
repository.commit('2026-10-01T00:00:00Z', {
  'platform/teams.yaml': 'teams: []\npeople: [{ person: tess, name: Tess, email: tess@coats.example }]\n',
});
afterAll(repository.remove);

const DAY_MS = 86_400_000;
/** Around the period's borders more often than not. */
const moment = fc
  .tuple(
    fc.constantFrom(FROM, TO),
    fc.oneof(fc.constantFrom(-1, 0, 1), fc.integer({ min: -40 * DAY_MS, max: 40 * DAY_MS })),
  )
  .map(([border, off]) => new Date(Date.parse(border) + off).toISOString());
/** What no table may carry over from anywhere but the fields that the trail says are nobody's. */
const SECRET = 'maria.lopez@customer.example';
const formula = fc.constantFrom('=1+1', '+cmd', '@sum', '-2', '\t=x', 'plain');
const aFact: fc.Arbitrary<TrailFact> = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom(...TRAIL_KINDS),
  at: moment,
  by: formula,
  about: fc.constantFrom('era_a', 'era_b', 'sub_a', 'mailhub', '=about'),
  details: fc.record({
    ...{ route: fc.constantFrom('lookup', 'browse', '=route'), type: formula, reason: formula },
    ...{ launch: formula, hour: moment, step: fc.constantFrom('plan', 'done'), ticket: formula },
    vendors: fc.array(formula, { maxLength: 2 }),
    unknown: fc.constant(SECRET),
  }),
});
const anEvent = fc
  .tuple(fc.constantFrom('RunInstances', 'PutKeyPolicy', 'Query', 'GetSecretValue'), moment, fc.boolean(), formula)
  .map(([name, at, refused, session]) =>
    awsEvent(name, at, {
      eventSource: name === 'Query' ? 'dynamodb.amazonaws.com' : 'kms.amazonaws.com',
      userIdentity: sessionOf('Operators', session),
      requestParameters: { tableName: 'tandem-prod-vault', key: { value: SECRET } },
      responseElements: { item: SECRET },
      ...(refused && { errorCode: 'AccessDenied' }),
    }),
  );
const tablesOf = (facts: readonly TrailFact[], events: readonly ReturnType<typeof awsEvent>[]) => {
  const input = periodInput(facts, events, { root: repository.root });
  return { input, tables: [peopleParts, runtimeParts].flatMap((part) => part(input)) };
};
const some = [fc.array(aFact, { maxLength: 12 }), fc.array(anEvent, { maxLength: 6 })] as const;
/** Each run asks git a few times. */
const RUNS = { numRuns: 40 };

describe('tables of people and of run time', () => {
  it('have the shape of tables, explain each of their columns, and count what they hold', () => {
    fc.assert(
      fc.property(...some, (facts, events) => {
        for (const table of tablesOf(facts, events).tables) {
          expect(periodTableSchema.parse(table)).toEqual(table);
          const names = table.columns.map(({ name }) => name).sort();
          for (const row of table.rows) expect(Object.keys(row).sort()).toEqual(names);
          expect(table.count).toBe(table.rows.length);
          expect(table.exceptions).toBe(table.rows.filter(({ exception }) => exception !== '').length);
        }
      }),
      RUNS,
    );
  });

  it('carry nothing over from what requests and facts hold beside what is told, and no formula into CSV', () => {
    fc.assert(
      fc.property(...some, (facts, events) => {
        const { input, tables } = tablesOf(facts, events);
        for (const [file, text] of periodFiles(input, tables)) {
          expect(text).not.toContain(SECRET);
          if (file.endsWith('.csv')) expect(text).not.toMatch(/(^|,)"[\s]*[=+@-]/m);
        }
      }),
      RUNS,
    );
  });

  it('say the same whatever happened outside of the period', () => {
    const isInside = (at: string): boolean => at >= FROM && at < TO;
    const isOfPeriod = ({ kind }: TrailFact): boolean => !kind.startsWith('erasure.');
    fc.assert(
      fc.property(...some, (facts, events) => {
        const rowsOf = (...given: Parameters<typeof tablesOf>) =>
          tablesOf(...given)
            .tables.filter(({ id }) => id !== 'retention')
            .map(({ id, rows }) => [id, rows.map(({ record: _record, source: _source, ...row }) => row)]);
        const others = facts.filter(isOfPeriod);
        const inside = others.filter(({ at }) => isInside(at));
        expect(
          rowsOf(
            inside,
            events.filter(({ eventTime }) => isInside(eventTime)),
          ),
        ).toEqual(rowsOf(others, events));
      }),
      RUNS,
    );
  });
});
