import { loadWorkspace } from '../../../lib/workspace';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';
import { foundIn, type WrongFile } from '../../support/wrong-file';

afterAll(removeWorkspaces);

const EVENT = (more: string): string =>
  `event: Shoe Tried\nversion: 1-0-0\nowner: web\npurpose: personalised-offers\nretention: 9 days\n${more}`;
const CLOSED = 'schema: { type: object, additionalProperties: false, properties: { size: { type: string } } }\n';

const cases: readonly WrongFile[] = [
  {
    case: 'a file over one megabyte',
    file: 'audiences/huge.yaml',
    text: `list: huge\nowner: crm\n# ${'x'.repeat(1024 * 1024)}`,
    expected: ['1:1 file.tooLarge'],
  },
  {
    case: 'text that is not UTF-8',
    file: 'audiences/latin.yaml',
    text: Buffer.from([0x6c, 0x69, 0x73, 0x74, 0x3a, 0x20, 0xe9]),
    expected: ['1:1 file.notUtf8'],
  },
  {
    case: 'an event that only a source may send that there is not',
    file: 'platform/events/shoe-tried/1-0-0.yaml',
    text: EVENT(`sources: [web-shpo]\n${CLOSED}`),
    expected: ['6:11 source.unknown sources[0]'],
  },
  {
    case: 'an event in the wrong place that remembers, sets and identifies by what it does not declare',
    file: 'platform/events/shoes/1-0-0.yaml',
    text: EVENT(
      `remember: [colour]\nsets: { feet: sise }\nidentifies: { size: shoe, box: email }\ncontext: { source: campaign.source }\n${CLOSED}`,
    ),
    expected: [
      '1:8 file.name event',
      '6:12 event.property remember[0]',
      '7:15 event.property sets.feet',
      '8:21 catalog.identifier identifies.size',
      '8:27 event.property identifies.box',
      '9:12 event.property context.source',
    ],
  },
  {
    case: 'an event with an unknown purpose and kind, open to anything',
    file: 'platform/events/shoe-tried/1-0-0.yaml',
    text: EVENT(
      'schema:\n  type: object\n  properties:\n    who: { type: string, x-pii: mail }\n    box: { type: object }\n',
    ).replace('personalised-offers', 'curiosity'),
    expected: [
      '4:10 purpose.unknown purpose',
      '6:1 catalog.open schema',
      '9:33 catalog.pii schema.properties.who.x-pii',
      '10:5 catalog.open schema.properties.box',
    ],
  },
  {
    case: 'a JSON Schema that does not compile',
    file: 'platform/events/shoe-tried/1-0-0.yaml',
    text: EVENT(CLOSED.replace('type: string', 'type: strnig')),
    expected: ['6:1 catalog.schema schema'],
  },
  {
    case: 'a segment that asks for itself',
    file: 'audiences/frequent-shopper.yaml',
    text: 'segment: frequent-shopper\nowner: crm-team\ninclude:\n  - any: [{ segment: frequent-shopper }]\n',
    expected: ['1:10 segment.circular segment'],
  },
  {
    case: 'an event of wrong shape in the wrong place, with undeclared names',
    file: 'platform/events/shoes/1-0-0.yaml',
    text: EVENT(
      `madeBy: nobody\nremember: [colour, 7]\nsets: { feet: sise }\nidentifies: { box: shoe }\n${CLOSED}`,
    ).replace('owner: web\n', ''),
    expected: [
      '1:1 schema.missing owner',
      '1:8 file.name event',
      '5:9 schema.value madeBy',
      '6:12 event.property remember[0]',
      '6:20 schema.type remember[1]',
      '7:15 event.property sets.feet',
      '8:15 event.property identifies.box',
      '8:20 catalog.identifier identifies.box',
    ],
  },
  {
    case: 'a segment of wrong shape under a name that is taken that asks for itself and for what nobody knows',
    file: 'audiences/regulars.yaml',
    text: 'segment: frequent-shopper\nowner: 7\ninclude:\n  - any: [{ segment: frequent-shopper }, { list: stuff }]\n  - did: { event: Page Viewed }\n',
    expected: [
      '1:10 id.repeated segment',
      '1:10 segment.circular segment',
      '2:8 schema.format owner',
      '4:50 list.unknown include[0].any[1].list',
      '5:10 schema.missing include[1].did.within',
      '5:19 event.notRemembered include[1].did.event',
    ],
  },
];

describe('a wrong event or audience', () => {
  it.each(cases)('is told all that is wrong: $case', (wrong) => {
    expect(foundIn(wrong)).toEqual(wrong.expected);
  });

  describe('between versions of an event', () => {
    const VIEWED = (version: string, schema: string, more = ''): string =>
      `event: Product Viewed\nversion: ${version}\nowner: web\npurpose: personalised-offers\nretention: 90 days\nremember: [category]\n${more}schema:\n  type: object\n  additionalProperties: false\n${schema}`;
    const PROPERTIES =
      '  required: [product_id]\n  properties:\n    product_id: { type: string }\n    category: { type: string }\n';
    const found = (files: Readonly<Record<string, string | undefined>>) =>
      loadWorkspace(workspaceWith(files), { asOf: AS_OF }).findings.filter(({ code }) => code.startsWith('catalog.'));
    const file = (version: string): string => `platform/events/product-viewed/${version}.yaml`;

    it('takes changes that the version speaks of', () => {
      const later = {
        [file('1-0-1')]: VIEWED('1-0-1', `${PROPERTIES}    price: { type: number }\n`),
        [file('1-1-0')]: VIEWED('1-1-0', `${PROPERTIES}    price: { type: number, minimum: 0 }\n`),
        [file('2-0-0')]: VIEWED('2-0-0', '  properties:\n    category: { type: integer }\n'),
      };
      expect(found(later)).toEqual([]);
    });

    it('says of a change that breaks more what it is, which version it needs and what it reaches', () => {
      const schema =
        '  required: [product_id]\n  properties:\n    product_id: { type: string, maxLength: 9 }\n    kind: { type: string }\n';
      const text = VIEWED('1-0-1', schema).replace('remember: [category]\n', '');

      expect(found({ [file('1-0-1')]: text })).toMatchObject([
        {
          code: 'catalog.breaking',
          line: 1,
          message:
            'the event is not remembered any more since 1-0-0; that is a new REVISION, 1-1-0, not 1-0-1; it reaches launch autumn-coats, vendor chirp, vendor mailhub',
        },
        {
          code: 'catalog.breaking',
          line: 6,
          path: 'schema',
          message:
            '"category" was removed or renamed to "kind" since 1-0-0; that is a new MODEL, 2-0-0, not 1-0-1; it reaches launch autumn-coats, vendor chirp, vendor mailhub',
          fix: 'Make it version 2-0-0 and mend what it reaches, or take the change back.',
        },
        {
          code: 'catalog.breaking',
          line: 11,
          column: 33,
          path: 'schema.properties.product_id.maxLength',
          message: expect.stringContaining(
            '"product_id": maxLength went from "none" to 9 since 1-0-0; that is a new REVISION',
          ),
        },
      ]);
    });

    it.each([
      [
        'a gap',
        { [file('1-0-2')]: VIEWED('1-0-2', PROPERTIES) },
        '"1-0-2" does not follow 1-0-0; allowed: 1-0-1, 1-1-0, 2-0-0',
      ],
      [
        'a version taken away',
        { [file('1-0-0')]: undefined, [file('1-0-1')]: VIEWED('1-0-1', PROPERTIES) },
        '"1-0-1" is the first; allowed: 1-0-0',
      ],
      [
        'a version that is there twice',
        { 'platform/events/viewed/1-0-0.yaml': VIEWED('1-0-0', PROPERTIES) },
        `"1-0-0" is there twice: ${file('1-0-0')} too; allowed: 1-0-1, 1-1-0, 2-0-0`,
      ],
    ])('finds %s', (_case, files, message) => {
      expect(found(files)).toMatchObject([{ code: 'catalog.version', line: 2, column: 10, message }]);
    });

    it('counts versions as numbers', () => {
      const versions = Array.from({ length: 10 }, (_, at) => `1-0-${at + 1}`);
      expect(found(Object.fromEntries(versions.map((one) => [file(one), VIEWED(one, PROPERTIES)])))).toEqual([]);
    });
  });
});
