import type { RebuildPage, RebuildRun, RebuildTask } from '../../../contracts/rebuild';
import { fakeStage, runTandem } from '../../support/fake-stage';
import { removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const RUN = 'rebuild-20261127-120000';
const runOf = (state: RebuildRun['state'], counts: Partial<RebuildRun['counts']> = {}): RebuildRun => ({
  run: RUN,
  state,
  startedAt: '2026-11-27T12:00:00.000Z',
  until: '2026-12-04T12:00:00.000Z',
  rules: 'r',
  passes: 0,
  moved: 0,
  counts: { build: {}, check: {}, switch: {}, revert: {}, ...counts },
});
const pageOf = (run: RebuildRun, more: Partial<RebuildPage> = {}): RebuildPage => ({
  run,
  done: false,
  examples: [],
  ...more,
});

/** A stage whose function gives these pages, one an invocation. */
const stageWith = (...pages: readonly RebuildPage[]) => {
  const stage = fakeStage();
  const left = [...pages];
  stage.functions = () => {
    const page = left.shift();
    if (page === undefined) throw new Error('The function is down.');
    return page;
  };
  return stage;
};
const asked = ({ tasks }: ReturnType<typeof fakeStage>) => tasks.map(({ task }) => task as RebuildTask);

const examples = [{ person: 'user_id:tok_1', says: 'traits (last_order)' }];
const checked = runOf('checked', { check: { people: 3, same: 2, differs: 1, 'differs: traits': 1, moved: 0 } });

describe('tandem rebuild', () => {
  it('works everybody out anew, tells what differs with examples, and what to do to switch', async () => {
    const stage = stageWith(
      pageOf(runOf('building')),
      pageOf(runOf('built')),
      pageOf(checked, { done: true, examples }),
    );
    const { code, out, err } = await runTandem(workspaceWith(), ['rebuild'], stage);

    expect(code).toBe(0);
    expect(asked(stage)).toEqual([{ to: 'checked' }, { to: 'checked', run: RUN }, { to: 'checked', run: RUN }]);
    expect(err).toContain(`${RUN}: building`);
    expect(out).toContain(
      '3       people\n2       are what their history gives\n1       are not\n1         differs: traits',
    );
    expect(out).toContain('user_id:tok_1  traits (last_order)');
    expect(out).toContain(`npx tandem rebuild --switch ${RUN}`);
  });

  it('offers no switch where there is nothing to switch', async () => {
    const stage = stageWith(pageOf(runOf('checked', { check: { people: 2, same: 2 } }), { done: true }));
    const { out } = await runTandem(workspaceWith(), ['rebuild'], stage);

    expect(out).toContain('there is nothing to switch');
    expect(out).not.toContain('--switch');
  });

  it('ends with an error, and offers no switch, where a rule is broken', async () => {
    const broken = runOf('checked', { check: { people: 3, differs: 3, 'consent-widened': 2, failed: 1 } });
    const stage = stageWith(pageOf(broken, { done: true }));
    const { code, out } = await runTandem(workspaceWith(), ['rebuild', '--json'], stage);

    expect(code).toBe(1);
    expect(JSON.parse(out).findings).toMatchObject([
      { code: 'rebuild.broken', message: '2 people would be allowed what no event says they allowed' },
      { code: 'rebuild.broken', message: '1 people could not be worked out' },
    ]);
    expect(out).not.toContain('--switch');
  });

  it.each(['switch', 'revert'] as const)('goes on with --%s until it is done', async (what) => {
    const [during, after] =
      what === 'switch' ? (['switching', 'switched'] as const) : (['reverting', 'reverted'] as const);
    const done = runOf(after, { [what]: { moved: 4 } });
    const stage = stageWith(pageOf({ ...runOf(during), passes: 1 }), pageOf(done, { done: true }));
    const { code, out, err } = await runTandem(workspaceWith(), ['rebuild', `--${what}`, RUN], stage);

    expect(code).toBe(0);
    expect(asked(stage)).toEqual([
      { to: after, run: RUN },
      { to: after, run: RUN },
    ]);
    expect(err).toContain(`${during}, pass 2`);
    expect(out).toContain('4       changed');
    expect(out.includes(`--revert ${RUN}`)).toBe(what === 'switch');
  });

  it('says why a run does not go on', async () => {
    const stage = stageWith(pageOf(checked, { refused: 'rule-broken' }));
    const { code, out } = await runTandem(workspaceWith(), ['rebuild', '--switch', RUN, '--json'], stage);

    expect(code).toBe(1);
    expect(JSON.parse(out).findings).toMatchObject([
      { code: 'rebuild.refused', message: `${RUN} (checked): the check found broken rules` },
    ]);
    const unknown = stageWith({ done: false, refused: 'unknown-run', examples: [] });
    expect((await runTandem(workspaceWith(), ['rebuild', '--switch', 'x'], unknown)).out).toContain(
      'x: there is no such run',
    );
  });

  it('is used wrongly with both options', async () => {
    const { code } = await runTandem(workspaceWith(), ['rebuild', '--switch', RUN, '--revert', RUN], fakeStage());
    expect(code).toBe(2);
  });
});
