import {
  AwsSolutionsChecks,
  HIPAASecurityChecks,
  type NagPack,
  NIST80053R4Checks,
  NIST80053R5Checks,
  PCIDSS321Checks,
  ServerlessChecks,
} from 'cdk-nag';
import type { Policy } from '../../contracts/policy';

const PACKS: Readonly<Record<string, () => NagPack>> = {
  AwsSolutions: () => new AwsSolutionsChecks(),
  'NIST.800.53.R5': () => new NIST80053R5Checks(),
  Serverless: () => new ServerlessChecks(),
  'NIST.800.53.R4': () => new NIST80053R4Checks(),
  'HIPAA.Security': () => new HIPAASecurityChecks(),
  'PCI.DSS.321': () => new PCIDSS321Checks(),
};

/** The packs that policy.yaml has in one mode, new ones each time: a pack keeps what it found. */
export const packsOf = (policy: Pick<Policy, 'packs'>, mode: Policy['packs'][number]['mode']): readonly NagPack[] =>
  policy.packs.filter((one) => one.mode === mode).map(({ pack }) => packNamed(pack));

const packNamed = (name: string): NagPack => {
  const make = PACKS[name];
  if (make !== undefined) return make();
  throw new Error(`platform/policy.yaml: there is no pack "${name}"; there are ${Object.keys(PACKS).join(', ')}.`);
};
