import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { idIn } from './launches';
import type { Ports } from './ports';

interface Made {
  readonly file: string;
  readonly toChange: readonly { readonly line: number; readonly message: string }[];
}

/**
 * Makes a launch from an old one, as whoever filled in the form, on a branch of its own with a draft pull request: "Ready for
 * review" is a person's press of a button, so the checks run then and on every later change.
 */
export const newLaunch = async (ports: Ports): Promise<number> => {
  const { env, tandem, git, forge, say, quote } = ports;
  const [launch, from] = [idIn(ports, 'LAUNCH'), idIn(ports, 'FROM')];
  const { code, out, err } = await tandem('new', launch, '--from', from, '--json');
  if (code > 1) {
    quote(`${err}${out}`);
    return code;
  }
  const { file, toChange } = JSON.parse(out) as Made;
  const branch = `launch/${launch}`;
  git('switch', '--quiet', '--create', branch);
  git('add', '--', file);
  const words = `feat(launch): ${launch}, from ${from}`;
  git('commit', '--quiet', '--author', authorOf(ports), '--message', words);
  git('push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
  const changes = toChange.map(({ line, message }) => `- [ ] line ${line}: ${message}`);
  const body = [
    `To change in \`${file}\` (press "." or the pencil to edit it here):`,
    '',
    ...(changes.length === 0 ? ['- [ ] whatever is to be different this time'] : changes),
    '',
    'Then press "Ready for review": checks, plan and pictures come by themselves.',
  ];
  await forge.send('POST', 'pulls', {
    ...{ title: words, head: branch, base: env('BASE'), draft: true },
    body: body.join('\n'),
  });
  say(`A draft pull request for ${branch} is open.`);
  return 0;
};

/** Who approves is told from who wrote it by the address in teams.yaml; of others GitHub's own address is taken. */
const authorOf = ({ env, root }: Ports): string => {
  const [login, id] = [env('ACTOR'), env('ACTOR_ID')];
  const { people = [] } = parse(readFileSync(join(root, 'platform/teams.yaml'), 'utf8')) as Teams;
  const listed = people.find(({ github }) => github?.toLowerCase() === login.toLowerCase());
  return `${login} <${listed?.email ?? `${id}+${login}@users.noreply.github.com`}>`;
};

interface Teams {
  readonly people?: readonly { readonly email: string; readonly github?: string }[];
}
