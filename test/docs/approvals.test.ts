import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { approvalWorld } from '../support/approvals';
import { guideBlocks, wordsOf } from '../support/guide';
import { ROOT } from '../support/shipped-platform';
import { removeWorkspaces } from '../support/workspace';

afterAll(removeWorkspaces);

const PAGE = readFileSync(join(ROOT, 'docs/approvals.md'), 'utf8');

describe('docs/approvals.md', () => {
  it('says what happens when it is followed', async () => {
    const world = approvalWorld();
    world.stage.environment.set('TANDEM_CHAT_URL', 'https://chat.example.com/x');
    world.git('rm', '--quiet', 'platform/vendors/oldpost.yaml');
    world.commit();
    for (const name of ['nina', 'mara']) copyFileSync(world.key(name), join(world.root, `${name}.pem`));
    let said = '';
    let commands = 0;
    for (const { language, text } of guideBlocks(PAGE)) {
      if (language === 'text') for (const part of text.split(/^\.\.\.\n/m)) expect(said).toContain(part.trimEnd());
      if (language !== 'sh') continue;
      const words = wordsOf(text.trim());
      expect(words.slice(0, 2)).toEqual(['npx', 'tandem']);
      const { code, out } = await world.tandem(words.slice(2));
      expect([text, code]).toEqual([text, 0]);
      said = out;
      commands += 1;
    }
    expect(commands).toBe(5);
  });

  it('links to what is there', () => {
    for (const [, to = ''] of PAGE.matchAll(/\]\(([^)#]+)\)/g))
      expect([to, existsSync(join(ROOT, 'docs', to))]).toEqual([to, true]);
  });
});
