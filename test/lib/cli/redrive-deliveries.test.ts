import { queuedRequestOf } from '../../../lambdas/domain/queued-request';
import { messageRequest } from '../../support/decision-fixtures';
import { fakeStage, runTandem } from '../../support/fake-stage';
import { removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const root = workspaceWith();
const letter = (over: { launch?: string; reason?: string; at?: string } = {}) => {
  const { launch = 'coats', reason = 'http-503', at = '2026-11-27T12:00:00.000Z' } = over;
  const request = messageRequest({ launch, messageId: `msg_${launch}` });
  const dead = { reason, status: 503, attempts: 10, at };
  return { at, body: JSON.stringify({ request, hop: 300, trace: 'trace-1', dueAt: at, dead }) };
};
const unread = { at: '2026-11-26T12:00:00.000Z', body: 'no JSON' };

const stageWith = (...letters: readonly { at: string; body: string }[]) => {
  const stage = fakeStage();
  stage.deadLetters.set('mailhub', [...letters]);
  return stage;
};
const redrive = (stage: ReturnType<typeof fakeStage>, ...words: readonly string[]) =>
  runTandem(root, ['redrive', 'deliveries', ...words], stage);

describe('tandem redrive deliveries', () => {
  it('shows what was put aside by vendor, launch and reason, and changes nothing', async () => {
    const stage = stageWith(letter(), letter({ at: '2026-11-26T12:00:00.000Z' }), letter({ launch: 'shoes' }), unread);
    const { code, out } = await redrive(stage);

    expect(code).toBe(0);
    expect(out).toContain('mailhub  coats   http-503  2         2026-11-26T12:00:00.000Z');
    expect(out).toContain('mailhub  shoes   http-503  1');
    expect(out).toContain('mailhub  -       receipts  1');
    expect(out).toContain('Put aside: 4, each for 14 days');
    expect(stage.redriven).toEqual([]);
  });

  it('puts messages back under their ids, with a schedule that starts again', async () => {
    const stage = stageWith(letter());
    const { out } = await redrive(stage, '--vendor', 'mailhub', '--apply');

    expect(out).toContain('Put back: 1, each under its own id');
    expect(stage.redriven.map(({ vendor }) => vendor)).toEqual(['mailhub']);
    expect(queuedRequestOf(stage.redriven[0]?.body ?? '')).toEqual({
      request: messageRequest({ messageId: 'msg_coats' }),
      hop: 300,
      trace: 'trace-1',
      since: 10,
    });
    expect(stage.deadLetters.get('mailhub')).toEqual([]);
  });

  it.each([
    { words: ['--launch', 'shoes'], launches: ['shoes'] },
    { words: ['--reason', 'http-401'], launches: ['hats'] },
    { words: ['--since', '2026-11-28'], launches: ['gloves'] },
    { words: ['--vendor', 'textly'], launches: [] },
  ])('redrives with $words only what is meant, and leaves the rest', async ({ words, launches }) => {
    const letters = [
      letter({ launch: 'shoes' }),
      letter({ launch: 'hats', reason: 'http-401' }),
      letter({ launch: 'gloves', at: '2026-11-28T12:00:00.000Z' }),
    ];
    const stage = stageWith(...letters);
    await redrive(stage, ...words, '--apply');
    expect(stage.redriven.map(({ body }) => queuedRequestOf(body).request.launch)).toEqual(launches);
    expect(stage.deadLetters.get('mailhub')).toHaveLength(3 - launches.length);
  });

  it('does not call a queue empty whose messages somebody else is looking at', async () => {
    const stage = stageWith();
    stage.hiddenLetters = 3;
    const { code, out } = await redrive(stage, '--vendor', 'mailhub', '--apply');
    expect(code).toBe(0);
    expect(out).toContain('Not seen: about 3, that somebody else is looking at.');
  });

  it('refuses a vendor that is not sent to', async () => {
    const { code, out } = await redrive(stageWith(), '--vendor', 'spamly');
    expect(code).toBe(1);
    expect(out).toContain('vendor.notInRegistry');
  });
});
