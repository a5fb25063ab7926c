import { annotation, check, type Found } from '../../.github/scripts/check';
import { fakeStage, runTandem } from '../support/fake-stage';
import { ports, removeProjects } from '../support/pipeline-ports';
import { shippedCopy } from '../support/shipped-copy';

jest.setTimeout(60_000);
afterAll(removeProjects);

const finding: Found = {
  ...{ code: 'copy.gives', severity: 'error', file: 'launches/a.yaml', line: 3, column: 7, path: 'offers[0]' },
  ...{ message: 'the copy says 10%', fix: 'Make them agree.' },
};

describe('check', () => {
  it('says a finding where it is, as GitHub shows it', () => {
    expect(annotation(finding)).toBe(
      '::error file=launches/a.yaml,line=3,col=7,title=copy.gives::offers[0]: the copy says 10%25. Make them agree.',
    );
    expect(annotation({ ...finding, severity: 'info', path: '' })).toMatch(/^::notice .*::the copy/);
  });

  it('lets no word of a file become a command or a property', () => {
    const evil = annotation({ ...finding, file: 'a,line=1:b%', message: 'x\n::warning::y\r%0A' });
    expect(evil.split('\n')).toHaveLength(1);
    expect(evil).toContain('file=a%2Cline=1%3Ab%25,');
    expect(evil).toContain('x%0A::warning::y%0D%250A');
  });

  it('ends as the command line does: with 1 for errors, 2 for what could not be judged', async () => {
    const root = shippedCopy({ 'launches/broken.yaml': 'launch: broken\n' });
    const real = async (words: readonly string[]) => runTandem(root, words, fakeStage());
    const { world, said } = ports({ root, tandem: real });
    expect(await check(world, undefined)).toBe(1);
    expect(said.some((line) => line.startsWith('::error file=launches/broken.yaml,line='))).toBe(true);

    const unfit = ports({ tandem: () => ({ code: 2, err: 'error: no project' }) });
    expect(await check(unfit.world, 'origin/main')).toBe(2);
    expect(unfit.commands).toEqual([['check', '--json', '--governed-since', 'origin/main']]);
    expect(unfit.said).toEqual(['quoted error: no project']);
  });
});
