import type { LockFile } from './lock-file';

/** Packages that decide what is deployed, or what is said of it. */
const TOOLS = [
  'aws-cdk',
  'aws-cdk-lib',
  'cdk-nag',
  'constructs',
  'esbuild',
  'typescript',
  'tsx',
  'yaml',
  'zod',
  'ajv',
  'mjml',
];

/** Name and version of what made and judged a build, as the lock file pins them. */
export const toolVersions = ({ version, packages }: LockFile): Readonly<Record<string, string>> =>
  Object.fromEntries([
    ['tandem', version],
    ...TOOLS.map((name) => [name, packages[`node_modules/${name}`]?.version ?? 'not in the lock file']),
  ]);
