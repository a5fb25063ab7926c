import { newLaunch } from '../../.github/scripts/new-launch';
import { switchLaunch } from '../../.github/scripts/switch-launch';
import { fakeStage, runTandem } from '../support/fake-stage';
import { ports, project, removeProjects } from '../support/pipeline-ports';

jest.setTimeout(60_000);
afterAll(removeProjects);

describe('new-launch', () => {
  const form = (more: Readonly<Record<string, string>> = {}) => ({
    ...{ LAUNCH: 'spring-soup', FROM: 'browse-to-basket', BASE: 'main', ACTOR: 'Nina-Harvest-Lane', ACTOR_ID: '42' },
    ...more,
  });
  const filledIn = async (env: Readonly<Record<string, string>>) => {
    const { root, origin } = project();
    const real = async (words: readonly string[]) => runTandem(root, words, fakeStage());
    const used = ports({ root, env, tandem: real });
    return { ...used, origin, code: await newLaunch(used.world) };
  };

  it('opens a draft that says what is to be changed, written by whoever filled in the form', async () => {
    const { code, sent, origin } = await filledIn(form());
    expect(code).toBe(0);
    expect(sent).toMatchObject([{ method: 'POST', path: 'pulls', body: { head: 'launch/spring-soup', draft: true } }]);
    expect(String(sent[0]?.body.body)).toMatch(/- \[ \] line \d+: code "BAKERY10"/);
    expect(origin('log', '-1', '--format=%ae', 'launch/spring-soup').trim()).toBe('nina@harvest-lane.example');
    expect(origin('show', '--name-only', '--format=', 'launch/spring-soup').trim()).toBe('launches/spring-soup.yaml');
  });

  it("takes GitHub's own address of somebody who approves nothing", async () => {
    const { origin } = await filledIn(form({ ACTOR: 'robin' }));
    expect(origin('log', '-1', '--format=%ae', 'launch/spring-soup').trim()).toBe('42+robin@users.noreply.github.com');
  });

  it.each(['../x', '--json', 'a b', 'Soup', 'x;id', ''])('refuses an id that is none: "%s"', async (id) => {
    const refused = async (env: Readonly<Record<string, string>>) => {
      const { world, commands } = ports({ env });
      await expect(newLaunch(world)).rejects.toThrow('is no id of a launch');
      expect(commands).toEqual([]);
    };
    await refused(form({ LAUNCH: id }));
    await refused(form({ FROM: id }));
  });

  it('opens nothing where there is nothing to copy', async () => {
    const { code, sent } = await filledIn(form({ FROM: 'never-was' }));
    expect([code, sent]).toEqual([2, []]);
  });
});

describe('switch', () => {
  const env = { WHAT: 'pause', LAUNCH: 'win-back', REASON: '--all' };

  it('hands the reason over as one word, which no option can be', async () => {
    const { world, commands } = ports({ env });
    expect(await switchLaunch(world, 'prod')).toBe(0);
    expect(commands).toEqual([['pause', 'win-back', '--stage', 'prod', '--reason=--all']]);
  });

  it('needs no reason to resume, and does nothing else', async () => {
    const { world, commands } = ports({ env: { WHAT: 'resume', LAUNCH: 'win-back' } });
    await switchLaunch(world, 'prod');
    expect(commands).toEqual([['resume', 'win-back', '--stage', 'prod']]);
    await expect(switchLaunch(ports({ env: { ...env, WHAT: 'vendor' } }).world, 'prod')).rejects.toThrow(
      'WHAT is one of',
    );
  });
});
