import { type Forge, StepError } from './ports';

export interface GitHubProps {
  /** `https://api.github.com`, or an enterprise's own. */
  readonly url: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly token: string;
}

const PAGE = 100;
const TIMEOUT_MS = 30_000;

/** GitHub's REST API for one repository. A refusal is told by its status; what was sent is not repeated. */
export const gitHub = ({ url, repository, token }: GitHubProps): Forge => {
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) throw new StepError('GITHUB_REPOSITORY is written owner/name.');
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${url}/repos/${repository}/${path}`, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'x-github-api-version': '2022-11-28',
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new StepError(`GitHub answers ${answer.status} to ${method} ${path}.`);
    return answer.json();
  };
  return {
    all: async (path) => {
      const found: unknown[] = [];
      for (let page = 1; ; page += 1) {
        const items = (await ask('GET', `${path}${path.includes('?') ? '&' : '?'}per_page=${PAGE}&page=${page}`)) as [];
        found.push(...items);
        if (items.length < PAGE) return found;
      }
    },
    send: ask,
  };
};
