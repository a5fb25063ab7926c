import { ruleReaches } from '../../../lib/governance/analysis/loops';
import { buildModel } from '../../../lib/governance/analysis/model';
import { edgeKinds } from '../../support/templates/broken-edges';
import { classesOf, judgements } from '../../support/templates/judgements';
import { stageNames, synthesiseStage } from '../../support/templates/synthesise';

describe.each(stageNames())('templates of stage %s', (name) => {
  const made = synthesiseStage(name);
  const judge = judgements(made);

  it('have a foundation, an audit trail and a stack for each launch', () => {
    const launches = made.workspace.launches.map(({ manifest }) => `${made.prefix}launch-${manifest.launch}`);
    expect(made.stacks.map(({ stack }) => stack)).toEqual([
      `${made.prefix}foundation`,
      ...launches,
      `${made.prefix}trail`,
    ]);
  });

  it('give every role exactly what access.yaml lists', () => {
    expect(judge.access()).toEqual([]);
  });

  it('allow every service-to-service edge, by resource and by key', () => {
    expect(judge.edges()).toEqual([]);
  });

  it('have the edges that the design draws', () => {
    expect(edgeKinds(made.stacks)).toEqual(
      expect.arrayContaining([
        'alarm -> topic',
        'api -> function',
        'api -> log group',
        'archive -> key',
        'bus -> archive',
        'bus -> dead letter',
        'bus -> key',
        'function -> destination',
        'function -> log group',
        'function -> role',
        'log group -> key',
        'queue -> dead letter',
        'queue -> function',
        'rule -> dead letter',
        'rule -> queue',
        'schedule -> queue',
        'schedule dead letter -> queue',
        'secret -> key',
        'stream -> function',
        'table -> key',
      ]),
    );
    expect(edgeKinds(made.stacks).filter((kind) => kind.endsWith('elsewhere'))).toEqual([]);
  });

  it('let no event come back to the rule that took it', () => {
    expect(judge.loops()).toEqual([]);
  });

  it('send every hop on to the functions of the next', () => {
    const short = (full: string): string => full.slice(made.prefix.length);
    const classes = classesOf(made);
    const ways = ruleReaches(buildModel(made.stacks), classes).map(({ takes, functions }) => {
      const hops = [...new Set(takes.map(({ hop }) => hop))].join('+');
      return `${hops} -> ${functions
        .map((fn) => short(fn.name))
        .sort()
        .join(', ')}`;
    });
    expect([...new Set(ways)].sort()).toEqual([
      'decision -> deliver-message, keep-trail',
      'decision+gateway -> keep-trail, record-outcome',
      'edge -> erase-late-strands, publish-changes, update-profile',
      'gateway -> note-erasure',
      'resolved -> decide-offer',
      'resolved -> keep-trail, record-outcome',
    ]);
  });

  it('fit names, sizes and quotas', () => {
    expect(judge.limits()).toEqual([]);
  });

  it('leave room in each stack for what is to come', () => {
    expect(judge.room()).toEqual([]);
  });

  it('keep the promises on stacks, data, alarms, queues and logs', () => {
    expect(judge.promises()).toEqual([]);
  });
});
