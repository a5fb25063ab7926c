import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeKey } from '../../../lambdas/domain/write-key';
import { RowSet } from '../../../lib/import/row-set';
import { messageIdOf, type PostBatch } from '../../../lib/import/send';
import { type FakeStage, fakeStage, runTandem } from '../../support/fake-stage';
import { importFile, importWorkspace } from '../../support/import-world';
import { removeWorkspaces } from '../../support/workspace';

afterAll(removeWorkspaces);

const ROOT = resolve(__dirname, '../../..');
const root = importWorkspace();
const APPLY = ['--kind', 'customers', '--apply'];
const rows = (count: number): string =>
  ['user_id,email,at', ...Array.from({ length: count }, (_, at) => `u${at},ada${at}@households.test,2019-05-11`)].join(
    '\n',
  );

interface Sent {
  readonly messageId: string;
  readonly userId: string;
}
const sentTo = (stage: FakeStage): readonly Sent[] => stage.batches.flat() as readonly Sent[];
const taken: PostBatch = async () => ({ status: 202, rejected: [] });

describe('tandem customer import --apply', () => {
  it('sends each row as the call that it stands for', async () => {
    const stage = fakeStage();
    const consents = [
      'user_id,email,purpose,channel,status,at,noticeVersion,scopes',
      'u1,ada@households.test,personalised-offers,email,granted,2019-05-11T10:00:00+02:00,3,offers | news',
    ].join('\n');
    await importFile(root, 'one.csv', consents, ['--kind', 'consents', '--apply'], stage);
    await importFile(
      root,
      'two.ndjson',
      '{"email":"ada@households.test","reason":"unsubscribed"}\n',
      ['--kind', 'suppressions', '--at', '2016-01-01', '--apply'],
      stage,
    );

    expect(stage.batches.flat()).toEqual([
      {
        type: 'track',
        event: 'Consent Granted',
        messageId: expect.stringMatching(/^import-[\w-]{43}$/),
        timestamp: '2019-05-11T08:00:00.000Z',
        userId: 'u1',
        context: { traits: { email: 'ada@households.test' } },
        properties: {
          purpose: 'personalised-offers',
          channel: 'email',
          noticeVersion: '3',
          scopes: ['offers', 'news'],
        },
      },
      {
        type: 'track',
        event: 'Consent Withdrawn',
        messageId: expect.any(String),
        timestamp: '2016-01-01T00:00:00.000Z',
        context: { traits: { email: 'ada@households.test' } },
        properties: { purpose: '*', channel: '*', reason: 'unsubscribed' },
      },
    ]);
  });

  it('leaves a receipt, and sends nothing when it is run again', async () => {
    const stage = fakeStage();
    const first = await importFile(root, 'again.csv', rows(3), APPLY, stage);
    const again = await importFile(root, 'again.csv', rows(3), APPLY, stage);

    expect(first.data).toMatchObject({
      state: 'done',
      rows: 3,
      sent: 3,
      accepted: 3,
      rejected: {},
      by: 'ada',
      stage: 'local',
    });
    expect(again).toMatchObject({ code: 0, data: { state: 'done', accepted: 3 } });
    expect(stage.batches).toHaveLength(1);
    const receipt = join(root, 'again.csv.local.receipt.json');
    expect(statSync(receipt).mode & 0o777).toBe(0o600);
    expect(readFileSync(receipt, 'utf8')).not.toContain('@households');
  });

  it('takes the write key from the environment, else from the stage’s secret', async () => {
    const stage = fakeStage();
    await importFile(root, 'derived.csv', rows(1), APPLY, stage);
    process.env.TANDEM_WRITE_KEY = 'import.given';
    try {
      await importFile(root, 'given.csv', rows(1), APPLY, stage);
    } finally {
      delete process.env.TANDEM_WRITE_KEY;
    }

    expect([...stage.writeKeys]).toEqual([writeKey('master', 'import', 1), 'import.given']);
  });

  it('gives rows that a mended file keeps the ids that they had', async () => {
    const [before, after] = [fakeStage(), fakeStage()];
    await importFile(root, 'mended.csv', rows(3), APPLY, before);
    await importFile(root, 'mended.csv', `${rows(3).replace('ada1@', 'eve1@')}\nu9,,2019-05-11`, APPLY, after);

    const ids = (stage: FakeStage) => new Map(sentTo(stage).map(({ userId, messageId }) => [userId, messageId]));
    expect(ids(after).get('u0')).toBe(ids(before).get('u0'));
    expect(ids(after).get('u2')).toBe(ids(before).get('u2'));
    expect(ids(after).get('u1')).not.toBe(ids(before).get('u1'));
  });

  it('makes ids that nobody can guess a row by without the key', () => {
    expect(messageIdOf('key one', 'row')).not.toBe(messageIdOf('key two', 'row'));
  });

  it('waits out a busy edge, and sends a batch again of which the bus took only a part', async () => {
    const stage = fakeStage();
    const answers = [429, 503, 0, 202];
    stage.ingest = async () => {
      const status = answers.shift() ?? 202;
      if (status === 0) throw new Error('connection reset');
      return { status, rejected: [], ...(status === 429 ? { retryAfter: 5 } : {}) };
    };
    const said = await importFile(root, 'busy.csv', rows(2), APPLY, stage);

    expect(said).toMatchObject({ code: 0, data: { accepted: 2 } });
    expect(stage.steps).toEqual(['wait 5000', 'wait 1000', 'wait 2000']);
    expect(new Set(sentTo(stage).map(({ messageId }) => messageId)).size).toBe(2);
  });

  it('gives up on a key that is refused, at once, and on an edge that stays away, and says how to go on', async () => {
    const stage = fakeStage();
    stage.ingest = async () => ({ status: 401, rejected: [] });
    const refused = await importFile(root, 'refused.csv', rows(2), APPLY, stage);
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('it answered 401') });
    expect(stage.steps).toEqual([]);

    stage.ingest = async () => ({ status: 503, rejected: [] });
    const away = await importFile(root, 'refused.csv', rows(2), APPLY, stage);
    expect(away).toMatchObject({ code: 2, err: expect.stringContaining('run the command again to go on') });
  });

  it('imports the file of rejected rows as it is', async () => {
    const stage = fakeStage();
    stage.ingest = async () => ({ status: 202, rejected: [{ index: 0, code: 'no-identifier', message: 'No.' }] });
    await importFile(root, 'bad.csv', rows(1), APPLY, stage);
    const rejected = readFileSync(join(root, 'bad.csv.local.rejected.ndjson'));
    expect(JSON.parse(rejected.toString())).toMatchObject({ user_id: 'u0', 'tandem.code': 'no-identifier' });

    stage.ingest = taken;
    expect(await importFile(root, 'mended.ndjson', rejected, APPLY, stage)).toMatchObject({
      code: 0,
      data: { accepted: 1 },
    });
  });

  it('needs the source that brings history', async () => {
    const { runTandem: run } = await import('../../support/fake-stage');
    const { workspaceWith } = await import('../../support/workspace');
    const bare = workspaceWith({ 'some.csv': 'user_id\n' });

    expect(await run(bare, ['customer', 'import', 'some.csv', '--kind', 'customers'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('needs a source "import" with history: true'),
    });
  });
});

describe('the examples in docs/import', () => {
  const examples = [
    ['customers.csv', 'customers', []],
    ['consents.csv', 'consents', ['--columns', 'docs/import/consents.columns.yaml']],
    ['suppressions.ndjson', 'suppressions', []],
  ] as const;

  it('are all there are', () => {
    expect(
      readdirSync(join(ROOT, 'docs/import'))
        .filter((name) => !name.endsWith('.yaml'))
        .sort(),
    ).toEqual(examples.map(([name]) => name).sort());
  });

  it.each(examples)('%s is right by the shipped platform', async (name, kind, more) => {
    const { code, out } = await runTandem(ROOT, ['customer', 'import', `docs/import/${name}`, '--kind', kind, ...more]);

    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('3 rows, 0 errors. Nothing was sent') });
  });
});

describe('RowSet', () => {
  it('knows what was added, and nothing else, beyond its first size', () => {
    const set = new RowSet();
    const texts = Array.from({ length: 60_000 }, (_, at) => `row ${at}`);

    expect(texts.filter((text) => set.has(text))).toEqual([]);
    expect(texts.every((text) => set.has(text))).toBe(true);
    expect(set.has('another')).toBe(false);
  });
});
