import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadWorkspace } from '../../../lib/workspace';
import { AS_OF, FIXTURES, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

/** Every finding of each file of test/fixtures/invalid: line, column, code, path. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'bad-one.yaml': [
    '1:9 file.name launch',
    '2:7 team.unknown team',
    '4:69 when.order when.ends',
    '5:45 vendor.notApproved channels.use[0].vendor',
    '5:56 schema.missing channels.use[1].channel',
    '5:58 schema.unknownKey channels.use[1].chanel',
    '8:29 copy.unquoted offers[0].copy.en.headline',
    '8:37 schema.unknownKey offers[0].copy.en."for you"',
    '9:16 event.unknown goal.event',
    '9:40 schema.format goal.within',
  ],
  'braces.yaml': [
    '10:19 schema.type offers[0].copy.en.headline',
    '11:15 file.syntax',
    '11:22 copy.unquoted offers[0].copy.en.body',
  ],
  'brand.yaml': [
    '11:19 copy.gives offers[0].copy.en.headline',
    '11:19 copy.tooLong offers[0].copy.en.headline',
    '11:19 voice.banned offers[0].copy.en.headline',
    '11:19 voice.claim offers[0].copy.en.headline',
    '12:15 copy.gives offers[0].copy.en.body',
    '12:15 voice.preferred offers[0].copy.en.body',
    '12:15 voice.reading offers[0].copy.en.body',
    '15:38 copy.link offers[0].copy.en.link.to',
    '16:24 copy.image offers[0].copy.en.image.file',
    '16:40 copy.alt offers[0].copy.en.image.alt',
    '19:15 copy.numbers offers[0].copy.de.body',
  ],
  'copy.yaml': [
    '8:5 copy.languageMissing offers[0].copy',
    '9:23 copy.template offers[0].copy.de.headline',
    '10:9 offer.unreachable offers[1].id',
    '11:25 money.currency offers[1].gives.amountOff',
    '14:19 copy.gives offers[1].copy.en.headline',
    '14:19 copy.unquoted offers[1].copy.en.headline',
    '15:15 copy.template offers[1].copy.en.body',
    '16:24 copy.image offers[1].copy.en.image.file',
    '17:9 id.repeated offers[2].id',
    '17:9 offer.unreachable offers[2].id',
    '19:25 money.currency offers[2].gives.amountOff',
    '22:19 copy.template offers[2].copy.en.headline',
    '23:15 copy.template offers[2].copy.en.body',
    '24:42 event.property goal.where.colour',
  ],
  'duplicate-key.yaml': ['6:1 file.duplicateKey', '6:10 team.purpose purpose'],
  'empty.yaml': ['1:1 file.empty'],
  'expired-vendor.yaml': ['7:33 vendor.expired channels.use[0].vendor', '7:33 vendor.fields channels.use[0].vendor'],
  'file-name.yaml': ['1:9 file.name launch'],
  'limits.yaml': [
    '7:21 event.notRemembered audience.include[0].did.event',
    '8:46 event.property audience.include[1].did.where.product_id',
    '8:73 event.retention audience.include[1].did.within',
    '9:21 event.platformMade audience.include[2].did.event',
    '10:12 holdout.tooSmall audience.holdout',
    '11:11 audience.tooMany audience.atMost',
    '16:20 money.currency budget.sending',
    '17:16 goal.event goal.event',
  ],
  'names.yaml': [
    '2:7 team.unknown team',
    '3:10 purpose.unknown purpose',
    '4:11 goal.unknown supports',
    '8:16 segment.unknown audience.include[0].segment',
    '10:17 list.unknown audience.include[1].any[0].list',
    '11:26 trait.unknown audience.include[1].any[1].trait.name',
    '12:21 event.unknown audience.include[2].did.event',
    '13:19 event.unknown trigger.event',
    '14:30 channel.unknown channels.use[0].channel',
    '14:69 channel.repeated channels.use[2].channel',
    '18:16 event.unknown goal.event',
  ],
  'order-of-times.yaml': ['4:66 when.order when.ends'],
  'shape.yaml': [
    '1:1 schema.missing team',
    '2:1 schema.unknownKey teem',
    '3:10 schema.format purpose',
    '6:11 schema.format when.starts',
    '7:3 schema.type when.ends',
    '10:45 schema.format audience.include[0].did.within',
    '10:58 schema.unknownKey audience.include[0].did.tims',
    '11:14 schema.rule audience.include[1].trait',
    '12:7 schema.shape audience.include[2]',
    '13:16 schema.type audience.include[3].segment',
    '14:12 schema.format audience.holdout',
    '15:18 schema.range channels.use',
    '15:30 schema.value channels.reach',
    '16:16 schema.format trigger.at',
    '18:9 schema.format offers[0].id',
    '19:26 schema.range offers[0].gives.percentOff',
    '20:20 schema.type offers[0].code.fixed',
    '21:13 schema.format offers[0].copy.english',
  ],
  'shape-and-more.yaml': [
    '1:9 file.name launch',
    '3:10 schema.type purpose',
    '4:11 goal.unknown supports',
    '5:19 schema.type when.timezone',
    '5:54 when.order when.ends',
    '5:85 when.redeem when.redeemUntil',
    '8:46 event.property audience.include[0].did.where.product_id',
    '8:73 schema.format audience.include[0].did.within',
    '9:14 schema.rule audience.include[1].trait',
    '9:22 trait.unknown audience.include[1].trait.name',
    '10:16 schema.type audience.include[2].segment',
    '11:21 list.unknown audience.include[3].any[0].list',
    '11:30 schema.shape audience.include[3].any[1]',
    '12:12 schema.type audience.exclude',
    '13:12 schema.format audience.holdout',
    '14:11 audience.tooMany audience.atMost',
    '15:19 event.unknown trigger.event',
    '15:33 schema.unknownKey trigger.clock',
    '18:18 team.channel channels.use[0].channel',
    '18:23 schema.unknownKey channels.use[0].vendr',
    '19:33 schema.format channels.use[1].vendor',
    '20:18 channel.repeated channels.use[2].channel',
    '20:33 vendor.notApproved channels.use[2].vendor',
    '21:7 schema.type channels.use[3]',
    '23:9 schema.format offers[0].id',
    '24:26 schema.range offers[0].gives.percentOff',
    '24:42 money.currency offers[0].gives.amountOff',
    '25:11 schema.shape offers[0].code',
    '26:5 copy.languageMissing offers[0].copy',
    '26:29 schema.type offers[0].copy.de.headline',
    '26:59 copy.image offers[0].copy.de.image.file',
    '27:9 offer.unreachable offers[1].id',
    '28:10 schema.shape offers[1].for',
    '29:13 schema.format offers[1].copy.english',
    '30:9 id.repeated offers[2].id',
    '30:9 offer.unreachable offers[2].id',
    '31:17 schema.missing offers[2].copy.en.body',
    '31:29 copy.template offers[2].copy.en.headline',
    '32:20 schema.format budget.sending',
    '32:34 money.currency budget.discounts',
    '33:16 goal.event goal.event',
    '33:39 schema.format goal.within',
    '33:54 schema.type goal.where',
  ],
  'syntax.yaml': ['3:1 file.duplicateKey', '6:1 file.syntax'],
  'team.yaml': [
    '3:10 team.purpose purpose',
    '7:16 purpose.channel channels.use[0].channel',
    '7:16 team.channel channels.use[0].channel',
    '7:16 vendor.missing channels.use[0].channel',
    '8:16 channel.repeated channels.use[1].channel',
    '8:16 purpose.channel channels.use[1].channel',
    '8:16 team.channel channels.use[1].channel',
    '9:15 vendor.channel channels.use[1].vendor',
    '9:15 vendor.fields channels.use[1].vendor',
    '9:15 vendor.purpose channels.use[1].vendor',
  ],
  'times.yaml': [
    '6:11 when.noSuchTime when.starts',
    '7:9 when.noSuchTime when.ends',
    '8:16 when.noSuchTime when.redeemUntil',
    '9:16 when.noSuchTime trigger.at',
  ],
  'timezone.yaml': ['4:19 when.timezone when.timezone', '4:56 when.order when.ends'],
  'too-long.yaml': [
    '4:66 when.tooLong when.ends',
    '4:97 when.redeem when.redeemUntil',
    '5:16 trigger.outside trigger.at',
  ],
  'vendors.yaml': ['7:33 vendor.notApproved channels.use[0].vendor', '8:23 vendor.notNeeded channels.use[1].vendor'],
  'wrong-vendor.yaml': [
    '7:33 vendor.channel channels.use[0].vendor',
    '7:33 vendor.endsBeforeLaunch channels.use[0].vendor',
    '7:33 vendor.fields channels.use[0].vendor',
    '7:33 vendor.noOutbound channels.use[0].vendor',
    '7:33 vendor.purpose channels.use[0].vendor',
  ],
};

/** After what is no YAML nothing more is said of a file. */
const READ_IN_PART = ['empty.yaml', 'syntax.yaml'];

describe('loadWorkspace with a wrong launch', () => {
  it.each(Object.entries(EXPECTED))('finds all mistakes of %s, and none in other files', (name, expected) => {
    const file = `launches/${name}`;
    const root = workspaceWith({ [file]: readFileSync(join(FIXTURES, 'invalid', name)) });
    const { workspace, findings } = loadWorkspace(root, { asOf: AS_OF });

    expect(findings.filter((one) => one.file === file).map(shortened)).toEqual(expected);
    expect(findings.filter((one) => one.file !== file).map((one) => one.code)).toEqual(['vendor.approvalOver']);
    expect(workspace?.launches.map((one) => one.manifest.launch)).toEqual(['autumn-coats', 'smallest']);
  });

  it.each(Object.keys(EXPECTED).filter((name) => !READ_IN_PART.includes(name)))(
    'finds in %s what it finds, whatever shape other parts have',
    (name) => {
      const text = readFileSync(join(FIXTURES, 'invalid', name), 'utf8');
      const file = `launches/${name}`;
      const findings = (more: string) =>
        loadWorkspace(workspaceWith({ [file]: `${text}${more}` }), { asOf: AS_OF })
          .findings.filter((one) => one.file === file)
          .map(({ code, path }) => `${code} ${path}`);

      expect(findings('summary: 7\nsumary: "x"\n').sort()).toEqual(
        [...findings(''), 'schema.type summary', 'schema.unknownKey sumary'].sort(),
      );
    },
  );

  it('names a page and a way out for every finding', () => {
    const files = Object.keys(EXPECTED).map((name) => [
      `launches/${name}`,
      readFileSync(join(FIXTURES, 'invalid', name)),
    ]);
    const { findings } = loadWorkspace(workspaceWith(Object.fromEntries(files)), { asOf: AS_OF });

    expect(findings.length).toBeGreaterThan(80);
    for (const { code, message, fix, docs } of findings) {
      expect(docs).toBe(`docs/findings/${code}.md`);
      expect([message, fix]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\.$/)]);
    }
  });
});

const shortened = ({
  line,
  column,
  code,
  path,
}: {
  line: number;
  column: number;
  code: string;
  path: string;
}): string => `${line}:${column} ${code} ${path}`.trim();
