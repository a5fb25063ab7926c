import type { Running } from '../run';
import { governanceOf } from './governance';
import { heading, WIDTH, wrap } from './text';

/** The first screen: what is up and who allowed it, before anything has happened. */
export const renderOpening = ({ workspace, deployment, aws, vendors }: Running, next: readonly string[]): string => {
  const { packs, waivers } = governanceOf(deployment.assembly, workspace);
  const launches = workspace.launches.map(
    ({ manifest }) => `${manifest.launch}: ${manifest.summary ?? manifest.purpose}`,
  );
  return [
    '═'.repeat(WIDTH),
    `${workspace.platform.organisation} · Tandem is up on an embedded AWS (${aws.endpoint}), vendors' stand-in ${vendors.url}`,
    '═'.repeat(WIDTH),
    ...heading('Live launches'),
    ...launches.flatMap((line) => wrap(line)),
    ...heading('Allowed by'),
    ...wrap(
      `${packs.filter(({ open }) => open === 0).length} of ${packs.length} packs passed, ${waivers} waivers in force, ` +
        `${workspace.vendors.length} vendors approved, ${workspace.catalog.length} events in the catalog`,
    ),
    ...heading('Shared goals'),
    ...workspace.goals.flatMap(({ goal, description, target }) => wrap(`${goal}: ${description}, target ${target}`)),
    ...heading('Try it while the week is replayed'),
    ...next,
    '',
    '',
  ].join('\n');
};
