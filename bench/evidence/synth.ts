import { synthesised } from '../../lib/cli/verbs/evidence/synthesise';
import { packsOf } from '../../lib/governance/packs';
import { evaluate } from '../../lib/governance/register/evaluate';
import { stageContext } from '../../lib/stacks/compose';
import { loadWorkspace } from '../../lib/workspace';

/** What the evidence bench compares: a synthesis that nobody judges, one that plain packs judge, and one that the register is made of. */
const main = (): void => {
  const root = process.cwd();
  const { workspace } = loadWorkspace(root);
  if (workspace === undefined) throw new Error('The bench workspace has findings.');
  const stage = stageContext(workspace.platform, 'local');
  const { app } = synthesised(root, workspace, stage);
  if (process.env.BENCH_JUDGED === 'register') evaluate(app, { workspace, stage, asOf: new Date() });
  if (process.env.BENCH_JUDGED !== 'packs') return;
  for (const mode of ['enforced', 'reported'] as const) {
    for (const pack of packsOf(workspace.policy, mode)) pack.validateScope(app);
  }
};

main();
