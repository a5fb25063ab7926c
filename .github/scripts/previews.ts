import { changedLaunches } from './launches';
import type { Ports } from './ports';

export interface PreviewsRequest {
  readonly since: string;
  readonly stage: string;
  /** Folder for the pages. */
  readonly out: string;
}

/** Writes a page for each launch that a pull request changes, with every message as people will see it. Asks nothing of AWS. */
export const previews = async (ports: Ports, { since, stage, out }: PreviewsRequest): Promise<number> => {
  for (const launch of changedLaunches(ports, since)) {
    const { code, out: said, err } = await ports.tandem('preview', launch, '--stage', stage, '--out', out);
    ports.quote(`${err}${said}`);
    if (code > 1) return code;
  }
  if (ports.env('FORK') === 'true') ports.say(OF_FORK);
  return 0;
};

const OF_FORK =
  '::notice title=fork::A pull request of a fork gets no comment, because its token may not write: pages and pictures are in the artefact "previews" of this run. Who may write here can push the branch into this repository, for its plan.';
