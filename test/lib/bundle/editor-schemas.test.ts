import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { editorSchemas } from '../../../lib/bundle';
import { loadWorkspace } from '../../../lib/workspace';
import { yamlEditor } from '../../support/yaml-editor';

const ROOT = join(__dirname, '../../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const editor = yamlEditor(ROOT);

const { workspace, sources } = loadWorkspace(ROOT);
if (workspace === undefined) throw new Error('The shipped workspace does not load.');
const schemas = editorSchemas(workspace);

/** A file of each kind that nobody has written yet, and its schema. */
const FILES = {
  launch: ['launches/new.yaml', 'launches/launch.schema.json'],
  audience: ['audiences/new.yaml', 'platform/schemas/audience.schema.json'],
  trait: ['audiences/traits/new.yaml', 'platform/schemas/trait.schema.json'],
  vendor: ['platform/vendors/new.yaml', 'platform/schemas/vendor.schema.json'],
  readyVendor: ['platform/vendors/ready/new.yaml', 'platform/schemas/ready-vendor.schema.json'],
  event: ['platform/events/new/1-0-0.yaml', 'platform/schemas/event.schema.json'],
  purposes: ['platform/purposes.yaml', 'platform/schemas/purposes.schema.json'],
  teams: ['platform/teams.yaml', 'platform/schemas/teams.schema.json'],
  policy: ['platform/policy.yaml', 'platform/schemas/policy.schema.json'],
  prices: ['platform/prices.yaml', 'platform/schemas/prices.schema.json'],
  waivers: ['platform/waivers.yaml', 'platform/schemas/waivers.schema.json'],
  channels: ['platform/channels.yaml', 'platform/schemas/channels.schema.json'],
  goals: ['platform/goals.yaml', 'platform/schemas/goals.schema.json'],
  sources: ['platform/sources.yaml', 'platform/schemas/sources.schema.json'],
  identity: ['platform/identity.yaml', 'platform/schemas/identity.schema.json'],
  voice: ['brand/voice.yaml', 'platform/schemas/voice.schema.json'],
} as const;
type Kind = keyof typeof FILES;
/** Files whose form people are helped with; those of the stages and of access have comments instead. */
const SHIPPED =
  /^(launches|audiences|brand\/voice|platform\/(vendors|events|purposes|teams|policy|prices|waivers|channels|goals|sources|identity))\b.*\.yaml$/;

/** `text` as it would stand in a file of the kind, below the line that names the schema. */
const written = (kind: Kind, text: string): [file: string, text: string] => {
  const [file, schema] = FILES[kind];
  return [file, `# yaml-language-server: $schema=./${relative(dirname(file), schema)}\n${text}`];
};

/** Every key of a schema that says nothing of itself. */
const wordless = (schema: unknown, path: string): readonly string[] => {
  if (Array.isArray(schema)) return schema.flatMap((one, index) => wordless(one, `${path}/${index}`));
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (keyword !== 'properties') return wordless(value, `${path}/${keyword}`);
    return Object.entries(
      value as Record<string, { description?: string; anyOf?: { description?: string }[] }>,
    ).flatMap(([key, one]) => {
      const said = one.description ?? one.anyOf?.[0]?.description ?? '';
      return [...(/\w+ \w+/.test(said) ? [] : [`${path}/${key}`]), ...wordless(one, `${path}/${key}`)];
    });
  });
};

describe('the schemas of an editor', () => {
  it('are those of every kind of file', () => {
    expect([...schemas.keys()].sort()).toEqual(
      Object.values(FILES)
        .map(([, schema]) => schema)
        .sort(),
    );
  });

  it.each([...schemas])('say of every key of %s what it is', (_, text) => {
    expect(wordless(JSON.parse(text), '')).toEqual([]);
  });

  // Marketing adds audiences, traits and images without a build: what is only proposed may lag behind.
  it.each([...schemas])(
    'stand in %s as the contracts make them; run `npm run build` where they do not',
    (file, text) => {
      const lasting = (json: string): unknown =>
        JSON.parse(json, (key, value) => (key === 'examples' ? undefined : value));

      expect(lasting(read(file))).toEqual(lasting(text));
    },
  );

  it('are named by every file that is shipped, which they find nothing wrong with', async () => {
    const ready = readdirSync(join(ROOT, 'platform/vendors/ready')).map((name) => `platform/vendors/ready/${name}`);
    const files = [...sources.keys(), ...ready].filter((file) => SHIPPED.test(file));
    expect(files.length).toBeGreaterThan(100);
    for (const file of files) {
      expect(read(file)).toMatch(/^# yaml-language-server: \$schema=\.\.?\/[\w./-]+\.schema\.json\n/);
      expect([file, await editor.complaints(file, read(file))]).toEqual([file, []]);
    }
  });
});

describe('an editor', () => {
  it.each<[Kind, string, readonly string[]]>([
    ['launch', '|', ['launch', 'team', 'purpose', 'when', 'channels', 'offers', 'audience', 'trigger', 'budget']],
    ['launch', 'when:\n  |', ['timezone', 'starts', 'ends', 'redeemUntil']],
    ['launch', 'offers:\n  - id: one\n    copy:\n      |', ['en']],
    ['launch', 'offers:\n  - id: one\n    copy:\n      en:\n        |', ['headline', 'body', 'link', 'image']],
    ['launch', 'audience:\n  include:\n    - |', ['did', 'trait', 'segment', 'list', 'any']],
    ['audience', '|', ['segment', 'list', 'owner', 'include', 'exclude']],
    ['audience', 'segment: new\ninclude:\n  - did:\n      |', ['event', 'where', 'atLeast', 'within']],
    ['trait', '|', ['trait', 'compute', 'event', 'of', 'within']],
    ['vendor', '|', ['approval', 'agreement', 'fields', 'outbound', 'inbound']],
    ['vendor', 'outbound:\n  |', ['url', 'auth', 'sign', 'rate', 'timeout', 'retry', 'breaker']],
    ['readyVendor', '|', ['vendor', 'fields', 'outbound', 'inbound']],
    ['event', '|', ['event', 'version', 'retention', 'remember', 'schema']],
    ['purposes', 'purposes:\n  - |', ['purpose', 'basis', 'default', 'notice']],
    ['teams', 'teams:\n  - |', ['team', 'languages', 'channels', 'purposes', 'vendors']],
    ['policy', '|', ['perPerson', 'holdout', 'longestRun', 'packs']],
    ['waivers', 'waivers:\n  - |', ['rule', 'path', 'owner', 'approver', 'expires']],
    ['channels', 'channels:\n  - |', ['channel', 'kind', 'reachableBy', 'vendors']],
    ['goals', 'goals:\n  - |', ['goal', 'event', 'weight']],
    ['sources', 'sources:\n  - |', ['source', 'keyVersion', 'unknownEvents']],
    ['identity', 'types:\n  - |', ['type', 'priority', 'unique', 'limit']],
    ['voice', '|', ['tone', 'banned', 'preferred', 'claims', 'lengths', 'links']],
  ])('proposes the keys of a file (%s) at %j', async (kind, text, keys) => {
    expect(await editor.proposals(...written(kind, text))).toEqual(expect.arrayContaining([...keys]));
  });

  it.each<[Kind, string, readonly string[]]>([
    ['launch', 'team: |', ['retail-marketing', 'customer-care']],
    ['launch', 'purpose: |', ['personalised-offers']],
    ['launch', 'supports: |', ['repeat-purchase']],
    ['launch', 'channels:\n  reach: |', ['first', 'all']],
    ['launch', 'channels:\n  use:\n    - channel: |', ['email', 'app', 'pos']],
    ['launch', 'channels:\n  use:\n    - channel: email\n      vendor: |', ['mailhub']],
    ['launch', 'audience:\n  include:\n    - did:\n        event: |', ['Product Viewed', 'Order Completed']],
    ['launch', 'audience:\n  include:\n    - segment: |', ['frequent-shopper', 'lapsing-shopper']],
    ['launch', 'audience:\n  exclude:\n    - list: |', ['staff']],
    ['launch', 'trigger:\n  enters: |', ['active-browser', 'staff']],
    ['launch', 'trigger:\n  event: |', ['Store Entered']],
    ['launch', 'goal:\n  event: |', ['Order Completed']],
    ['launch', 'offers:\n  - id: one\n    for:\n      trait:\n        name: |', ['top_category', 'first_name']],
    ['launch', 'offers:\n  - id: one\n    copy:\n      en:\n        image:\n          file: |', ['bread.png']],
    ['audience', 'segment: new\nowner: |', ['retail-marketing']],
    ['audience', 'segment: new\ninclude:\n  - did:\n      event: |', ['Product Viewed']],
    ['trait', 'compute: |', ['count', 'sum', 'mostFrequent']],
    ['vendor', 'inbound:\n  mode: |', ['observe', 'enforce']],
    ['vendor', 'purposes:\n  - |', ['personalised-offers']],
    ['readyVendor', 'outbound:\n  sign: |', ['standard-webhooks-v1', 'none']],
    ['event', 'madeBy: |', ['source', 'platform']],
    ['purposes', 'purposes:\n  - basis: |', ['consent', 'legitimate_interests']],
    ['teams', 'teams:\n  - channels:\n      - |', ['email', 'app']],
    ['policy', 'packs:\n  - mode: |', ['enforced', 'reported']],
    ['waivers', 'waivers:\n  - option: |', ['cloudFrontWaf']],
    ['channels', 'channels:\n  - kind: |', ['push', 'pull']],
    ['goals', 'goals:\n  - event: |', ['Order Completed']],
    ['sources', 'sources:\n  - unknownProperties: |', ['reject', 'quarantine', 'strip']],
    ['identity', 'types:\n  - kind: |', ['email', 'loyalty']],
  ])('proposes the values of a file (%s) at %j', async (kind, text, values) => {
    expect(await editor.proposals(...written(kind, text))).toEqual(expect.arrayContaining([...values]));
  });

  it.each<[Kind, string, string]>([
    ['launch', 'when:\n  sta|rts: 2026-11-27 06:00\n', 'The first minute anything is sent or shown'],
    ['launch', 'aud|ience: {}\n', 'Who may get it. Left out: everybody who consented'],
    ['launch', 'team: retail-market|ing\n', 'Whose launch it is'],
    ['audience', 'seg|ment: new\n', 'launches name it'],
    ['trait', 'comp|ute: sum\n', 'How occurrences of the event become one value'],
    ['vendor', 'inbound:\n  mo|de: observe\n', 'as a vendor of low trust, and counts it'],
    ['readyVendor', 'fie|lds: [email]\n', 'everything else is withheld'],
    ['event', 'rem|ember: []\n', 'so that did conditions can ask for them'],
    ['purposes', 'purposes:\n  - bas|is: consent\n', 'The lawful basis'],
    ['teams', 'teams:\n  - lan|guages: [en]\n', 'Languages in which every offer has copy'],
    ['policy', 'long|estRun: 92 days\n', 'The longest time that a launch runs'],
    ['waivers', 'waivers:\n  - appro|ver: ciso\n', 'somebody other than the owner'],
    ['channels', 'channels:\n  - ki|nd: push\n', 'push: a vendor delivers'],
    ['goals', 'goals:\n  - wei|ght: 1\n', 'higher is chosen first'],
    ['sources', 'sources:\n  - key|Version: 1\n', 'Raising it revokes the write key in use'],
    ['identity', 'ver|sion: 1\n', 'Raised with every change'],
    ['voice', 'to|ne: "Warm."\n', 'How we speak'],
  ])('shows of a file (%s) what the key of %j is', async (kind, text, words) => {
    expect(await editor.hover(...written(kind, text))).toContain(words);
  });

  it.each<[Kind, string, string]>([
    ['launch', 'team: retail\n', '2:7 Value is not accepted. Valid values: "retail-marketing", "customer-care".'],
    ['launch', 'when: { starts: soon }\n', '2:17 a date and a minute, for example 2026-11-27 06:00'],
    ['launch', 'teem: x\n', '2:1 Property teem is not allowed.'],
    [
      'launch',
      'offers:\n  - id: one\n    copy: { en: { headline: 7, body: "x" } }\n',
      '4:29 Incorrect type. Expected "string".',
    ],
    [
      'audience',
      'segment: new\nowner: nobody\n',
      '3:8 Value is not accepted. Valid values: "retail-marketing", "customer-care".',
    ],
    [
      'trait',
      'compute: add\n',
      '2:10 Value is not accepted. Valid values: "count", "sum", "last", "first", "distinct", "mostFrequent".',
    ],
    ['vendor', 'inbound: { mode: on }\n', '2:18 Value is not accepted. Valid values: "observe", "enforce".'],
    ['readyVendor', 'outbound: { rate: 50 }\n', '2:19 Incorrect type. Expected "string".'],
    ['event', 'version: 1.0\n', '2:10 Incorrect type. Expected "string".'],
    ['event', 'version: "1.0"\n', '2:10 a SchemaVer version, for example 1-0-0'],
    ['purposes', 'purposes:\n  - default: yes\n', '3:14 Value is not accepted. Valid values: "allowed", "denied".'],
    ['teams', 'teams:\n  - languages: en\n', '3:16 Incorrect type. Expected "array".'],
    [
      'policy',
      'longestRun: 3 months\n',
      '2:13 a duration in words, for example "14 days" (second, minute, hour, day, week)',
    ],
    ['waivers', 'waivers:\n  - expires: never\n', '3:14 a date, for example 2026-10-01'],
    ['channels', 'channels:\n  - kind: both\n', '3:11 Value is not accepted. Valid values: "push", "pull".'],
    ['goals', 'goals:\n  - weight: high\n', '3:13 Incorrect type. Expected "integer".'],
    ['sources', 'sources:\n  - keyVersion: 0\n', '3:17 Value is below the minimum of 1.'],
    ['identity', 'seal: "7bb4"\n', '2:7 twelve hexadecimal digits'],
    ['voice', 'readingGrade: low\n', '2:15 Incorrect type. Expected "number".'],
  ])('marks the wrong value of a file (%s) in %j', async (kind, text, complaint) => {
    expect(await editor.complaints(...written(kind, text))).toContain(complaint);
  });
});
