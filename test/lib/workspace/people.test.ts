import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadWorkspace } from '../../../lib/workspace';
import { listedKey } from '../../support/approvals';
import { policyWith, teamWith } from '../../support/policy';
import { AS_OF, FIXTURES, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const LEAD = `  - { person: lead, name: L, email: Lead@Coats.example, keys: ["${listedKey('lead')}"] }\n`;
const person = (id: string, more: string) => `  - { person: ${id}, name: N, email: ${id}@coats.example, ${more} }\n`;
const key = (name: string) => `keys: ["${listedKey(name)}"]`;
const MATRIX =
  'approvals:\n  needs: [{ change: [copy], roles: [brand] }]\n  platform: [it, security]\n  validFor: 14 days\n';
const HELD = ['brand', 'it', 'security'].map((role) => person(role, `roles: [${role}], ${key(role)}`)).join('');

/** `code path` of all findings of one file. */
const found = (file: string, people: string, policy = MATRIX) => {
  const files = {
    'platform/teams.yaml': `${teamWith()}people:\n${people}`,
    'platform/policy.yaml': policyWith(policy),
  };
  return loadWorkspace(workspaceWith(files), { asOf: AS_OF })
    .findings.filter((one) => one.file === file)
    .map(({ line, column, code, path }) => `${line}:${column} ${code} ${path}`);
};
const withoutPlace = (line: string): string => line.replace(/^\d+:\d+ /, '');
const inTeams = (people: string) => found('platform/teams.yaml', `${LEAD}${HELD}${people}`);
const inPolicy = (people: string, policy?: string) => found('platform/policy.yaml', people, policy);

describe('people who may approve', () => {
  it('are fine with a role that is asked for and a key, or a login', () => {
    expect(inTeams(person('more', 'roles: [brand], github: more-coats'))).toEqual([]);
    expect(inTeams(person('flow', `roles: [pipeline], ${key('flow')}`))).toEqual([]);
    expect(inTeams(person('auditor', `roles: [evidence], ${key('auditor')}`))).toEqual([]);
  });

  it.each([
    ['a role that nothing asks for', person('xy', `roles: [brnd], ${key('xy')}`), 'approval.role people[4].roles[0]'],
    [
      'the workflow’s role and another',
      person('xy', `roles: [pipeline, it], ${key('xy')}`),
      'approval.role people[4].roles',
    ],
    ['a team that there is not', person('xy', `leads: [sales], ${key('xy')}`), 'team.unknown people[4].leads[0]'],
    ['neither key nor login', person('xy', 'roles: [it]'), 'approval.noKey people[4].person'],
    ['no key, for a workflow', person('xy', 'roles: [pipeline], github: x'), 'approval.noKey people[4].person'],
    ['a key of somebody else', person('xy', `roles: [it], ${key('it')}`), 'approval.keyRepeated people[4].keys[0]'],
    ['a name of somebody else', person('it', 'github: a').replace('it@', 'xy@'), 'id.repeated people[4].person'],
    ['an address of somebody else', person('xy', 'github: a').replace('xy@', 'IT@'), 'id.repeated people[4].email'],
    ['a key that is none', person('xy', 'keys: [ssh-ed25519]'), 'approval.key people[4].keys[0]'],
    ['a key of RSA', person('xy', 'keys: ["ssh-rsa AAAA"]'), 'approval.key people[4].keys[0]'],
    ['no address', person('xy', key('xy')).replace('xy@coats.example', 'xy'), 'schema.format people[4].email'],
  ])('are refused with %s', (_case, people, expected) => {
    expect(inTeams(people).map(withoutPlace)).toEqual([expected]);
  });

  it('have to include the lead of every team', () => {
    expect(found('platform/teams.yaml', HELD)).toEqual(['4:11 approval.nobody teams[0].lead']);
    expect(found('platform/teams.yaml', `${HELD}${person('xy', `leads: [retail-marketing], ${key('xy')}`)}`)).toEqual(
      [],
    );
  });
});

describe('the matrix of approvals', () => {
  it.each([
    [
      'a role that nobody holds',
      HELD.replace('roles: [it]', 'roles: [brand]'),
      'approval.nobody approvals.platform[0]',
    ],
    [
      'two roles that one person alone holds',
      `${person('brand', `roles: [brand], ${key('brand')}`)}${person('both', `roles: [it, security], ${key('both')}`)}`,
      'approval.onePerson approvals.platform',
    ],
    ['one role, and nobody besides', person('all', `roles: [brand, it, security], ${key('all')}`), ''],
  ])('is refused with %s', (_case, people, expected) => {
    const said = inPolicy(people).map(withoutPlace);
    expect(said).toEqual(
      expected === ''
        ? ['approval.onePerson approvals.needs[0].roles', 'approval.onePerson approvals.platform']
        : [expected],
    );
  });

  it.each([
    ['the workflow as an approver', MATRIX.replace('[brand]', '[pipeline]'), 'schema.rule approvals.needs[0].roles[0]'],
    [
      'an amount of what has none',
      MATRIX.replace('roles: [brand]', 'over: 5 USD, roles: [brand]'),
      'schema.rule approvals.needs[0]',
    ],
    ['a change that there is not', MATRIX.replace('[copy]', '[words]'), 'schema.value approvals.needs[0].change[0]'],
    ['nobody for what governs', MATRIX.replace('[it, security]', '[]'), 'schema.range approvals.platform'],
    [
      'an address instead of its name',
      `${MATRIX}  notify: { env: "https://x.example" }\n`,
      'schema.format approvals.notify.env',
    ],
  ])('is refused with %s', (_case, policy, expected) => {
    expect(inPolicy(`${LEAD}${HELD}`, policy).map(withoutPlace)).toEqual([expected]);
  });

  it('is missed by a stage that demands approvals, and none is let off where real customers are', () => {
    const platform = readFileSync(join(FIXTURES, 'workspace/platform/platform.yaml'), 'utf8');
    const stages = (approvals: string) =>
      loadWorkspace(
        workspaceWith({
          'platform/platform.yaml': platform.replace(
            'realCustomers: true',
            `realCustomers: true\n    approvals: ${approvals}`,
          ),
        }),
        { asOf: AS_OF },
      )
        .findings.filter(({ file }) => file === 'platform/platform.yaml')
        .map(({ code, path }) => `${code} ${path}`);

    expect(stages('required')).toEqual(['approval.matrix stages.prod.approvals']);
    expect(stages('none')).toEqual(['schema.rule stages.prod']);
  });
});
