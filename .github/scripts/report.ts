import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changedLaunches } from './launches';
import type { Ports } from './ports';

export interface ReportRequest {
  readonly since: string;
  readonly stage: string;
  /** Folder for the comment, and for pages beside it. */
  readonly out: string;
}

/** What GitHub takes in one comment, with room for what stands around it. */
const MOST = 60_000;

/**
 * Writes what a pull request would do: `comment.md`, and a plan of each launch as a page. A launch with mistakes is told as such;
 * 2 where the machine is at fault.
 */
export const report = async (ports: Ports, request: ReportRequest): Promise<number> => {
  const { since, out } = request;
  const launches = changedLaunches(ports, since);
  mkdirSync(out, { recursive: true });
  const parts: string[] = [];
  for (const launch of launches) {
    const plan = await planOf(ports, request, launch);
    if (plan.code > 1) return plan.code;
    parts.push(plan.text);
  }
  writeFileSync(join(out, 'comment.md'), commentOf(parts));
  ports.say(launches.length === 0 ? 'No launch is changed.' : `Told of: ${launches.join(', ')}`);
  return 0;
};

const planOf = async ({ tandem, quote }: Ports, { stage, out }: ReportRequest, launch: string) => {
  const text = await tandem('plan', launch, '--stage', stage, '--format', 'markdown');
  if (text.code > 1) quote(`${text.err}${text.out}`);
  if (text.code !== 0) return { code: text.code, text: mistakes(launch) };
  const page = join(out, `${launch}.html`);
  const { code, err } = await tandem('plan', launch, '--stage', stage, '--format', 'html', '--out', page);
  if (code > 1) quote(err);
  return { code, text: text.out.trim() };
};

const mistakes = (launch: string): string =>
  `## ${launch}\n\nThere is no plan: the file has mistakes. They stand beside its lines, under "Files changed".`;

/** As many plans as fit; each is a page of the artefact, too. */
const commentOf = (plans: readonly string[]): string => {
  if (plans.length === 0) return 'No launch is changed.\n';
  let room = MOST;
  const fitting = plans.filter(({ length }) => {
    room -= length;
    return room >= 0;
  });
  const left = plans.length - fitting.length;
  const more = left === 0 ? [] : [`_${left} more in the artefact \`launches\`._`];
  return `${[...fitting, ...more, HOW].join('\n\n')}\n`;
};

const HOW =
  'Plans as pages are the artefact `launches` of this run, every message as people will see it `previews`. A review "Approve" by those who are named above is their approval; on merge it is signed and checked.';
