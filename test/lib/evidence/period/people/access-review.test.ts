import type { Statement } from '../../../../../contracts/approval';
import { readPrivateKey } from '../../../../../lib/approval/keys/private-key';
import { signStatement } from '../../../../../lib/approval/keys/signature';
import { writeRecord } from '../../../../../lib/approval/record-file';
import { accessReview } from '../../../../../lib/evidence/period/people/access-review';
import { peopleHistory } from '../../../../../lib/evidence/period/people/people-history';
import { listedKey, pemOf } from '../../../../support/approvals';
import { datedRepository, exceptionsBy, FROM, periodInput, TO } from '../../../../support/period-input';

const TEAMS = 'platform/teams.yaml';
type Repository = ReturnType<typeof datedRepository>;
const made: Repository[] = [];
afterAll(() => {
  for (const one of made) one.remove();
});
const repository = (): Repository => {
  const one = datedRepository();
  made.push(one);
  return one;
};

const person = (id: string, more = '', keys: readonly string[] = [id]): string =>
  `  - { person: ${id}, name: The ${id}, email: ${id}@coats.example${more}, keys: [${keys.map((key) => `"${listedKey(key)}"`).join(', ')}] }\n`;
const teams = (...people: readonly string[]): string => `teams: []\npeople:\n${people.join('')}`;

const key = (name: string) => {
  const read = readPrivateKey(pemOf(name));
  if ('problem' in read) throw new Error(`The key of ${name} is ${read.problem}.`);
  return read;
};
const PLANS = 'abcdef0123456789';
const approve = (root: string, name: string, at: string, plan = 0, more: Partial<Statement> = {}): string => {
  const hash = (PLANS[plan] ?? '0').repeat(64);
  const statement: Statement = {
    ...{ version: 1, subject: 'launch:coats', stage: 'prod', plan: hash, parts: {}, role: 'brand', person: name, at },
    by: 'key',
    ...more,
  };
  return writeRecord(root, { statement, signature: signStatement(statement, key(name)) });
};
const reviewOf = (root: string) => {
  const input = periodInput([], [], { root });
  return accessReview(input, peopleHistory(input));
};

describe('people who can approve, and their keys', () => {
  it('tells roles, keys with their fingerprints, since when, and when they were last used', () => {
    const { root, commit } = repository();
    const first = commit('2026-03-01T10:00:00Z', { [TEAMS]: teams(person('nina', ', roles: [brand]')) });
    approve(root, 'nina', '2026-11-05T08:00:00Z');
    approve(root, 'nina', '2026-11-07T08:00:00Z', 1);
    expect(reviewOf(root).rows).toEqual([
      {
        person: 'nina',
        name: 'The nina',
        roles: ['brand'],
        since: '2026-03-01T10:00:00.000Z',
        sinceCommit: first,
        until: null,
        untilCommit: null,
        key: key('nina').public.fingerprint,
        keyType: 'ed25519',
        keySince: '2026-03-01T10:00:00.000Z',
        keySinceCommit: first,
        keyUntil: null,
        keyUntilCommit: null,
        approvals: 2,
        lastUsed: '2026-11-07T08:00:00Z',
        notes: [],
        exception: '',
      },
    ]);
  });

  it('shows neither addresses nor logins of staff', () => {
    const { root, commit } = repository();
    commit('2026-03-01T10:00:00Z', { [TEAMS]: teams(person('nina', ', github: nina-the-login')) });
    expect(JSON.stringify(reviewOf(root))).not.toMatch(/coats\.example|nina-the-login/);
  });

  it('notes who joined, left or got other roles, and which keys came and went, with the commits', () => {
    const { root, commit } = repository();
    commit('2026-03-01T10:00:00Z', { [TEAMS]: teams(person('nina'), person('otto'), person('ivy', ', roles: [it]')) });
    const change = commit('2026-11-10T10:00:00Z', {
      [TEAMS]: teams(person('nina', '', ['nina-2']), person('tess'), person('ivy', ', roles: [it, security]')),
    });
    const rows = reviewOf(root).rows.map((row) => [row.person, row.keySince, row.keyUntil, row.notes]);
    const [march, november] = ['2026-03-01T10:00:00.000Z', '2026-11-10T10:00:00.000Z'];
    expect(rows).toHaveLength(5);
    expect(rows).toEqual(
      expect.arrayContaining([
        ['ivy', march, null, ['roles-changed', 'unused']],
        ['nina', march, november, ['key-removed']],
        ['nina', november, null, ['key-added']],
        ['otto', march, november, ['left', 'key-removed']],
        ['tess', november, null, ['joined', 'key-added']],
      ]),
    );
    expect(reviewOf(root).rows.find((row) => row.person === 'otto')).toMatchObject({
      until: november,
      untilCommit: change,
      keyUntilCommit: change,
    });
  });

  it('finds a key that two people hold', () => {
    const { root, commit } = repository();
    commit('2026-03-01T10:00:00Z', { [TEAMS]: teams(person('nina'), person('otto', '', ['nina'])) });
    expect(exceptionsBy(reviewOf(root), 'person')).toEqual({
      nina: 'the key is also otto’s',
      otto: 'the key is also nina’s',
    });
  });

  it('finds no shared key where it was handed on before the period', () => {
    const { root, commit } = repository();
    commit('2026-03-01T10:00:00Z', { [TEAMS]: teams(person('nina'), person('otto', '', ['nina'])) });
    commit('2026-04-01T10:00:00Z', { [TEAMS]: teams(person('nina'), person('otto')) });
    expect(reviewOf(root).exceptions).toBe(0);
  });

  it('finds somebody who can neither sign nor review', () => {
    const { root, commit } = repository();
    commit('2026-03-01T10:00:00Z', {
      [TEAMS]: teams(
        person('nina', '', []),
        person('otto', ', github: otto-coats', []),
        person('workflow', ', roles: [pipeline], github: bot', []),
      ),
    });
    const mute = 'can neither sign nor review in a browser';
    expect(exceptionsBy(reviewOf(root), 'person')).toEqual({ nina: mute, otto: '', workflow: mute });
  });

  it('finds a key that signed while it was not listed', () => {
    const { root, commit } = repository();
    commit('2026-03-01T10:00:00Z', { [TEAMS]: teams(person('nina')) });
    commit('2026-11-10T10:00:00Z', { [TEAMS]: teams(person('otto')) });
    approve(root, 'nina', '2026-11-10T09:59:59Z');
    approve(root, 'nina', '2026-11-10T10:00:00Z', 1);
    expect(exceptionsBy(reviewOf(root), 'person')).toEqual({
      nina: 'it signed at 2026-11-10T10:00:00Z, when it was not listed',
      otto: '',
    });
  });

  it('counts no record that the key has not signed', () => {
    const { root, commit } = repository();
    commit('2026-03-01T10:00:00Z', { [TEAMS]: teams(person('nina')) });
    const statement: Statement = {
      ...{ version: 1, subject: 'platform', stage: 'all', plan: 'a'.repeat(64), parts: {}, role: 'it' },
      ...{ person: 'nina', at: '2026-11-05T08:00:00Z', by: 'key' },
    };
    const { value } = signStatement({ ...statement, role: 'brand' }, key('nina'));
    const signature = { kind: key('nina').makes, key: key('nina').public.fingerprint, value };
    writeRecord(root, { statement, signature });
    expect(reviewOf(root).rows[0]).toMatchObject({ approvals: 0, notes: ['unused'] });
  });

  it('leaves out who had left before the period, whoever came after it, and uses of other times', () => {
    const { root, commit } = repository();
    commit('2026-03-01T10:00:00Z', { [TEAMS]: teams(person('nina'), person('otto')) });
    commit(FROM, { [TEAMS]: teams(person('nina')) });
    commit(TO, { [TEAMS]: teams(person('nina'), person('tess')) });
    approve(root, 'nina', '2026-10-31T23:59:59Z');
    approve(root, 'nina', '2026-11-01T00:00:00Z', 1);
    approve(root, 'nina', '2026-12-01T00:00:00Z', 2);
    expect(reviewOf(root).rows.map((row) => [row.person, row.approvals])).toEqual([['nina', 1]]);
  });

  it('says which commit has a list that cannot be read, and that no list is none', () => {
    const { root, commit } = repository();
    commit('2026-03-01T10:00:00Z', { 'README.md': 'A project.' });
    expect(reviewOf(root).gaps.join()).toContain('No commit of the branch lists people');
    const broken = commit('2026-11-02T00:00:00Z', { [TEAMS]: 'people: [{ person: 7 }]\n' });
    expect(reviewOf(root).gaps.join()).toContain(`of commit ${broken} cannot be read`);
  });
});
