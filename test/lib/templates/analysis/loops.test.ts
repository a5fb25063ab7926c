import { loopProblems } from '../../../../lib/governance/analysis/loops';
import type { Raw, StackTemplate } from '../../../../lib/governance/analysis/template';
import { editResources } from '../../../support/templates/edit';
import { smallClasses, smallPlatform } from '../../../support/templates/small-platform';

const withPattern = (id: string, pattern: Raw): readonly StackTemplate[] =>
  editResources(
    smallPlatform(),
    (_, logicalId) => logicalId === id,
    ({ Properties }) => {
      Properties.EventPattern = pattern;
    },
  );

const fresh = { 'replay-name': [{ exists: false }] };
const problems = (stacks: readonly StackTemplate[]) => loopProblems(stacks, smallClasses);

describe('loop proof', () => {
  it('finds nothing where every hop has its own source', () => {
    expect(problems(smallPlatform())).toEqual([]);
  });

  it.each([
    ['takes what its own function publishes', { source: ['tandem.decision'], ...fresh }],
    ['takes every hop', { source: [{ prefix: 'tandem.' }], ...fresh }],
    ['has no source', { 'detail-type': ['Offer Decided'], ...fresh }],
    ['takes all but one source', { source: [{ 'anything-but': ['tandem.gateway'] }], ...fresh }],
    [
      'opens a second way in by $or',
      { $or: [{ source: ['tandem.resolved'] }, { source: ['tandem.decision'] }], ...fresh },
    ],
  ])('names a launch rule that %s', (_, pattern) => {
    const found = problems(withPattern('TriggerRule', pattern as Raw));
    expect(found.map(({ code }) => code)).toContain('loop.formed');
    expect(found.map(({ message }) => message).join()).toContain(
      'tandem-test-launch-spring -> tandem-test-decide-offer',
    );
  });

  it('names a loop over two rules, a table and its stream', () => {
    const stacks = withPattern('EdgeRule', { source: ['tandem.edge.web', 'tandem.decision'], ...fresh });
    expect(
      problems(stacks)
        .filter(({ code }) => code === 'loop.formed')
        .map(({ where }) => where),
    ).toEqual(['tandem-test-foundation/EdgeRule', 'tandem-test-launch-spring/TriggerRule']);
  });

  it('names a loop that opens because a function may publish under any source', () => {
    const stacks = editResources(
      smallPlatform(),
      (_, id) => id === 'PublishChangesPolicy',
      ({ Properties }) => {
        const { Statement } = Properties.PolicyDocument as { Statement: { Action: Raw; Condition?: Raw }[] };
        for (const statement of Statement) if (statement.Action === 'events:PutEvents') delete statement.Condition;
      },
    );
    expect(problems(stacks).map(({ code }) => code)).toContain('loop.formed');
  });

  it('names a launch rule that takes replayed events', () => {
    const found = problems(withPattern('TriggerRule', { source: ['tandem.resolved'] }));
    expect(found).toEqual([
      expect.objectContaining({ code: 'loop.replay', where: 'tandem-test-launch-spring/TriggerRule' }),
    ]);
  });

  it('names a rule that takes events of AWS or of another team', () => {
    const found = problems(withPattern('EdgeRule', { source: [{ prefix: 'tandem.edge' }] }));
    expect(found.map(({ code }) => code)).toEqual(['loop.foreign']);
  });

  it('names an archive that keeps more than edge events', () => {
    const found = problems(withPattern('EdgeArchive', { source: [{ prefix: 'tandem.' }] }));
    expect(found.map(({ code }) => code)).toEqual(['loop.archive']);
  });

  it('names a pattern with an operator that it does not know', () => {
    const found = problems(withPattern('EdgeRule', { source: [{ cidr: '10.0.0.0/8' }] }));
    expect(found).toEqual([
      expect.objectContaining({ code: 'loop.pattern', message: expect.stringContaining('"cidr"') }),
    ]);
  });
});
