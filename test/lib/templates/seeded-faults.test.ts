import type { Raw } from '../../../lib/governance/analysis/template';
import { brokenEdges } from '../../support/templates/broken-edges';
import { editResources } from '../../support/templates/edit';
import { judgements } from '../../support/templates/judgements';
import { overGrants } from '../../support/templates/over-grants';
import { synthesiseStage } from '../../support/templates/synthesise';

const made = synthesiseStage('prod');
const { account, region } = made.settings;
const fresh = { 'replay-name': [{ exists: false }] };

/** Faults sown into the project's own templates: each judgement must be seen to fail on them. */
describe('a fault in the templates of prod', () => {
  it.each(overGrants('ingest-events', (short) => `${made.prefix}${short}`, account, region))(
    'is named: over-grant by $case',
    ({ sow, says }) => {
      expect(judgements(made, sow(made.stacks)).access().join('\n')).toMatch(says);
    },
  );

  it.each(brokenEdges(made.stacks))('is named: $kind without $action for $who', ({ kind, action, without }) => {
    const told = judgements(made, without())
      .edges()
      .filter((line) => line.includes(`: ${kind}: `));
    expect(told.join('\n')).toContain(`may not ${action} on`);
  });

  it.each<[string, Raw]>([
    ['a launch that reacts to decisions', { source: ['tandem.decision'], ...fresh }],
    ['a launch without a source', { 'detail-type': ['Message Requested'], ...fresh }],
    ['a launch that reacts to every hop', { source: [{ prefix: 'tandem.' }], ...fresh }],
  ])('is named: %s', (_, pattern) => {
    const stacks = editResources(
      made.stacks,
      ({ Type, Properties }) => Type === 'AWS::Events::Rule' && String(Properties?.Name).includes('-launch-'),
      ({ Properties }) => {
        Properties.EventPattern = pattern;
      },
    );
    expect(judgements(made, stacks).loops().join('\n')).toMatch(/loop\.formed .*decide-offer/);
  });

  it('is named: a launch that reacts to replays', () => {
    const stacks = editResources(
      made.stacks,
      ({ Type, Properties }) => Type === 'AWS::Events::Rule' && String(Properties?.Name).includes('-launch-'),
      ({ Properties }) => {
        Properties.EventPattern = { source: ['tandem.resolved'] };
      },
    );
    expect(judgements(made, stacks).loops().join('\n')).toMatch(/loop\.replay .*-launch-/);
  });

  it('is named: an edge rule that also takes what was resolved', () => {
    const stacks = editResources(
      made.stacks,
      ({ Type, Properties }) =>
        Type === 'AWS::Events::Rule' && JSON.stringify(Properties?.EventPattern).includes('tandem.edge.'),
      ({ Properties }) => {
        Properties.EventPattern = { source: [{ prefix: 'tandem.edge.' }, 'tandem.resolved'], ...fresh };
      },
    );
    expect(judgements(made, stacks).loops().join('\n')).toMatch(/loop\.formed .*publish-changes/);
  });
});
