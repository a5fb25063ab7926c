import type { Condition } from '../../../contracts/condition';
import { readDefinition } from '../../../lambdas/domain/read-definition';
import { compileLaunch } from '../../../lib/workspace';
import { audience, launch, onList } from '../../support/decision-fixtures';
import { shippedWorkspace } from '../../support/shipped-platform';

const nested = (depth: number): Condition => (depth === 0 ? onList('staff') : { kind: 'any', of: [nested(depth - 1)] });

describe('readDefinition', () => {
  it('reads every launch that is shipped', () => {
    const workspace = shippedWorkspace();
    const shipped = workspace.launches.map(({ manifest }) => compileLaunch(manifest, workspace));
    expect(shipped.length).toBeGreaterThan(2);
    for (const definition of shipped) expect(readDefinition(definition)).toBe(definition);
  });

  const include = (condition: unknown) =>
    launch('coats', { audience: audience({ include: [condition as Condition] }) });
  it.each([
    ['nothing', undefined],
    ['a list', [launch('coats')]],
    ['no window', { ...launch('coats'), window: undefined }],
    ['a date that is none', { ...launch('coats'), window: { ...launch('coats').window, endsAt: 'soon' } }],
    ['a rank that is no number', { ...launch('coats'), rank: 'first' }],
    ['an unknown kind of condition', include({ kind: 'knows', who: 'everybody' })],
    ['an event without a time', include({ kind: 'did', event: 'A', where: {}, atLeast: 1 })],
    [
      'a property that may be anything',
      include({ kind: 'did', event: 'A', where: { a: {} }, atLeast: 1, withinSeconds: 1 }),
    ],
    ['a trait without a test', include({ kind: 'trait', name: 'size' })],
    ['parts that are none', include({ kind: 'any', of: [null] })],
    ['conditions without end', include(nested(100))],
    [
      'a channel that nobody knows how to serve',
      { ...launch('coats'), channels: { reach: 'first', use: [{ channel: 'x' }] } },
    ],
    ['a trigger that is none', { ...launch('coats'), trigger: { kind: 'whim' } }],
    ['an offer for something that is no condition', { ...launch('coats'), offers: [{ id: 'a', for: 1, copy: {} }] }],
    ['no limits', { ...launch('coats'), limits: {} }],
  ])('refuses %s', (_, value) => {
    expect(readDefinition(value)).toBeUndefined();
  });

  it('reads conditions within conditions', () => {
    expect(readDefinition(include(nested(5)))).toBeDefined();
    expect(readDefinition(include({ kind: 'none', of: [onList('staff')], segment: 'guests' }))).toBeDefined();
  });
});
