import { type Changes, WEIGHTS, type Weight } from '../../../evidence/changes/schema';
import { countedChanges, HOW_KNOWN, sentence, WEIGHT_TITLES } from '../../../evidence/changes/words';
import { ABOUT, opensslLine, SIGNATURE, SIGNER } from '../../../evidence/seal';
import { SUMS } from '../../../evidence/sums';
import { ACCESS_PACK } from '../../../governance/register/evaluate-access';
import { LAUNCH_PACK } from '../../../governance/register/evaluate-tandem';
import type { Register } from '../../../governance/register/schema';

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

/** How many changes of each weight are told on a screen; the bundle has them all. */
const TOLD = { serious: 40, notable: 30, minor: 15 } as const satisfies Readonly<Record<Weight, number>>;

/** What changed since a commit or a bundle, in lines for people, the most serious first; `out` is the bundle's folder. */
export const toldChanges = (
  since: string,
  { changes, unknown }: Changes,
  out: string | undefined,
): readonly string[] => [
  `Since ${since}: ${changes.length === 0 ? 'nothing changed' : countedChanges(changes)}`,
  ...WEIGHTS.flatMap((weight) => toldOf(weight, changes, out)),
  ...(unknown.length === 0 ? [] : ['  Not known:', ...unknown.map(({ why }) => `    ${why}`)]),
  ...(unknown.some(({ topic }) => topic === 'findings') ? [`  ${HOW_KNOWN}`] : []),
];

const toldOf = (weight: Weight, changes: Changes['changes'], out: string | undefined): readonly string[] => {
  const own = changes.filter((one) => one.weight === weight);
  if (own.length === 0) return [];
  const more = own.length - TOLD[weight];
  const where = out === undefined ? '--json, or a bundle by --out, has them all' : `${out}/build/changes.json`;
  return [
    `  ${WEIGHT_TITLES[weight]}:`,
    ...own.slice(0, TOLD[weight]).map((one) => `    ${sentence(one)}`),
    ...(more > 0 ? [`    and ${more} more: ${where}`] : []),
  ];
};

/** How a bundle that was written is checked by hand. */
export const toldCheck = (folder: string, fingerprint: string | undefined): readonly string[] => [
  `Written to ${folder}. Check it: cd ${folder} && sha256sum -c ${SUMS}`,
  ...(fingerprint === undefined
    ? [`Nobody has signed it: there is no ${SIGNATURE}, and ${ABOUT} says so. Sign with --key <file>.`]
    : [
        `Signed with ${fingerprint}. Check that: ${opensslLine()}`,
        `${SIGNER} comes with the bundle: take your own copy of it, from somebody you trust.`,
      ]),
];
