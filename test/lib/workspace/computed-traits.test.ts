import { compileAudiences, loadWorkspace, platformConfig } from '../../../lib/workspace';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const FILE = 'audiences/traits/orders.yaml';
const trait = (more: string, name = 'orders'): string =>
  `trait: ${name}\nowner: retail-marketing\nevent: Order Completed\nwithin: 90 days\n${more}`;
const findings = (files: Readonly<Record<string, string>>): readonly string[] =>
  // The fixture has a vendor whose approval is over.
  loadWorkspace(workspaceWith(files), { asOf: AS_OF })
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ file, line, column, code, path }) => `${file}:${line}:${column} ${code} ${path}`);
const workspaceOf = (files: Readonly<Record<string, string>>) => {
  const { workspace } = loadWorkspace(workspaceWith(files), { asOf: AS_OF });
  if (workspace === undefined) throw new Error('The workspace does not load.');
  return workspace;
};

describe('a computed trait', () => {
  it.each([
    ['a count', trait('compute: count\n')],
    ['the values of items', trait('compute: mostFrequent\nof: "products[].name"\n')],
    ['a time', trait('compute: last\n')],
    ['some of the events', trait('compute: count\nwhere: { category: [Outerwear, Shoes], "products[].name": Coat }\n')],
  ])('may be %s', (_what, text) => {
    expect(findings({ [FILE]: text })).toEqual([]);
  });

  it.each<[what: string, text: string, expected: readonly string[]]>([
    ['another name than its file', trait('compute: count\n', 'other'), ['1:8 file.name trait']],
    [
      'the name of a trait that events tell',
      trait('compute: count\n', 'household_size'),
      ['1:8 file.name trait', '1:8 trait.taken trait'],
    ],
    [
      'an event that nobody knows',
      trait('compute: count\n').replace('Completed', 'Competed'),
      ['3:8 event.unknown event'],
    ],
    [
      'an event of the platform',
      trait('compute: count\n').replace('Order Completed', 'Message Delivered'),
      ['3:8 event.platformMade event'],
    ],
    [
      'a window longer than the event is kept',
      trait('compute: count\n').replace('90', '401'),
      ['4:9 event.retention within'],
    ],
    [
      'a window that is no whole days',
      trait('compute: count\n').replace('90 days', '12 hours'),
      ['4:9 schema.format within'],
    ],
    ['no property where one is needed', trait('compute: sum\n'), ['5:10 trait.of compute']],
    ['a property where none is needed', trait('compute: count\nof: order_id\n'), ['6:1 trait.of of']],
    ['a property that the event does not declare', trait('compute: last\nof: colour\n'), ['6:5 event.property of']],
    ['a text to add up', trait('compute: sum\nof: order_id\n'), ['6:5 trait.of of']],
    ['a list to compare', trait('compute: distinct\nof: products\n'), ['6:5 trait.of of']],
    [
      'a where that the event does not declare',
      trait('compute: count\nwhere: { colour: red }\n'),
      ['6:10 event.property where.colour'],
    ],
    ['a computation that there is not', trait('compute: average\nof: order_id\n'), ['5:10 schema.value compute']],
    ['a name in capitals', trait('compute: count\n', 'Orders'), ['1:8 schema.format trait']],
  ])('may not have %s', (_what, text, expected) => {
    expect(findings({ [FILE]: text })).toEqual(expected.map((one) => `${FILE}:${one}`));
  });

  it('is a name that conditions may use like any other', () => {
    const condition = (name: string): string =>
      `segment: regulars\nowner: retail-marketing\ninclude:\n  - trait: { name: ${name}, atLeast: 3 }\n`;
    const files = { [FILE]: trait('compute: count\n') };
    expect(findings({ ...files, 'audiences/regulars.yaml': condition('orders') })).toEqual([]);
    expect(findings({ ...files, 'audiences/regulars.yaml': condition('ordres') })).toEqual([
      'audiences/regulars.yaml:4:20 trait.unknown include[0].trait.name',
    ]);
  });

  it('counts anew when it is defined otherwise, and only then', () => {
    const key = (text: string): string =>
      platformConfig(workspaceOf({ [FILE]: text })).computedTraits.find(({ trait: name }) => name === 'orders')?.key ??
      '';
    const before = key(trait('compute: count\n'));
    expect(before).toMatch(/^orders@[0-9a-f]{8}$/);
    expect(key(trait('compute: count\ndescription: What people ordered\n'))).toBe(before);
    expect(key(trait('compute: count\n').replace('90', '30'))).not.toBe(before);
    expect(key(trait('compute: count\nwhere: { category: Shoes }\n'))).not.toBe(before);
  });
});

describe('the definitions of audiences', () => {
  it('are every segment and list, written out, with a hash that changes with them', () => {
    const files = { [FILE]: trait('compute: count\n') };
    const { hash, definitions } = compileAudiences(workspaceOf(files));
    expect(definitions.map(({ audience, kind }) => [audience, kind])).toEqual([
      ['frequent-shopper', 'segment'],
      ['staff', 'list'],
    ]);
    expect(compileAudiences(workspaceOf(files)).hash).toBe(hash);
    expect(compileAudiences(workspaceOf({ [FILE]: trait('compute: last\n') })).hash).not.toBe(hash);
    expect(
      compileAudiences(workspaceOf({ ...files, 'audiences/vips.yaml': 'list: vips\nowner: crm\n' })).hash,
    ).not.toBe(hash);
  });
});
