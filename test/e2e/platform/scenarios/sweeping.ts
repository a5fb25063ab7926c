import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { clientConfig } from '../../../../local/foundation';
import { inventory } from '../../../support/e2e/inventory';
import { tandemIn } from '../../../support/e2e/tandem';
import { until } from '../../../support/e2e/until';
import type { World } from '../../../support/e2e/world';
import type { Stage } from './stage';

const LAUNCH = 'care-after-mention';
const MINUTE = 60_000;
const DAY = 86_400_000;

interface Status {
  readonly state: string;
  readonly row: Readonly<Record<string, string>>;
  readonly numbers: { readonly reached: number };
  readonly findings: readonly { readonly code: string; readonly message: string }[];
}

/** A launch whose time is over is ended, removed and closed by the sweeper; what it did stays on record. */
export const sweeping = (stage: Stage): void => {
  /** Its window is over; earlier scenarios may have moved business time further already. */
  let over: number;
  let counted: Readonly<Record<string, number>>;

  beforeAll(async () => {
    const { world } = stage();
    const definition = world.definitions.get(LAUNCH);
    if (definition === undefined) throw new Error(`No ${LAUNCH}.`);
    over = Math.max(Date.parse(definition.window.endsAt), world.clock.now()) + 5 * MINUTE;
    counted = await world.stores.readCounters(LAUNCH);
  });

  const status = async (): Promise<Status> => {
    const { world } = stage();
    const { text } = await tandemIn(world, world.root, ['status', LAUNCH, '--json']);
    return JSON.parse(text) as Status;
  };
  const standing = async (): Promise<readonly string[]> =>
    (await inventory(stage().world)).filter(
      (line) => line.includes(`launch-${LAUNCH}`) || line.includes(`/launches/${LAUNCH}/`),
    );

  it('is as it is written until somebody changes it by hand, and again when that is undone', async () => {
    const { world } = stage();
    expect((await status()).findings).toEqual([]);
    const ssm = new SSMClient(clientConfig(world.aws));
    const name = `/tandem/local/launches/${LAUNCH}/hash`;
    const { Parameter: parameter } = await ssm.send(new GetParameterCommand({ Name: name }));
    const put = (value: string) => ssm.send(new PutParameterCommand({ Name: name, Value: value, Overwrite: true }));
    await put('f'.repeat(32));
    const { findings } = await status();
    await put(parameter?.Value ?? '');
    ssm.destroy();

    expect(findings.map(({ code }) => code)).toContain('launch.drift');
    expect(findings.map(({ message }) => message).join('\n')).toMatch(/changed by hand .*AWS::SSM::Parameter: \/Value/);
    expect((await status()).findings).toEqual([]);
  });

  it('ends once its window is over, in the name of the platform and with the reason', async () => {
    const { world } = stage();
    await sweepAt(world, over);

    const { row } = await until('it has ended', async () => {
      const told = await status();
      return told.state === 'ended' && told;
    });
    expect(row).toMatchObject({ by: 'tandem', reason: expect.stringMatching(/^its window ended at 2026-11-30T/) });
    expect(row.offSince).toBe(row.at);
  });

  it('keeps its stack while messages of it may wait, and has CloudFormation remove it then', async () => {
    const { world } = stage();
    await sweepAt(world, over + 5 * DAY - 5 * MINUTE);
    expect(await standing()).toContainEqual(expect.stringMatching(/^stack .* (CREATE|UPDATE)_COMPLETE$/));

    await sweepAt(world, over + 5 * DAY + 5 * MINUTE);
    await until('nothing of it is left', async () => (await standing()).length === 0);
    await sweepAt(world, over + 5 * DAY + 10 * MINUTE);
    await until('the sweeper has seen it', async () => (await status()).row.removedAt !== undefined);
  });

  it('stays ended for whoever wants it back, and stays on record', async () => {
    const { world } = stage();
    const words = ['go-live', LAUNCH, '--as-of', '2026-11-23', '--json'];
    const { code, text } = await tandemIn(world, world.root, words);
    expect({ code, text }).toEqual({ code: 1, text: expect.stringContaining('"launch.ended"') });

    const { numbers, row, findings } = await status();
    expect(numbers.reached).toBe(counted.exposed ?? 0);
    expect(await world.stores.readCounters(LAUNCH)).toEqual(counted);
    expect(row.hash).toBe(world.definitions.get(LAUNCH)?.hash);
    expect(findings).toEqual([]);
  });

  it('is closed when its results are complete', async () => {
    const { world } = stage();
    await sweepAt(world, over + 90 * DAY);
    await until('it is closed', async () => (await status()).row.closedAt !== undefined);
  });
};

/** Moves business time, and does what the schedule does every five minutes where time is the wall's. */
const sweepAt = async (world: World, at: number): Promise<void> => {
  await world.clock.moveTo(at);
  const queues = new SQSClient(clientConfig(world.aws));
  const order = { QueueUrl: world.foundation.workQueues.Sweep, MessageBody: JSON.stringify({ kind: 'look' }) };
  await queues.send(new SendMessageCommand(order));
  queues.destroy();
  await world.pipeline.untilQuiet({ quietMs: 500, timeoutMs: 60_000 });
};
