import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changedLaunches } from '../../.github/scripts/launches';
import { previews } from '../../.github/scripts/previews';
import { report } from '../../.github/scripts/report';
import { folder, gitIn, ports, project, removeProjects, type World } from '../support/pipeline-ports';

jest.setTimeout(60_000);
afterAll(removeProjects);

describe('changed launches', () => {
  it('are those that are new or changed on the branch, whatever happened on main since', () => {
    const { root, git, commit } = project();
    git('switch', '--quiet', '--create', 'work');
    commit('launches/new-one.yaml', 'launch: new-one\n');
    commit('launches/win-back.yaml', 'launch: win-back\n');
    commit('launches/care-after-mention.yaml', undefined);
    commit('launches/notes/other.yaml', 'a: 1\n');
    commit('audiences/staff.yaml', 'list: staff\n');
    git('switch', '--quiet', 'main');
    commit('launches/of-others.yaml', 'launch: of-others\n');
    git('switch', '--quiet', 'work');
    expect(changedLaunches({ git: gitIn(root) }, 'main')).toEqual(['new-one', 'win-back']);
  });

  it('are not guessed where git does not know the commit', () => {
    const { root } = project();
    expect(() => changedLaunches({ git: gitIn(root) }, '0'.repeat(40))).toThrow();
  });
});

const changed = () => {
  const { root, git, commit } = project();
  git('switch', '--quiet', '--create', 'work');
  for (const launch of ['one-a', 'one-b']) commit(`launches/${launch}.yaml`, `launch: ${launch}\n`);
  return root;
};

describe('report', () => {
  const reported = async (world: World) => {
    const out = folder();
    const used = ports({ root: changed(), ...world });
    const code = await report(used.world, { since: 'main', stage: 'prod', out });
    return { ...used, code, text: () => readFileSync(join(out, 'comment.md'), 'utf8') };
  };

  it('writes plans of all changed launches, with a page each', async () => {
    const { code, text, commands } = await reported({
      tandem: ([verb, launch]) => ({ out: `## ${verb} ${launch}\n` }),
    });
    expect(code).toBe(0);
    expect(text()).toMatch(/^## plan one-a\n\n## plan one-b\n\nPlans as pages/);
    expect(commands.map(([verb, launch]) => `${verb} ${launch}`)).toEqual(
      ['one-a', 'one-b'].flatMap((launch) => [`plan ${launch}`, `plan ${launch}`]),
    );
    for (const words of commands) expect(words.join(' ')).toContain('--stage prod');
  });

  it('says of a launch with mistakes that there is no plan, and still shows the other one', async () => {
    const { text } = await reported({
      tandem: ([, launch]) => (launch === 'one-a' ? { code: 1 } : { out: 'the plan' }),
    });
    expect(text()).toContain('## one-a\n\nThere is no plan: the file has mistakes.');
    expect(text()).toContain('the plan');
  });

  it('leaves out what GitHub would not take, and says so', async () => {
    const { text } = await reported({ tandem: () => ({ out: 'x'.repeat(40_000) }) });
    expect(text().length).toBeLessThan(65_536);
    expect(text()).toContain('1 more in the artefact');
  });

  it('fails where the machine is at fault', async () => {
    const { code, said } = await reported({ tandem: () => ({ code: 2, err: 'AWS does not answer' }) });
    expect(code).toBe(2);
    expect(said.at(-1)).toContain('AWS does not answer');
  });
});

describe('previews', () => {
  const previewed = async (env: Readonly<Record<string, string>>, tandem: World['tandem'] = () => ({})) => {
    const used = ports({ root: changed(), env, tandem });
    return { ...used, code: await previews(used.world, { since: 'main', stage: 'prod', out: '/pages' }) };
  };

  it('are written of all changed launches, those with mistakes among them', async () => {
    const { code, commands, said } = await previewed({ FORK: 'false' }, () => ({ code: 1, out: 'shown' }));
    expect(code).toBe(0);
    expect(commands).toEqual(
      ['one-a', 'one-b'].map((launch) => ['preview', launch, '--stage', 'prod', '--out', '/pages']),
    );
    expect(said).toEqual(['quoted shown', 'quoted shown']);
  });

  it('say where they are to whoever proposes from a fork, and gets no comment', async () => {
    const { said } = await previewed({ FORK: 'true' });
    expect(said.at(-1)).toMatch(/^::notice title=fork::.*artefact "previews"/);
  });

  it('fail where the machine is at fault', async () => {
    expect((await previewed({ FORK: 'false' }, () => ({ code: 2 }))).code).toBe(2);
  });
});
