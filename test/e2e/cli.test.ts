import { resolve } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { edgeCode } from '../../bin/edge-code';
import { previewCode } from '../../bin/preview-code';
import type { LaunchDefinition } from '../../contracts/decision';
import { createControl } from '../../lambdas/stores/control.dynamodb';
import { realRetry } from '../../lambdas/stores/pause';
import { connect, type Services } from '../../lib/cli/aws/services';
import { runCli } from '../../lib/cli/run';
import { compileLaunch, loadWorkspace } from '../../lib/workspace';
import { type EmbeddedAws, startEmbeddedAws } from '../../local/embedded-aws';
import { fakeDeployer, fakeProbes } from '../support/fake-deployer';
import { policyWith } from '../support/policy';
import { createTable } from '../support/tables';
import { AS_OF, removeWorkspaces, workspaceWith } from '../support/workspace';

jest.setTimeout(60_000);

const TABLE = 'cli-control';
const root = workspaceWith();
let aws: EmbeddedAws;
let dynamo: DynamoDBClient;
let ssm: SSMClient;
let control: ReturnType<typeof createControl>;

beforeAll(async () => {
  aws = await startEmbeddedAws(resolve(__dirname, '../..'));
  const { endpoint, region } = aws;
  // As an operator's shell would be set.
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
  dynamo = new DynamoDBClient({ endpoint, region });
  ssm = new SSMClient({ endpoint, region });
  await createTable(dynamo, TABLE);
  const client = DynamoDBDocumentClient.from(dynamo);
  control = createControl({ client, table: TABLE, now: () => new Date(), retry: realRetry });
});
afterAll(async () => {
  removeWorkspaces();
  dynamo.destroy();
  ssm.destroy();
  await aws.stop();
});

/** What `go-live` has put in place. */
const inPlace = new Map<string, LaunchDefinition>();

const tandem = (...argv: string[]) => tandemIn(root, ...argv);

const tandemIn = async (cwd: string, ...argv: string[]) => {
  const said: string[] = [];
  const io = {
    cwd,
    out: (text: string) => said.push(text),
    err: (text: string) => said.push(text),
    connect: async (path: string, region: string) => ({
      ...(await connect(path, region)),
      // No stack and no function is deployed here.
      ...noStacks,
      functions: { invoke: async <Answer>(name: string, task: object) => fakeProbes(inPlace)(name, task) as Answer },
    }),
    deployer: async () => fakeDeployer({ deployed: new Map() }),
    wait: async () => {},
    environment: () => undefined,
    post: async () => 'nothing',
    now: () => AS_OF,
    by: 'ada',
    gitEmail: () => undefined,
    ask: undefined,
    askPrivately: async () => '',
    edge: () => edgeCode,
    preview: () => previewCode,
  };
  return { code: await runCli(argv, io), said: said.join('\n') };
};

const noStacks: Pick<Services, 'stacks' | 'health'> = {
  stacks: async () => ({
    list: async () =>
      [...inPlace.values()].map(({ launch }) => ({ launch, status: 'CREATE_COMPLETE', at: AS_OF.toISOString() })),
    template: async () => undefined,
    ruleStates: async () => new Map(),
    drift: async () => [],
    close: () => undefined,
  }),
  health: async () => ({
    messages: async () => ({ waiting: 0, deadLetters: 0 }),
    circuit: async () => 'closed',
    alarms: async () => [],
    close: () => undefined,
  }),
};

const parameter = (name: string, value: string) =>
  ssm.send(new PutParameterCommand({ Name: `/tandem/local/${name}`, Value: value, Type: 'String', Overwrite: true }));

/** The parameters of a launch stack, in parts so small that their order matters. */
const deploy = async (definition: LaunchDefinition): Promise<void> => {
  const text = deflateRawSync(JSON.stringify(definition)).toString('base64');
  const parts = text.match(/.{1,40}/g) ?? [];
  for (const [index, part] of parts.entries()) {
    await parameter(`launches/${definition.launch}/definition/${index}`, part);
  }
  await parameter(`launches/${definition.launch}/hash`, definition.hash);
};

const coats = (): LaunchDefinition => {
  const { workspace } = loadWorkspace(root, { asOf: AS_OF });
  const manifest = workspace?.launches.find((one) => one.manifest.launch === 'autumn-coats')?.manifest;
  if (workspace === undefined || manifest === undefined) throw new Error('The fixture workspace does not load.');
  return compileLaunch(manifest, workspace);
};

describe('tandem on the embedded AWS', () => {
  it('says that the foundation is not deployed, exit 2', async () => {
    const { code, said } = await tandem('status');

    expect({ code, said }).toEqual({
      code: 2,
      said: 'error: No /tandem/local/foundation/control-table: the foundation is not deployed to this account and region.',
    });
  });

  it('lets handlers read what go-live, pause, vendor and end have written', async () => {
    const definition = coats();
    inPlace.set(definition.hash, definition);
    await parameter('foundation/control-table', TABLE);
    await parameter('foundation/engagement-table', TABLE);
    await deploy(definition);

    expect(await tandem('go-live', 'autumn-coats')).toMatchObject({ code: 0 });
    expect(await control.listLaunches()).toEqual([{ launch: 'autumn-coats', state: 'live', hash: definition.hash }]);
    expect(await control.loadDefinition('autumn-coats', definition.hash)).toEqual(definition);
    const open = { pausedAll: false, launch: 'live', vendor: 'active' };
    expect(await control.readSwitches('autumn-coats', 'mailhub')).toEqual(open);

    expect((await tandem('pause', '--all')).code).toBe(0);
    expect((await tandem('pause', 'autumn-coats')).code).toBe(0);
    expect((await tandem('vendor', 'suspend', 'mailhub')).code).toBe(0);
    const closed = { pausedAll: true, launch: 'paused', vendor: 'suspended' };
    expect(await control.readSwitches('autumn-coats', 'mailhub')).toEqual(closed);

    expect((await tandem('go-live', 'autumn-coats')).said).toContain('launch.paused');
    expect((await tandem('resume', '--all')).code).toBe(0);
    expect((await tandem('resume', 'autumn-coats')).code).toBe(0);
    expect((await tandem('vendor', 'resume', 'mailhub')).code).toBe(0);
    expect(await control.readSwitches('autumn-coats', 'mailhub')).toEqual(open);

    expect((await tandem('status')).said).toMatch(/autumn-coats {2}live +same/);
    const kept = await tandem('check', '--against-deployed');
    expect(kept).toEqual({ code: 0, said: expect.stringMatching(/autumn-coats +live +same +nothing/) });
    const stricter = workspaceWith({ 'platform/policy.yaml': policyWith('').replace('minimum: 5%', 'minimum: 50%') });
    const refused = await tandemIn(stricter, 'check', '--against-deployed');
    expect(refused).toEqual({
      code: 1,
      said: expect.stringMatching(/autumn-coats +live +has errors +holdout\.tooSmall/),
    });
    expect((await tandem('end', 'autumn-coats')).code).toBe(0);
    expect(await control.readSwitches('autumn-coats', 'mailhub')).toMatchObject({ launch: 'ended' });
  });

  it('refuses a definition that was changed in the parameter store', async () => {
    const definition = coats();
    await deploy({ ...definition, rank: 99 });

    expect((await tandem('go-live', 'autumn-coats')).said).toContain('launch.damaged');
    await parameter('launches/autumn-coats/definition/0', 'not base64 of anything');
    expect((await tandem('go-live', 'autumn-coats')).said).toContain('launch.damaged');
  });
});
