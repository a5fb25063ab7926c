import type { Ask } from '../../../../../contracts/approval';
import type { Approvals } from '../../../../../contracts/approval-matrix';
import { neededThen } from '../../../../../lib/evidence/period/changes/needed-then';

const matrix: Approvals = {
  needs: [
    { change: ['vendor'], roles: ['privacy', 'security'] },
    { change: ['copy'], roles: ['brand'] },
    { change: ['budget'], over: '30000 USD', roles: ['finance'] },
  ],
  platform: ['it', 'security'],
  validFor: '14 days',
};
const nobody = { people: [], team: undefined, authors: [] };
const rolesFor = (kinds: readonly string[], needed: readonly string[], approvals = matrix): readonly string[] => {
  const asked: Pick<Ask, 'changes' | 'needed'> = {
    changes: kinds.map((kind) => ({ kind, words: `${kind} is changed` })),
    needed: needed.map((role) => ({ role, because: [], people: [] })),
  };
  return neededThen(approvals, asked, nobody)
    .map(({ role }) => role)
    .sort();
};

describe('the roles that a plan needed', () => {
  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ['are those of the matrix, whatever was asked for', ['vendor', 'copy'], [], ['brand', 'privacy', 'security']],
    ['are those that were asked for, too', ['copy'], ['brand', 'legal'], ['brand', 'legal']],
    ['are a second person beside one role', ['copy'], ['brand', 'second'], ['brand', 'second']],
    ['are no second person beside two roles', ['copy'], ['legal', 'second'], ['brand', 'legal']],
    ['are as asked of what has a limit', ['budget'], ['finance', 'lead'], ['finance', 'lead']],
    ['are two of what has a limit, where one was asked for', ['budget'], ['finance'], ['finance', 'second']],
    ['are the lead of what the matrix does not name', ['goal'], ['brand', 'second'], ['brand', 'lead']],
    ['are the lead and a second person where nothing was asked', [], [], ['lead', 'second']],
  ])('%s', (_, kinds, needed, expected) => {
    expect(rolesFor(kinds, needed)).toEqual(expected);
  });

  it('are the lead and a second person where nobody asked', () => {
    expect(neededThen(matrix, undefined, nobody).map(({ role }) => role)).toEqual(['lead', 'second']);
  });

  it('are those that any amount needs, where the matrix has a limit for more beside them', () => {
    const both = { ...matrix, needs: [...matrix.needs, { change: ['budget' as const], roles: ['brand'] }] };
    expect(rolesFor(['budget'], ['lead', 'second'], both)).toEqual(['brand', 'lead']);
  });
});
