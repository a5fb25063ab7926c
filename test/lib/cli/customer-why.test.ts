import type { PersonExplanation } from '../../../contracts/profile';
import { whyLines } from '../../../lib/cli/verbs/customer/why';

const first = { at: '2026-11-20T10:00:00.000Z', key: 'crm#m1' };
const why: PersonExplanation = {
  person: 'user_id:tok_u',
  rules: 2,
  winner: { strand: 'user_id:tok_u', type: 'user_id', first, source: 'crm', why: 'lasts' },
  members: [
    { strand: 'user_id:tok_u', type: 'user_id', first, source: 'crm', shared: false },
    { strand: 'email:tok_e', type: 'email', first, source: 'crm', shared: false },
  ],
  joined: [{ strands: ['email:tok_e', 'user_id:tok_u'], since: first, source: 'crm', decisive: true }],
  refused: [
    {
      strands: ['email:tok_e', 'user_id:tok_v'],
      since: { at: '2026-11-21T10:00:00.000Z', key: 'till#m2' },
      source: 'till',
      reason: 'unique-conflict',
      type: 'user_id',
    },
  ],
  demoted: [{ strand: 'user_id:tok_v', reason: 'unique-conflict', person: 'user_id:tok_v' }],
};
const identifiers = [
  { type: 'user_id', token: 'tok_u', value: 'hh-900', since: first.at },
  { type: 'email', token: 'tok_e', value: 'ada@households.example.org', since: first.at },
];

describe('the merge decision record on the command line', () => {
  it('names the person’s own identifiers by value and those of others by token, with a reason in words', () => {
    expect(whyLines({ why, identifiers })).toEqual([
      'why one person, by version 2 of the rules',
      'named by user_id hh-900: the first of its identifiers that last, 2026-11-20T10:00:00.000Z from crm',
      '',
      'joined by:',
      'SINCE                     SOURCE  IDENTIFIERS                                        DECIDED',
      '2026-11-20T10:00:00.000Z  crm     email ada@households.example.org + user_id hh-900  yes',
      '',
      'refused:',
      'SINCE                     SOURCE  IDENTIFIERS                                       CODE             WHY',
      '2026-11-21T10:00:00.000Z  till    email ada@households.example.org + user_id tok_v  unique-conflict  two values of user_id are two people',
      '',
      'left out:',
      'IDENTIFIER     CODE             BELONGS TO',
      'user_id tok_v  unique-conflict  a person of its own',
      '',
    ]);
  });

  it('says so where nothing was joined or refused, and where somebody’s identifier is everybody’s', () => {
    const [member] = why.members;
    const alone = {
      ...why,
      joined: [],
      refused: [],
      demoted: [],
      members: member === undefined ? [] : [{ ...member, shared: true }],
    };
    const lines = whyLines({ why: alone, identifiers: [] });
    expect(lines).toEqual(expect.arrayContaining(['joined by: none', 'refused: none', 'left out: none']));
    expect(lines).toContain('identifies nobody, because too many people use it: user_id tok_u');
  });
});
