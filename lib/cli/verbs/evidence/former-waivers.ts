import { waiversSchema } from '../../../../contracts/platform';
import type { FormerWaivers } from '../../../governance/register/waiver-changes';
import { WAIVERS_FILE } from '../../../governance/waiver-findings';
import { parseYaml } from '../../../workspace/yaml-file';
import { EnvironmentError } from '../../context';
import { commitNamed, fileAt, timeOf } from './commit';

/** The waivers of the commit that a branch, tag or id names; none where it has no such file. */
export const formerWaivers = (root: string, ref: string): FormerWaivers & { readonly commit: string } => {
  const commit = commitNamed(root, ref);
  const asOf = timeOf(root, commit).toISOString().slice(0, 10);
  const text = fileAt(root, commit, WAIVERS_FILE);
  if (text === undefined) return { commit, asOf, waivers: [] };
  const read = waiversSchema.safeParse(parseYaml(WAIVERS_FILE, text).value);
  if (read.success) return { commit, asOf, waivers: read.data.waivers };
  throw new EnvironmentError(
    `${WAIVERS_FILE} of ${ref} cannot be read as waivers are written now; name a later commit.`,
  );
};
