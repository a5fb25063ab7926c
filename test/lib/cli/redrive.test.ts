import type { QuarantineTask } from '../../../contracts/quarantine';
import { fakeStage, runTandem } from '../../support/fake-stage';
import { removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const root = workspaceWith();
const tally = {
  source: 'shop',
  reason: 'unknown-event',
  event: '',
  outcome: 'kept',
  count: 2,
  oldest: '2026-11-20T12:00:00.000Z',
};

/** A stage that answers in two pages, and what it was asked. */
const stageWith = (outcome: string) => {
  const stage = fakeStage();
  stage.functions = (_name, task) => {
    const asked = task as QuarantineTask;
    if (asked.task === 'tidy') return { removed: 3, left: 1 };
    const tallies = [
      { ...tally, outcome },
      { ...tally, reason: 'too-late', event: 'Product Viewed', outcome: 'stays', now: 'too-late', count: 1 },
    ];
    return asked.cursor === undefined
      ? { tallies, cursor: '7' }
      : { tallies: [{ ...tally, outcome, oldest: '2026-11-19T12:00:00.000Z' }] };
  };
  return stage;
};
const redrive = (stage: ReturnType<typeof fakeStage>, ...words: readonly string[]) =>
  runTandem(root, ['redrive', 'quarantine', ...words], stage);

describe('tandem redrive quarantine', () => {
  it('shows reasons with counts over all pages, and how events that came too late get in', async () => {
    const stage = stageWith('kept');
    const { code, out } = await redrive(stage);

    expect(code).toBe(0);
    expect(out).toContain('SOURCE  REASON         EVENT                 EVENTS  SINCE');
    expect(out).toContain('shop    unknown-event  (not in the catalog)  4       2026-11-19T12:00:00.000Z');
    expect(out).toContain('5 events in quarantine');
    expect(out).toContain('npx tandem redrive quarantine --reason too-late --apply');
    expect(stage.tasks).toEqual([
      { name: 'redrive-quarantine', task: { task: 'list', filter: {} } },
      { name: 'redrive-quarantine', task: { task: 'list', filter: {}, cursor: '7' } },
    ]);
  });

  it('judges with --dry-run, by reason, source and time', async () => {
    const stage = stageWith('passes');
    const { out } = await redrive(
      stage,
      '--dry-run',
      '--reason',
      'unknown-event',
      '--source',
      'shop',
      '--since',
      '2026-11-01',
    );

    expect(out).toContain('4 of 5 events would be let in; nothing was changed.');
    expect(stage.tasks[0]?.task).toEqual({
      task: 'judge',
      filter: { reason: 'unknown-event', source: 'shop', since: '2026-11-01T00:00:00.000Z' },
    });
  });

  it('lets in with --apply, then tidies the queue, and tells programs the same', async () => {
    const stage = stageWith('replayed');
    const { code, out } = await redrive(stage, '--apply', '--json');

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      events: 5,
      tidied: { removed: 3, left: 1 },
      tallies: [{ outcome: 'replayed', count: 4 }, { outcome: 'stays' }],
    });
    expect(stage.tasks.map(({ task }) => (task as QuarantineTask).task)).toEqual(['replay', 'replay', 'tidy']);
  });

  it('says that nothing is in quarantine', async () => {
    const stage = fakeStage();
    stage.functions = () => ({ tallies: [] });

    expect((await redrive(stage)).out).toContain('Nothing is in quarantine.');
  });

  it.each([
    { words: ['--apply', '--dry-run'], said: 'not both' },
    { words: ['--since', 'yesterday'], said: 'Write a day or an instant' },
  ])('is used wrongly: $words', async ({ words, said }) => {
    expect(await redrive(fakeStage(), ...words)).toMatchObject({ code: 2, err: expect.stringContaining(said) });
  });
});
