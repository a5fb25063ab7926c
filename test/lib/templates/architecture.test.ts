import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withDrawings } from '../../../lib/governance/architecture-page';
import { projectWorkspace, ROOT, synthesiseStage } from '../../support/templates/synthesise';

describe('docs/architecture.md', () => {
  it('shows the event path and the stacks as the templates have them', () => {
    const { stacks, prefix } = synthesiseStage(projectWorkspace().platform.defaultStage);
    const page = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
    // Drawn anew by `npm run docs`.
    expect(withDrawings(page, stacks, { prefix })).toBe(page);
  });
});
