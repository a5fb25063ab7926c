import { hashOf } from '../../../../lib/evidence/artifacts';
import { templateChanges } from '../../../../lib/evidence/changes/templates';

type Stacks = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** Stacks with their resources, and functions with their code. */
const deployed = (stacks: Stacks, code: Readonly<Record<string, string>> = {}) => {
  const templates = new Map(
    Object.entries(stacks).map(([stack, resources]) => [stack, JSON.stringify({ Resources: resources })]),
  );
  return {
    templates,
    artifacts: {
      templates: [...templates].map(([stack, text]) => ({ stack, file: stack, resources: 1, sha256: hashOf(text) })),
      bundles: Object.entries(code).map(([name, text]) => ({ function: name, bytes: 1, sha256: hashOf(text) })),
    },
  };
};
const told = (before: ReturnType<typeof deployed>, now: ReturnType<typeof deployed>) =>
  templateChanges(before, now).map(({ of, what, weight, words }) => [of, what, weight, words]);

const QUEUE = { Type: 'AWS::SQS::Queue' };
const TOPIC = { Type: 'AWS::SNS::Topic' };
const VERSION = { Type: 'AWS::Lambda::Version' };

describe('templateChanges', () => {
  it('tells stacks that are new and gone, with their resources by type', () => {
    const [none, one] = [deployed({}), deployed({ main: { A: QUEUE, B: TOPIC, C: QUEUE } })];
    expect(told(none, one)).toEqual([
      ['main', 'added', 'notable', 'is a new stack: AWS::SQS::Queue 2, AWS::SNS::Topic 1'],
    ]);
    expect(told(one, none)).toEqual([['main', 'removed', 'notable', 'is gone: AWS::SQS::Queue 2, AWS::SNS::Topic 1']]);
    expect(told(one, one)).toEqual([]);
  });

  it('tells resources of a stack that were added, removed and changed', () => {
    const before = deployed({ main: { A: QUEUE, B: QUEUE, C: TOPIC } });
    const now = deployed({ main: { A: { ...QUEUE, Properties: { DelaySeconds: 1 } }, C: TOPIC, D: TOPIC, E: QUEUE } });
    expect(told(before, now)).toEqual([
      [
        'main',
        'changed',
        'notable',
        'has other resources: 2 added (AWS::SNS::Topic 1, AWS::SQS::Queue 1), 1 removed (AWS::SQS::Queue 1), 1 changed (AWS::SQS::Queue 1)',
      ],
    ]);
  });

  it.each([
    { case: 'resources differ', now: { A: { ...QUEUE, DeletionPolicy: 'Retain' }, V1: VERSION } },
    { case: 'a function has a new version', now: { A: QUEUE, V2: VERSION } },
  ])('thinks less of it where only $case', ({ now }) => {
    const [change] = templateChanges(deployed({ main: { A: QUEUE, V1: VERSION } }), deployed({ main: now }));
    expect([change?.what, change?.weight]).toEqual(['changed', 'minor']);
  });

  it('tells functions that are new, gone or of other code', () => {
    expect(told(deployed({}, { a: '1', b: '1', c: '1' }), deployed({}, { a: '2', b: '2', d: '1' }))).toEqual([
      ['1 function', 'added', 'minor', 'is new: d'],
      ['2 functions', 'changed', 'minor', 'are of other code: a, b'],
      ['1 function', 'removed', 'minor', 'is gone: c'],
    ]);
  });
});
