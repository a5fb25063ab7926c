import { STANDARD_LAYOUT } from '../../contracts/layout';
import { type Planned, segmentsUsed } from '../plan/parts/used';
import { plannedLaunch } from '../plan/planned';
import type { Workspace } from '../workspace/workspace';

/**
 * The files of marketing that decide what a launch does: its own, and of audiences and brand what it uses, segments inside
 * segments included. Of a launch that cannot be planned, its own file.
 */
export const decidingFiles = (workspace: Workspace | undefined, launch: string): readonly string[] => {
  const own = `launches/${launch}.yaml`;
  if (workspace?.launches.some(({ file }) => file === own) !== true) return [own];
  const planned = plannedLaunch(workspace, launch);
  return [own, ...audienceFiles(planned), ...brandFiles(planned)];
};

const audienceFiles = (planned: Planned): readonly string[] => {
  const { conditions, segments, computed } = segmentsUsed(planned);
  const lists = conditions.flatMap((one) => (one.kind === 'list' ? [one.list] : []));
  return [
    ...[...Object.keys(segments), ...lists].map((name) => `audiences/${name}`),
    ...computed.map(({ trait }) => `audiences/traits/${trait}`),
  ].flatMap((file) => [`${file}.yaml`, `${file}.yml`]);
};

const brandFiles = ({ workspace, definition }: Planned): readonly string[] => {
  const layouts = definition.channels.use.flatMap(({ channel, layout = STANDARD_LAYOUT }) =>
    workspace.layouts.filter((one) => one.channel === channel && one.name === layout).map(({ file }) => file),
  );
  const copies = definition.offers.flatMap(({ copy }) => Object.values(copy));
  const images = copies.flatMap(({ image }) => (image === undefined ? [] : [`brand/images/${image.file}`]));
  return [...new Set(['brand/voice.yaml', 'brand/theme.yaml', ...layouts, ...images])];
};
