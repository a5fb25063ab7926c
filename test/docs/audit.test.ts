import { execFileSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { trailKey } from '../../contracts/trail';
import { batchText, chained, genesisOf } from '../../lambdas/domain/trail-chain';
import { anchorsFile } from '../../lib/evidence/trail/anchors';
import { commitAll, projectUnderGit } from '../support/evidence';
import { newKeyPem } from '../support/evidence-bundle';
import { type FakeStage, fakeStage, runTandem } from '../support/fake-stage';
import { type GuideBlock, guideBlocks, wordsOf } from '../support/guide';
import { awsEvent, fact } from '../support/period-input';
import { removeShippedCopies } from '../support/shipped-copy';
import { ROOT } from '../support/shipped-platform';

afterAll(removeShippedCopies);

const PAGE = readFileSync(join(ROOT, 'docs/audit.md'), 'utf8');
const TEMPLATES = 'evidence-prod/build/templates';

/** The shipped project, in which a waiver was extended since its first commit, with keys to sign and to check. */
const auditedProject = () => {
  const root = projectUnderGit();
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const waivers = readFileSync(join(root, 'platform/waivers.yaml'), 'utf8');
  write('platform/waivers.yaml', waivers.replace(/(id: W-005\n(?: {4}.*\n)*? {4}expires: )\S+/, '$12027-11-22'));
  commitAll(root);
  const [signs, other] = [newKeyPem(), newKeyPem()];
  write('signing-key.pem', signs);
  write('auditor.pem', publicPem(signs));
  write('other.pem', publicPem(other));
  return { root, write };
};
const publicPem = (pem: string): string => String(createPublicKey(pem).export({ format: 'pem', type: 'spki' }));

/** A stage that went live once and was changed past the pipeline, and what CloudTrail tells of that. */
const auditedStage = (write: (file: string, text: string) => void) => {
  const about = 'autumn-coats';
  const facts = [
    fact('launch.live', '2026-11-20T12:00:00.000Z', { about, by: 'ada', details: { state: 'live' } }),
    fact('launch.paused', '2026-11-20T13:00:00.000Z', { about, by: 'ada', details: { state: 'paused' } }),
    fact('personal-data.read', '2026-11-21T09:30:00.000Z', { about: 'sub_5e1f', details: { route: 'lookup' } }),
  ];
  const stage = fakeStage();
  const trail = batchText(chained(genesisOf('prod'), facts, '2026-11-21T09:30:01.000Z'));
  stage.trail = [{ key: trailKey(1), text: trail }];
  const change = awsEvent('UpdateFunctionCode20150331v2', '2026-11-20T23:40:00Z', {
    ...{ eventSource: 'lambda.amazonaws.com', recipientAccountId: '321098765432' },
    requestParameters: { functionName: 'tandem-prod-decide-offer' },
  });
  write('records/cloudtrail/log.json', JSON.stringify({ Records: [change] }));
  return stage;
};

/** Keeps the stage's anchors where the page looks for them: on the branch of the remote, and in the folder that `trail` asks. */
const anchored = async (root: string, stage: FakeStage): Promise<void> => {
  const { code } = await runTandem(root, ['trail', 'anchor', '--stage', 'prod'], stage);
  expect(code).toBe(0);
  shell(
    root,
    `git add ${anchorsFile('prod')}
tree=$(git write-tree)
git update-ref refs/remotes/origin/evidence "$(git -c user.name=a -c user.email=a@coats.example commit-tree -m anchors "$tree")"
git reset --quiet`,
  );
};

const shell = (root: string, script: string): string =>
  execFileSync('sh', ['-ec', script], { cwd: root, encoding: 'utf8', stdio: 'pipe' });

/** What the templates of a bundle say is deployed. */
const deployedTo = (stage: FakeStage, root: string): void => {
  for (const file of readdirSync(join(root, TEMPLATES)))
    stage.templates.set(file.replace(/\.json$/, ''), readFileSync(join(root, TEMPLATES, file), 'utf8'));
};

interface Said {
  readonly text: string;
  readonly code: number;
}

/** Runs a block of the page, Tandem's lines by the command line and all others by a shell. */
const ran = async (root: string, stage: FakeStage, block: string): Promise<Said> => {
  const lines = block.trim().split('\n');
  if (!lines.some((line) => line.startsWith('npx tandem '))) return { text: shell(root, lines.join('\n')), code: 0 };
  const said: Said[] = [];
  for (const line of lines) {
    if (line.startsWith('npx tandem ')) {
      const { out, err, code } = await runTandem(root, wordsOf(line).slice(2), stage);
      said.push({ text: `${out}\n${err}\n`, code });
    } else said.push({ text: shell(root, line), code: 0 });
  }
  return { text: said.map(({ text }) => text).join(''), code: Math.max(...said.map(({ code }) => code)) };
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Parts of what was said, in which `\u2026` stands for what differs from run to run. */
const partsOf = (text: string): readonly RegExp[] =>
  text.split(/^\.\.\.\n/m).map((part) => new RegExp(part.trimEnd().split('\u2026').map(escaped).join('[^\\n]*')));

describe('docs/audit.md', () => {
  const said = new Map<string, Said>();
  const blocks: readonly GuideBlock[] = guideBlocks(PAGE).filter(({ language }) => language !== '');
  const { root, write } = auditedProject();
  beforeAll(async () => {
    const stage = auditedStage(write);
    await anchored(root, stage);
    for (const { language, text } of blocks) {
      if (language !== 'sh') continue;
      if (existsSync(join(root, TEMPLATES))) deployedTo(stage, root);
      said.set(text, await ran(root, stage, text));
    }
  });

  it('says what happens when it is followed, failures too', () => {
    expect(said.size).toBe(13);
    for (const [at, { language, text }] of blocks.entries()) {
      if (language !== 'sh') continue;
      const next = blocks[at + 1];
      const told = next?.language === 'text' ? next.text : '';
      const { text: found = '', code } = said.get(text) ?? {};
      expect([text, code, found]).toEqual([text, told.startsWith('error  ') ? 1 : 0, expect.any(String)]);
      for (const part of partsOf(told)) expect(found).toMatch(part);
    }
  });

  it('prints nothing where every file is as it was listed', () => {
    const [quiet] = [...said].filter(([text]) => text.includes('sha256sum --check'));
    expect(quiet?.[1].text).toBe('');
  });

  it('shows the fingerprint that Tandem shows, by openssl alone', () => {
    const [byHand = ''] = [...said].flatMap(([text, { text: out }]) => (text.startsWith('{ printf') ? [out] : []));
    const [verified = ''] = [...said].flatMap(([text, { text: out }]) =>
      text.includes('verify-evidence evidence-prod') && out.includes('Signed with') ? [out] : [],
    );
    expect(verified).toContain(`Signed with SHA256:${byHand.trim().replace(/=+$/, '')}.`);
  });

  it('draws a row of the sample again, by sha256sum alone', () => {
    const [drawn = ''] = [...said].flatMap(([text, { text: out }]) => (text.includes('sample.csv') ? [out] : []));
    const [byHand = '', told] = drawn.trim().split('\n');
    expect(byHand).toMatch(/^[0-9a-f]{64} /);
    expect(byHand.slice(0, 64)).toBe(told);
  });

  it('names files that a bundle has, and parts that its report has', () => {
    for (const [, file = ''] of PAGE.matchAll(/`((?:build|period)\/[\w.-]+)`/g))
      expect([file, existsSync(join(root, 'november', file))]).toEqual([file, true]);
    const report = readFileSync(join(root, 'november/build/report.html'), 'utf8');
    for (const [, part] of PAGE.matchAll(/^\|[^|]*\|[^|]*?"([A-Z][\w ]*)"; `build/gm))
      expect(report).toContain(`">${part}</a>`);
  });

  it('can be read in ten minutes', () => {
    const prose = PAGE.replace(/^```.*?^```$/gms, '');
    // Slow readers of English manage 220 words a minute.
    expect(prose.split(/\s+/).length).toBeLessThan(2200);
  });

  it('links to what is there', () => {
    for (const [, to = ''] of PAGE.matchAll(/\]\(([^)#]+)\)/g))
      expect([to, existsSync(join(ROOT, 'docs', to))]).toEqual([to, true]);
    const heads = [...PAGE.matchAll(/^## (.*)$/gm)].map(([, head = '']) =>
      head
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replaceAll(' ', '-'),
    );
    for (const [, to = ''] of PAGE.matchAll(/\]\(#([^)]+)\)/g)) expect(heads).toContain(to);
  });
});
