import { git } from '../../../approval/git';
import { isWithin, type PeriodInput } from '../input';

/** What somebody wrote, by what it decides. */
export type Written = 'launches' | 'policy' | 'keys' | 'code';

const PATHS: Readonly<Record<Written, readonly string[]>> = {
  launches: ['launches', 'audiences', 'brand'],
  policy: ['policy', 'waivers', 'access', 'platform', 'prices']
    .map((name) => `platform/${name}.yaml`)
    .concat('platform/vendors'),
  keys: ['platform/teams.yaml'],
  code: ['bin', 'contracts', 'lib', 'lambdas', '.github', 'package-lock.json'],
};

/** Addresses, in small letters, of who wrote each commit of the period that changed something of a kind; co-authors included. */
export const writersOf = (input: PeriodInput): Readonly<Record<Written, readonly (readonly string[])[]>> => {
  const of = (kind: Written): readonly (readonly string[])[] =>
    git(input.root, 'log', '-z', `--format=${FORMAT}`, '--end-of-options', input.commit, '--', ...PATHS[kind])
      .split('\0')
      .flatMap((text) => {
        const [seconds, ...addresses] = text.split('\n').filter((line) => line !== '');
        if (seconds === undefined) return [];
        const at = new Date(Number(seconds) * 1000).toISOString();
        return isWithin(input, at)
          ? [addresses.map((line) => (/<([^>]+)>\s*$/.exec(line)?.[1] ?? line).toLowerCase())]
          : [];
      });
  return { launches: of('launches'), policy: of('policy'), keys: of('keys'), code: of('code') };
};

const FORMAT = '%ct%n%ae%n%(trailers:key=Co-authored-by,valueonly)';
