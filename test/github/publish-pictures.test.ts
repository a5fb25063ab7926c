import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { isPng } from '../../.github/scripts/png';
import { publishPictures } from '../../.github/scripts/publish-pictures';
import { folder, ports, removeProjects, repository } from '../support/pipeline-ports';

jest.setTimeout(60_000);
afterAll(removeProjects);

const chunk = (kind: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const END = chunk('IEND', Buffer.alloc(0));
/** A grey picture, one pixel high. */
const png = (width = 1, height = 1): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(width + 1))), END]);
};

const NAME = 'win-back.1.ten-off.email.en.png';
const artefact = (files: Readonly<Record<string, Buffer>>): string => {
  const made = folder();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(made, name), content);
  return made;
};
const shas = { first: 'a'.repeat(40), second: 'b'.repeat(40) };

const publisher = ({ root }: { readonly root: string }) => {
  const output = join(folder(), 'output');
  writeFileSync(output, '');
  return {
    output: () => readFileSync(output, 'utf8'),
    publish: (
      pull: string,
      head: string,
      from: string,
      now = '2026-11-23T10:00:00Z',
      git = ports({ root }).world.git,
    ) => {
      const { world, said } = ports({ root, now, env: { PULL: pull, HEAD: head, GITHUB_OUTPUT: output } });
      return publishPictures({ ...world, git }, from).then((code) => ({ code, said }));
    },
  };
};
const pathsIn = (git: (...args: readonly string[]) => string): readonly string[] =>
  git('ls-tree', '-r', '--name-only', 'previews').trim().split('\n');

describe('publish-pictures', () => {
  it('puts them on a branch of their own and says where, and touches no file of what is checked out', async () => {
    const at = repository(artefact({ 'README.md': Buffer.from('code') }));
    const { publish, output } = publisher(at);
    const { code } = await publish('7', shas.first, artefact({ [NAME]: png() }));
    expect([code, output()]).toEqual([0, `folder=7/2026-11-23/${shas.first}\n`]);
    expect(pathsIn(at.origin)).toEqual([`7/2026-11-23/${shas.first}/${NAME}`]);
    expect(at.git('rev-parse', 'HEAD')).toBe(at.origin('rev-parse', 'main'));
    at.git('read-tree', 'HEAD');
    expect(at.git('status', '--porcelain')).toBe('');
    const kept = at.origin('cat-file', '-s', `previews:7/2026-11-23/${shas.first}/${NAME}`);
    expect(Number(kept)).toBe(png().length);
  });

  it("replaces those of the pull request's earlier commits, keeps those of others for 30 days, and no history", async () => {
    const at = repository(artefact({ 'README.md': Buffer.from('code') }));
    const { publish } = publisher(at);
    const from = artefact({ [NAME]: png() });
    await publish('5', shas.first, from, '2026-10-01T10:00:00Z');
    await publish('6', shas.first, from, '2026-10-24T10:00:00Z');
    await publish('7', shas.first, from, '2026-10-30T10:00:00Z');
    expect(pathsIn(at.origin)).toHaveLength(3);
    await publish('7', shas.second, from);
    expect(pathsIn(at.origin)).toEqual([`6/2026-10-24/${shas.first}/${NAME}`, `7/2026-11-23/${shas.second}/${NAME}`]);
    expect(at.origin('rev-list', '--count', 'previews').trim()).toBe('1');
  });

  it('loses nothing where other runs are quicker, the first run of all among them', async () => {
    const at = repository(artefact({ 'README.md': Buffer.from('code') }));
    const { publish } = publisher(at);
    const from = artefact({ [NAME]: png() });
    const { git } = ports({ root: at.root }).world;
    // Another run gets its push in just before this one's, three times.
    let others = 0;
    const slow = (...args: readonly string[]): string => {
      if (args[0] === 'push' && others < 3) {
        others += 1;
        const tip = at.origin('for-each-ref', '--format=%(objectname)', 'refs/heads/previews').trim();
        quick(at, String(100 + others), tip);
      }
      return git(...args);
    };
    expect((await publish('7', shas.first, from, undefined, slow)).code).toBe(0);
    expect(pathsIn(at.origin).map((path) => path.split('/')[0])).toEqual(['101', '102', '103', '7']);
  });

  it('fails where the remote takes nothing, and tries no second time', async () => {
    const at = repository(artefact({ 'README.md': Buffer.from('code') }));
    const { git } = ports({ root: at.root }).world;
    let pushes = 0;
    const refused = (...args: readonly string[]): string => {
      if (args[0] !== 'push') return git(...args);
      pushes += 1;
      throw new Error('the branch is protected');
    };
    const { publish, output } = publisher(at);
    await expect(publish('7', shas.first, artefact({ [NAME]: png() }), undefined, refused)).rejects.toThrow(
      'protected',
    );
    expect([pushes, output()]).toEqual([1, '']);
  });

  it.each<[string, Readonly<Record<string, Buffer>>]>([
    ['a page', { 'win-back.1.ten-off.email.en.html': Buffer.from('<script>') }],
    ['a page under the name of a picture', { [NAME]: Buffer.from('<script>') }],
    ['a name that leads elsewhere', { '-rf.png': png() }],
    [
      'more than a megabyte',
      { [NAME]: Buffer.concat([png().subarray(0, -12), chunk('tEXt', Buffer.alloc(1e6)), END]) },
    ],
    ['something behind the picture', { [NAME]: Buffer.concat([png(), Buffer.from('<script>')]) }],
    ['sides without end', { [NAME]: png(10_001) }],
    [
      'more than a comment can need',
      Object.fromEntries(Array.from({ length: 61 }, (_, at) => [`win-back.${at + 1}.ten-off.email.en.png`, png()])),
    ],
  ])('refuses all where there is %s', async (_, files) => {
    const at = repository(artefact({ 'README.md': Buffer.from('code') }));
    const { publish, output } = publisher(at);
    await expect(publish('7', shas.first, artefact({ 'win-back.1.good.app.en.png': png(), ...files }))).rejects.toThrow(
      /no picture as|more than 60 pictures/,
    );
    expect([at.origin('branch', '--list', 'previews'), output()]).toEqual(['', '']);
  });

  it('refuses what only points at a picture', async () => {
    const at = repository(artefact({ 'README.md': Buffer.from('code') }));
    const from = folder();
    const secret = join(artefact({ secret: png() }), 'secret');
    symlinkSync(secret, join(from, NAME));
    await expect(publisher(at).publish('7', shas.first, from)).rejects.toThrow('no picture as');
    mkdirSync(join(from, 'win-back.2.ten-off.email.en.png'));
    await expect(publisher(at).publish('7', shas.first, from)).rejects.toThrow('no picture as');
  });

  it('publishes nothing where nothing was made, and refuses a pull request or a commit that is none', async () => {
    const at = repository(artefact({ 'README.md': Buffer.from('code') }));
    const { publish, output } = publisher(at);
    expect((await publish('7', shas.first, join(folder(), 'none'))).code).toBe(0);
    expect([at.origin('branch', '--list', 'previews'), output()]).toEqual(['', '']);
    await expect(publish('7/..', shas.first, folder())).rejects.toThrow('PULL is no number');
    await expect(publish('7', '../../main', folder())).rejects.toThrow('HEAD is no commit');
  });
});

/** A commit of another run on the branch of pictures, with one folder more. */
const quick = ({ root }: { readonly root: string }, pull: string, tip: string): void => {
  const { git } = ports({ root: gitClone(root) }).world;
  const blob = git('hash-object', '-w', '--', artefactFile()).trim();
  if (tip !== '') git('fetch', '--quiet', 'origin', 'refs/heads/previews');
  git('read-tree', tip === '' ? '--empty' : tip);
  git('update-index', '--add', '--cacheinfo', `100644,${blob},${pull}/2026-11-23/${shas.first}/${NAME}`);
  const commit = git(
    '-c',
    'user.name=x',
    '-c',
    'user.email=x@example.com',
    'commit-tree',
    git('write-tree').trim(),
    '-m',
    'x',
  );
  git('push', '--quiet', '--force', 'origin', `${commit.trim()}:refs/heads/previews`);
};
const artefactFile = (): string => join(artefact({ [NAME]: png() }), NAME);
const gitClone = (root: string): string => {
  const { git } = ports({ root }).world;
  const made = folder();
  git('clone', '--quiet', git('remote', 'get-url', 'origin').trim(), made);
  return made;
};

describe('a PNG', () => {
  it('is whole: cut anywhere or changed in any byte it is none', () => {
    const sound = png();
    expect(isPng(sound, 10)).toBe(true);
    for (let at = 0; at < sound.length; at += 1) {
      expect(isPng(sound.subarray(0, at), 10)).toBe(false);
      const changed = Buffer.from(sound);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect([at, isPng(changed, 10)]).toEqual([at, false]);
    }
  });

  it('begins with its header, and has sides', () => {
    expect(isPng(Buffer.concat([SIGNATURE, END]), 10)).toBe(false);
    expect([isPng(png(0, 1), 10), isPng(png(10, 10), 10), isPng(png(1, 11), 10)]).toEqual([false, true, false]);
  });
});
