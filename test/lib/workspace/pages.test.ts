import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { APPROVAL_CODES } from '../../../lib/approval';
import { CLI_CODES } from '../../../lib/cli/codes';
import { IMPORT_CODES } from '../../../lib/import';
import { CODES } from '../../../lib/workspace/codes';

const PAGES = join(__dirname, '../../../docs/findings');
const TESTS = [
  'workspace/invalid-launches',
  'workspace/invalid-platform',
  'workspace/invalid-catalog',
  'workspace/invalid-vendors',
  'workspace/policy',
  'workspace/people',
  'approval/launch-approval',
  'approval/platform-approval',
  'approval/reviews',
  'approval/ask-requests',
  'governance/launch-rules',
  'cli/against-deployed',
  'workspace/identity-rules',
  'cli/customer',
  'cli/rebuild',
  'workspace/yaml-traps',
  'workspace/computed-traits',
  'workspace/layouts',
  'cli/go-live',
  'cli/launch-verbs',
  'cli/send-test',
  'cli/vendor-verbs',
  'cli/audiences',
  'cli/codes',
  'cli/evidence',
  'cli/evidence-period',
  'cli/status',
  'cli/trail',
  'cli/verify-evidence',
  'import/import-mistakes',
];

describe('findings', () => {
  const codes = [
    ...Object.keys(CODES),
    ...Object.keys(CLI_CODES),
    ...Object.keys(IMPORT_CODES),
    ...Object.keys(APPROVAL_CODES),
  ];

  it('have a page each, and no page is left over', () => {
    expect(readdirSync(PAGES).sort()).toEqual([...codes].sort().map((code) => `${code}.md`));
  });

  it.each(codes)('explain %s: what it is, why it matters, what to do', (code) => {
    const page = readFileSync(join(PAGES, `${code}.md`), 'utf8');

    expect(page).toMatch(
      new RegExp(
        `^# ${code.replace('.', '\\.')}\n\n.+\n\n\\*\\*Why it matters\\.\\*\\* .+\n\n\\*\\*What to do\\.\\*\\* .+\n`,
      ),
    );
  });

  it('are each provoked by a test', () => {
    const cases = join(__dirname, '../../fixtures/findings');
    const told = readdirSync(cases).map((name) => readFileSync(join(cases, name, 'findings.txt'), 'utf8'));
    const tests = [...TESTS.map((name) => `../${name}.test.ts`), '../../support/broken-rules.ts']
      .map((file) => readFileSync(join(__dirname, file), 'utf8'))
      .concat(told)
      .join('\n');

    expect(codes.filter((code) => !new RegExp(`${code.replace('.', '\\.')}[': ]`).test(tests))).toEqual([]);
  });
});
