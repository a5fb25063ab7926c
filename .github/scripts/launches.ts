import { type Ports, StepError } from './ports';

const ID = /^[a-z][a-z0-9-]{1,38}[a-z0-9]$/;
const FILE = /^launches\/([a-z][a-z0-9-]{1,38}[a-z0-9])\.yaml$/;

/** Launches whose file is new or changed between where a branch began and what is checked out; one that is gone is not among them. */
export const changedLaunches = ({ git }: Pick<Ports, 'git'>, since: string): readonly string[] =>
  git('diff', '--name-only', '--no-renames', '--diff-filter=AM', '-z', '--end-of-options', `${since}...HEAD`)
    .split('\0')
    .flatMap((file) => FILE.exec(file)?.[1] ?? [])
    .sort();

/** The id of a launch that a form was given; throws `StepError` for what is none. */
export const idIn = ({ env }: Pick<Ports, 'env'>, name: string): string => {
  const id = env(name);
  if (!ID.test(id)) throw new StepError(`${name} is no id of a launch: small letters, digits and hyphens, 3 to 40.`);
  return id;
};
