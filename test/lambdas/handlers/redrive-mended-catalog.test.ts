import { mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { PlatformConfig } from '../../../contracts/platform-config';
import type { QuarantinePage } from '../../../contracts/quarantine';
import { compileEdge } from '../../../lambdas/domain/edge';
import type { Validators } from '../../../lambdas/domain/edge-event';
import { compileProfileRules } from '../../../lambdas/domain/profile-rules';
import { compileRejudge } from '../../../lambdas/domain/rejudge';
import { createFindSource, writeKey } from '../../../lambdas/domain/write-key';
import { createIngestEvents } from '../../../lambdas/handlers/ingest-events/handler';
import { createRedriveQuarantine } from '../../../lambdas/handlers/redrive-quarantine/handler';
import { generatedModules } from '../../../lib/bundle/generated';
import { syncFolder } from '../../../lib/bundle/sync-folder';
import { loadWorkspace } from '../../../lib/workspace';
import { httpCall } from '../../support/http-call';
import { madeFolder } from '../../support/made-folder';
import { createMemoryBus } from '../../support/memory-bus';
import { createMemoryProfiles } from '../../support/memory-profiles';
import { createMemoryShelf } from '../../support/memory-shelf';
import { createMemoryVault } from '../../support/memory-vault';
import { createRecordingCount, createRecordingLog } from '../../support/telemetry';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

const folder = madeFolder(join(__dirname, '../../..'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  removeWorkspaces();
});

const NOW = new Date('2026-11-27T12:00:00.000Z');

/** What the build makes of a platform, as functions load it. */
const deployed = async (name: string, files: Readonly<Record<string, string>>) => {
  const { workspace, findings } = loadWorkspace(workspaceWith(files), { asOf: AS_OF });
  if (workspace === undefined) throw new Error(`The platform does not load: ${JSON.stringify(findings)}`);
  const place = join(folder, name);
  mkdirSync(place);
  syncFolder(place, await generatedModules(workspace));
  const load = createRequire(__filename);
  const platform = load(join(place, 'platform.json')) as PlatformConfig;
  const { validators } = load(join(place, 'catalog.js')) as { readonly validators: Validators };
  return { platform, edge: compileEdge(platform, validators) };
};

const FILE = 'platform/events/basket-abandoned';
/** The web's new event, of which the catalog's first version has one property too few and one of the wrong type. */
const versionOf = (version: string, properties: string): string => `event: Basket Abandoned
version: ${version}
owner: web
purpose: personalised-offers
retention: 90 days
remember: [category]
schema:
  type: object
  additionalProperties: false
  properties: { ${properties} }
`;
const SOURCES = 'sources:\n  - { source: web-shop, owner: web, keyVersion: 1, unknownProperties: quarantine }\n';
const first = versionOf('1-0-0', 'category: { type: string }');
const mended = versionOf('2-0-0', 'category: { type: [string, "null"] }, total: { type: number }');

describe('an event that the catalog of then refused', () => {
  const { log } = createRecordingLog();
  const { count } = createRecordingCount();
  const [bus, vault, shelf, profiles] = [
    createMemoryBus(),
    createMemoryVault(),
    createMemoryShelf(),
    createMemoryProfiles(),
  ];
  const clock = async (): Promise<Date> => NOW;
  type Deployed = Awaited<ReturnType<typeof deployed>>;
  let then: Deployed;
  let now: Deployed;
  beforeAll(async () => {
    then = await deployed('then', { 'platform/sources.yaml': SOURCES, [`${FILE}/1-0-0.yaml`]: first });
    now = await deployed('now', {
      'platform/sources.yaml': SOURCES,
      [`${FILE}/1-0-0.yaml`]: first,
      [`${FILE}/2-0-0.yaml`]: mended,
    });
  }, 60_000);
  const authorization = `Basic ${Buffer.from(`${writeKey('master', 'web-shop', 1)}:`).toString('base64')}`;
  const send = (batch: readonly object[]) =>
    createIngestEvents({
      edge: then.edge,
      signals: {},
      findSource: async (key) => createFindSource('master', then.platform.sources)(key),
      clock,
      tokensFor: vault.tokensFor,
      quarantine: shelf.quarantine,
      publishEvents: bus.publishEvents,
      log,
      count,
    })(httpCall({ path: '/v1/batch', headers: { authorization }, body: { batch } }));
  const redrive = ({ edge, platform }: Deployed) => {
    const rules = { edge, sources: platform.sources, webhooks: new Map() };
    return createRedriveQuarantine({
      ...profiles,
      ...shelf,
      rejudge: compileRejudge(rules),
      rejudgeLate: compileRejudge({ ...rules, ofAnyAge: true }),
      rules: compileProfileRules(platform),
      tidyQueue: async () => ({ removed: 0, left: 0 }),
      tokensFor: vault.tokensFor,
      publishEvents: bus.publishEvents,
      tellAccess: async () => undefined,
      clock,
      sleep: async () => undefined,
      log,
      count,
    });
  };
  const abandoned = (messageId: string, properties: object) => ({
    type: 'track',
    event: 'Basket Abandoned',
    messageId,
    userId: 'u1',
    timestamp: '2026-11-27T11:00:00.000Z',
    properties,
  });
  const outcomes = async (platform: Deployed, task: 'judge' | 'replay') => {
    const work = redrive(platform);
    const told: string[] = [];
    let cursor: string | undefined;
    do {
      const asked = { task, filter: { source: 'web-shop' }, ...(cursor === undefined ? {} : { cursor }) } as const;
      const page = (await work(asked, 'trace')) as QuarantinePage;
      told.push(...page.tallies.map((one) => `${one.reason} ${one.outcome} ${one.now ?? ''} ${one.count}`));
      cursor = page.cursor;
    } while (cursor !== undefined);
    return told.sort();
  };

  it('is let in by the catalog of now, under its own id and time and the version that it fits', async () => {
    await send([
      abandoned('undeclared', { category: 'Coats', total: 129.5 }),
      abandoned('wrong-type', { category: null }),
      abandoned('hopeless', { category: 7 }),
    ]);
    expect(bus.published()).toEqual([]);
    expect(await outcomes(then, 'replay')).toEqual([
      'schema-violation stays schema-violation 2',
      'unknown-property stays unknown-property 1',
    ]);

    expect(await outcomes(now, 'judge')).toEqual([
      'schema-violation passes  1',
      'schema-violation stays schema-violation 1',
      'unknown-property passes  1',
    ]);
    expect(bus.published()).toEqual([]);
    expect(await outcomes(now, 'replay')).toEqual([
      'schema-violation replayed  1',
      'schema-violation stays schema-violation 1',
      'unknown-property replayed  1',
    ]);
    expect(
      bus
        .published()
        .map(({ detail }) => [detail.messageId, detail.schema, detail.occurredAt, detail.properties])
        .sort(),
    ).toEqual([
      ['undeclared', 'Basket Abandoned/2-0-0', '2026-11-27T11:00:00.000Z', { category: 'Coats', total: 129.5 }],
      ['wrong-type', 'Basket Abandoned/2-0-0', '2026-11-27T11:00:00.000Z', { category: null }],
    ]);
    expect(shelf.kept().map(({ messageId }) => messageId)).toEqual(['hopeless']);
  });
});
