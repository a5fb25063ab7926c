import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { comment } from '../../.github/scripts/comment';
import { gallery } from '../../.github/scripts/gallery';
import { type Picture, pictureName, pictureOf } from '../../.github/scripts/picture-file';
import { folder, ports, removeProjects } from '../support/pipeline-ports';

jest.setTimeout(60_000);
afterAll(removeProjects);

const FOLDER = `7/2026-11-23/${'a'.repeat(40)}`;
const ENV = { PULL: '7', GITHUB_SERVER_URL: 'https://forge.example', GITHUB_REPOSITORY: 'harvest/tandem' };

/** What the jobs before have left: plans, and pictures by their names. */
const made = (names: readonly string[] = [], plans = 'the plan\n') => {
  const from = folder();
  const pictures = join(from, 'pictures');
  mkdirSync(pictures);
  for (const name of names) writeFileSync(join(pictures, name), '');
  writeFileSync(join(from, 'comment.md'), plans);
  return { from, made: pictures, published: FOLDER };
};

describe('comment', () => {
  const path = 'issues/7/comments';
  const bodyOf = async (request: Parameters<typeof comment>[1]): Promise<string> => {
    const { world, sent } = ports({ env: ENV });
    expect(await comment(world, request)).toBe(0);
    return String(sent[0]?.body.body);
  };

  it('writes one comment and changes that one, never one of a person', async () => {
    const first = ports({ env: ENV });
    await comment(first.world, made());
    const body = String(first.sent[0]?.body.body);
    expect(first.sent).toMatchObject([{ method: 'POST', path }]);

    const person = { id: 1, body, user: { login: 'robin' } };
    const own = { id: 2, body, user: { login: 'github-actions[bot]' } };
    const again = ports({ env: ENV, lists: { [path]: [person, own] } });
    await comment(again.world, made());
    expect(again.sent).toMatchObject([{ method: 'PATCH', path: 'issues/comments/2' }]);
    const only = ports({ env: ENV, lists: { [path]: [person, { id: 3, user: null }] } });
    await comment(only.world, made());
    expect(only.sent).toMatchObject([{ method: 'POST', path }]);
  });

  it('refuses a number that is none', async () => {
    await expect(comment(ports({ env: { ...ENV, PULL: '7/../8' } }).world, made())).rejects.toThrow('no number');
  });

  it('shows pictures below the plans, and says what of', async () => {
    const body = await bodyOf(made(['win-back.1.ten-off.email.en.png']));
    expect(body).toMatch(/the plan\n\n### What people will see\n\n!\[/);
    expect(body).toContain(
      `![win-back: email, en, offer ten-off](https://forge.example/harvest/tandem/blob/previews/${FOLDER}/win-back.1.ten-off.email.en.png?raw=true)`,
    );
  });

  it('names the artefact where pictures were made and could not be published, and shows none then', async () => {
    const body = await bodyOf({ ...made(['win-back.1.ten-off.email.en.png']), published: '' });
    expect(body).toContain('the artefact `previews` of this run has them');
    expect(body).not.toContain('![');
  });

  it('says nothing of pictures where there are none', async () => {
    expect((await bodyOf({ ...made(), published: '' })).endsWith('the plan')).toBe(true);
  });

  it('shows nothing whose name is no picture’s, however it was put there', async () => {
    const body = await bodyOf(made(['x](javascript:0) ![.png', 'win-back.1.ten-off.email.en.png']));
    expect(body.match(/!\[/g)).toHaveLength(1);
    expect(body).not.toContain('javascript');
  });

  it('stays within what GitHub takes, however long the plans are', async () => {
    const names = pictures(60).map((one) => pictureName(one) ?? '');
    for (const length of [60_000, 64_000, 65_000, 65_400]) {
      const body = await bodyOf(made(names, 'x'.repeat(length)));
      expect(body.length).toBeLessThanOrEqual(65_536);
      expect(body).toContain('more in the artefact `previews`');
    }
  });
});

/** Offers of one launch, each in two channels and two languages. */
const pictures = (count: number): readonly Picture[] =>
  Array.from({ length: count }, (_, index) => ({
    launch: 'win-back',
    place: Math.floor(index / 4) + 1,
    offer: `offer-${Math.floor(index / 4) + 1}`,
    channel: index % 2 === 0 ? 'app' : 'email',
    language: index % 4 < 2 ? 'en' : 'de',
  }));

describe('the gallery', () => {
  const place = { server: 'https://forge.example', repository: 'harvest/tandem', folder: FOLDER };

  it('shows the first offer in every channel and language, and links the others in their order', () => {
    const text = gallery([...pictures(48)].reverse(), place, 60_000);
    expect([...text.matchAll(/^!\[(.*?)\]/gm)].map(([, words]) => words)).toEqual([
      'win-back: app, de, offer offer-1',
      'win-back: app, en, offer offer-1',
      'win-back: email, de, offer offer-1',
      'win-back: email, en, offer offer-1',
    ]);
    const linked = [...text.matchAll(/^- \[.*offer (.*?)\]/gm)].map(([, offer]) => offer);
    expect(linked).toHaveLength(44);
    expect([linked[0], linked.at(-1)]).toEqual(['offer-2', 'offer-12']);
  });

  it('shows a dozen at most', () => {
    const many = Array.from({ length: 20 }, (_, index) => ({ ...first, channel: `channel-${index}` }));
    const text = gallery(many, place, 60_000);
    expect([text.match(/^!\[/gm), text.match(/^- \[/gm)].map((found) => found?.length)).toEqual([12, 8]);
  });

  it('refuses a folder that is none of the branch', () => {
    for (const folder of ['../main', '7/2026-11-23', `${FOLDER}/..`, `${FOLDER})`]) {
      expect(() => gallery([first], { ...place, folder }, 60_000)).toThrow('no folder');
    }
  });

  const first: Picture = { launch: 'win-back', place: 1, offer: 'ten-off', channel: 'email', language: 'en-GB' };

  it('reads from a name what stands in it, and nothing from a name that is not of the pattern', () => {
    expect(pictureName(first)).toBe('win-back.1.ten-off.email.en-GB.png');
    expect(pictureOf('win-back.1.ten-off.email.en-GB.png')).toEqual(first);
    expect(pictureName({ ...first, offer: 'offer 1' })).toBeUndefined();
    for (const name of ['../a.png', 'win-back.png', 'win-back.0.a.b.en.png', 'Win-back.1.ten.app.en.png', 'a.svg'])
      expect(pictureOf(name)).toBeUndefined();
  });
});
