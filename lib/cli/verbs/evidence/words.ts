import { ABOUT, opensslLine, SIGNATURE } from '../../../evidence/seal';
import { SUMS } from '../../../evidence/sums';
import { ACCESS_PACK } from '../../../governance/register/evaluate-access';
import { LAUNCH_PACK } from '../../../governance/register/evaluate-tandem';
import type { Register } from '../../../governance/register/schema';
import type { WaiverChange } from '../../../governance/register/waiver-changes';

/** What the packs that are not about resources are asked about. */
const ASKED_ABOUT: Readonly<Record<string, string>> = { [LAUNCH_PACK]: 'launches', [ACCESS_PACK]: 'roles' };

/** What came of a register, in lines for people. */
export const told = ({ about, packs, verdict }: Register): readonly string[] => [
  `Commit ${about.commit.slice(0, 12)}, judged as of ${about.asOf}: ${verdict.passes ? 'passes' : 'FAILS'}`,
  ...(about.changed.length === 0
    ? []
    : [
        `  Not as the commit has it: ${about.changed.length === 1 ? about.changed[0] : `${about.changed.length} files, which the register names`}`,
      ]),
  ...packs.map(({ pack, mode, superseded, rules, resources, rows }) => {
    const open = rows['non-compliant'] + rows.error;
    const label = superseded === undefined ? mode : `${mode}, superseded since ${superseded.on} by ${superseded.by}`;
    return `  ${pack} (${label}): ${rules} rules on ${resources} ${ASKED_ABOUT[pack] ?? 'resources'}; ${rows.compliant} compliant, ${rows.waived} waived, ${open} open`;
  }),
];

/** What changed about waivers since a commit or a bundle, in lines for people; a commit does not tell what waivers covered. */
export const toldChanges = (
  since: string,
  changes: readonly WaiverChange[],
  knowsCovered: boolean,
): readonly string[] => [
  changes.length === 0 ? `Waivers since ${since}: nothing changed` : `Waivers since ${since}:`,
  ...changes.map(({ id, words }) => `  ${id} ${words}`),
  ...(knowsCovered ? [] : ['  Whether they cover other findings is told since a bundle: --since <folder>']),
];

/** How a bundle that was written is checked by hand. */
export const toldCheck = (folder: string, fingerprint: string | undefined): readonly string[] => [
  `Written to ${folder}. Check it: cd ${folder} && sha256sum -c ${SUMS}`,
  ...(fingerprint === undefined
    ? [`Nobody has signed it: there is no ${SIGNATURE}, and ${ABOUT} says so. Sign with --key <file>.`]
    : [`Signed with ${fingerprint}. Check that: ${opensslLine()}`]),
];
