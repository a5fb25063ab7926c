import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { compileLaunch, loadWorkspace } from '../../../../lib/workspace';
import { AS_OF } from '../../../../local/deployment';
import { clientConfig } from '../../../../local/foundation';
import { tandemIn } from '../../../support/e2e/tandem';
import { until } from '../../../support/e2e/until';
import { removeShippedCopies, shippedCopy } from '../../../support/shipped-copy';
import type { Stage } from './stage';

const LAUNCH = 'sunday-soup';
const TESTER = 'robin@harvest-lane.example';
const FILE = `launch: ${LAUNCH}
team: retail-marketing
purpose: personalised-offers
when: { timezone: America/New_York, starts: 2026-11-23 00:00, ends: 2026-11-29 23:59 }
channels: { reach: all, use: [{ channel: email }, { channel: sms }, { channel: app }] }
offers:
  - id: soup
    copy: { en: { headline: "{{ first_name | default: 'Hello' }}, soup", body: "Look in. Reply STOP to end this." } }
`;

/** Messages of a launch that nobody has deployed, to a member of the team: seen by the vendor, and by nobody else. */
export const sendTest = (stage: Stage): void => {
  let folder: string;
  beforeAll(() => {
    const teams = readFileSync(join(__dirname, '../../../../platform/teams.yaml'), 'utf8');
    // Somebody writes a customer into the file, and nobody has deployed it.
    const widened = teams.replace(
      '    testers:',
      '    testers:\n      - { name: Eve, email: eve@shoppers.test }\n     ',
    );
    folder = shippedCopy({ [`launches/${LAUNCH}.yaml`]: FILE, 'platform/teams.yaml': widened });
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    execFileSync('git', ['config', 'user.email', TESTER], { cwd: folder });
  });
  afterAll(removeShippedCopies);

  const run = async (...words: readonly string[]) => {
    const { code, text } = await tandemIn(stage().world, folder, ['send-test', LAUNCH, ...words, '--as-of', AS_OF]);
    return { code, text };
  };
  const tests = () => stage().world.messages.filter(({ launch }) => launch === LAUNCH);

  it('reaches its vendors over the gateway, marked, before the launch is deployed', async () => {
    const { world } = stage();
    const { code, text } = await run('--to', 'me');

    expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining('2 of 2 reached the vendor for Robin') });
    expect(text).toMatch(/^stage local .* REAL CUSTOMERS: no/);
    expect(text).toContain('Nothing is sent over app');
    expect(
      tests()
        .map(({ channel, to, content }) => [channel, to.email ?? to.phone, content.headline])
        .sort(),
    ).toEqual([
      ['email', TESTER, 'TEST Robin, soup'],
      ['sms', '+12025550190', 'TEST Robin, soup'],
    ]);
    for (const { messageId } of tests()) {
      expect(messageId).toMatch(/^test_/);
      expect(await world.stores.loadAttempt(messageId)).toMatchObject({
        launch: LAUNCH,
        state: 'delivered',
        status: 202,
        approval: expect.stringMatching(/^SEC-/),
        test: { by: expect.any(String), language: 'en' },
      });
    }
  });

  it('is counted nowhere, whatever its vendor reports', async () => {
    const { world } = stage();
    const mailhub = world.workspace.vendors.find(({ vendor }) => vendor === 'mailhub');
    if (mailhub === undefined) throw new Error('The registry has no mailhub.');
    const report = (id: string, type: string, email: string, messageId: string) =>
      world.postHook(mailhub, {
        id,
        type,
        at: new Date(world.clock.now()).toISOString(),
        customer: { email },
        data: { messageId },
      });
    const [{ messageId } = { messageId: '' }] = tests();
    for (const type of ['delivered', 'opened', 'clicked', 'bounced']) {
      expect(await report(`test-${type}`, type, TESTER, messageId)).toMatchObject({ status: 202 });
    }
    // Of a customer's message the same report is heard.
    await report('real-opened', 'opened', 'opener@shoppers.test', 'msg_0123456789abcdefghijAB');
    await until('a report on a message is stored', () => world.stores.viewOf('email', 'opener@shoppers.test'));
    await world.settled();

    expect(await world.stores.tokenOf('email', TESTER)).toBeUndefined();
    expect(await world.stores.readCounters(LAUNCH)).toEqual({});
  });

  it('refuses whom IT has not deployed, by the command line, by its function and by what is put in the queue', async () => {
    const { world } = stage();
    const before = world.messages.length;
    expect(await run('--to', 'Nobody')).toMatchObject({ code: 1, text: expect.stringContaining('tester.unknown') });
    const eve = await run('--to', 'Eve');
    expect(eve).toMatchObject({ code: 1, text: expect.stringContaining('the stage does not know "Eve"') });

    const sqs = new SQSClient(clientConfig(world.aws));
    const { workspace } = loadWorkspace(folder, { asOf: new Date(AS_OF) });
    const manifest = workspace?.launches.find(({ file }) => file.endsWith(`${LAUNCH}.yaml`))?.manifest;
    if (workspace === undefined || manifest === undefined) throw new Error('The launch has errors.');
    const request = {
      messageId: 'test_madeByHand',
      decisionId: 'run_madeByHand',
      launch: LAUNCH,
      definitionHash: compileLaunch(manifest, workspace).hash,
      offer: 'soup',
      channel: 'email',
      vendor: 'mailhub',
      person: 'tester',
      purpose: 'personalised-offers',
      requestedAt: new Date(world.clock.now()).toISOString(),
      notAfter: new Date(world.clock.now() + 600_000).toISOString(),
    };
    const test = { tester: 'tester_madeByHand', language: 'en', by: 'eve' };
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: world.foundation.workQueues.DeliveryMailhub ?? '',
        MessageBody: JSON.stringify({ request, hop: 0, trace: 'by-hand', test }),
      }),
    );
    sqs.destroy();
    expect(await world.ended('test_madeByHand')).toMatchObject({ state: 'refused', reason: 'not-a-tester' });
    expect(world.messages.length).toBe(before);
  });

  it('stops with everything, and does not come later', async () => {
    const { world } = stage();
    const before = tests().length;
    await world.deployment.tandem('pause', '--all');
    try {
      const { code, text } = await run('--to', 'me', '--channel', 'email');
      expect({ code, text }).toEqual({ code: 1, text: expect.stringContaining('refused (stopped)') });
    } finally {
      await world.deployment.tandem('resume', '--all');
    }
    await world.settled();
    expect(tests()).toHaveLength(before);
  });
};
