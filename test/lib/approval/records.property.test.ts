import { createPrivateKey } from 'node:crypto';
import fc from 'fast-check';
import type { ApprovalRecord, Statement } from '../../../contracts/approval';
import { type Case, judgeRecords } from '../../../lib/approval/judge-records';
import { readPrivateKey } from '../../../lib/approval/keys/private-key';
import { signStatement } from '../../../lib/approval/keys/signature';
import { neededFor } from '../../../lib/approval/matrix';
import { type FoundRecord, folderOf, parseRecord, recordText } from '../../../lib/approval/record-file';
import { listedKey, pemOf } from '../../support/approvals';

const PLAN = 'ab'.repeat(32);
const SUBJECT = 'launch:autumn-coats';
const TEAM = { team: 'retail-marketing', lead: 'mara@coats.example' };
const ROLES: Readonly<Record<string, readonly string[]>> = {
  mara: [],
  nina: ['brand'],
  otto: ['finance', 'brand'],
  ivy: ['security'],
};
const people = Object.entries(ROLES).map(([person, roles]) => ({
  ...{
    person,
    name: person,
    email: `${person}@coats.example`,
    roles: [...roles],
    leads: [],
    keys: [listedKey(person)],
  },
}));
const approvers: Case['approvers'] = { people, team: TEAM as Case['approvers']['team'], authors: [] };
const needed = neededFor(
  { needs: [{ change: ['copy'], roles: ['brand'] }], platform: ['it'], validFor: '14 days' },
  [
    { kind: 'new-launch', words: 'it is new' },
    { kind: 'copy', words: 'its words are new' },
  ],
  approvers,
);

const recordOf = (
  given: Pick<Statement, 'person' | 'role' | 'at'>,
  change: Partial<Statement> = {},
): ApprovalRecord => {
  const key = readPrivateKey(pemOf(given.person));
  if ('problem' in key) throw new Error(key.problem);
  const parts = { copy: PLAN };
  const statement: Statement = {
    version: 1,
    subject: SUBJECT,
    stage: 'prod',
    plan: PLAN,
    parts,
    by: 'key',
    ...given,
    ...change,
  };
  return { statement, signature: signStatement(statement, key) };
};

const found = (record: ApprovalRecord, text = recordText(record)): FoundRecord => {
  const { subject, plan, person } = record.statement;
  const parsed = parseRecord(text);
  const file = `${folderOf(subject, plan)}/${person}.json`;
  return parsed === undefined ? { file, person } : { file, person, record: parsed };
};

const judge = (records: readonly FoundRecord[]) =>
  judgeRecords({
    ...{ subject: SUBJECT, stage: 'prod', plan: PLAN, parts: { copy: PLAN }, needed, approvers, records },
    validForSeconds: 14 * 86_400,
    now: new Date('2026-11-20T12:00:00Z'),
    isUsed: () => false,
  });

const AT = '2026-11-20T11:00:00Z';
const brand = recordOf({ person: 'nina', role: 'brand', at: AT });
const lead = recordOf({ person: 'mara', role: 'lead', at: AT });

describe('records of approvals', () => {
  it('are enough as they are', () => {
    expect(createPrivateKey(pemOf('nina')).asymmetricKeyType).toBe('ed25519');
    expect(judge([found(brand), found(lead)])).toMatchObject({ state: 'granted', voided: [] });
  });

  it('count no more once any bit of a file is turned', () => {
    const bytes = Buffer.from(recordText(brand));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length * 8 - 1 }), (bit) => {
        const turned = Buffer.from(bytes);
        turned.writeUInt8(turned.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        const verdict = judge([found(brand, turned.toString('utf8')), found(lead)]);
        expect(verdict.state).toBe('void');
        expect(verdict.given.map(({ person }) => person)).toEqual(['mara']);
      }),
      { numRuns: 3000 },
    );
  });

  const any = fc.record({
    person: fc.constantFrom(...Object.keys(ROLES)),
    role: fc.constantFrom('brand', 'lead', 'finance', 'security', 'second'),
    at: fc.constantFrom(AT, '2026-11-19T11:00:00Z', '2026-10-01T00:00:00Z', '2027-01-01T00:00:00Z'),
    change: fc.constantFrom<Partial<Statement>>({}, {}, {}, { stage: 'dev' }, { plan: 'cd'.repeat(32), parts: {} }),
  });
  const some = fc.uniqueArray(any, { maxLength: 5, selector: ({ person, change }) => `${person} ${change.plan}` });

  it('come to the same in any order', () => {
    fc.assert(
      fc.property(
        some.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          const records = (list: typeof all) => list.map(({ change, ...given }) => found(recordOf(given, change)));
          expect(judge(records(shuffled))).toEqual(judge(records(all)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are never enough without two people, one for each role that is needed', () => {
    fc.assert(
      fc.property(some, (all) => {
        const { state, given, missing } = judge(all.map(({ change, ...one }) => found(recordOf(one, change))));
        expect(state === 'granted').toBe(missing.length === 0);
        if (state !== 'granted') return;
        expect(new Set(given.map(({ person }) => person)).size).toBeGreaterThanOrEqual(2);
        expect(given.map(({ role }) => role)).toEqual(expect.arrayContaining(['brand', 'lead']));
        expect(
          given.every(({ person, role }) =>
            role === 'second' || role === 'lead' ? true : ROLES[person]?.includes(role),
          ),
        ).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
