import type { Vendor } from '../../../contracts/vendor';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import type { Files, Read } from '../read';
import type { YamlFile } from '../yaml-file';
import { checkSourceEvent } from './conditions';
import { repeatedNames, unknownName } from './names';

/** Findings of one file before they are placed. */
export interface FileDrafts {
  readonly yaml: YamlFile;
  readonly drafts: readonly Draft[];
}

/** What is wrong between the files of platform/. */
export const checkPlatform = (files: Files, known: Known, asOf: Date): readonly FileDrafts[] => [
  forData(files.platform, checkStages),
  forData(files.teams, ({ teams }) => [
    ...repeated('teams', 'team', teams),
    ...teams.flatMap((team, index) => [
      ...team.channels.flatMap((name, at) =>
        unknownName(
          known.channels,
          'channel.unknown',
          ['teams', index, 'channels', at],
          name,
          'platform/channels.yaml',
        ),
      ),
      ...team.purposes.flatMap((name, at) =>
        unknownName(
          known.purposes,
          'purpose.unknown',
          ['teams', index, 'purposes', at],
          name,
          'platform/purposes.yaml',
        ),
      ),
      ...team.vendors.flatMap((name, at) => approved(known, ['teams', index, 'vendors', at], name)),
    ]),
  ]),
  forData(files.goals, ({ goals }) => [
    ...repeated('goals', 'goal', goals),
    ...goals.flatMap((goal, index) => checkSourceEvent(goal.event, ['goals', index, 'event'], known)),
  ]),
  forData(files.channels, ({ channels }) => [
    ...repeated('channels', 'channel', channels),
    ...channels.flatMap((channel, index) => [
      ...Object.entries(channel.vendors).flatMap(([team, name]) => [
        ...(team === 'default'
          ? []
          : unknownName(
              known.teams,
              'team.unknown',
              ['channels', index, 'vendors', team],
              team,
              'platform/teams.yaml',
            )),
        ...approved(known, ['channels', index, 'vendors', team], name),
      ]),
      ...(channel.reachableBy === undefined
        ? []
        : unknownName(
            known.traits,
            'trait.unknown',
            ['channels', index, 'reachableBy'],
            channel.reachableBy,
            'platform/events/',
          )),
    ]),
  ]),
  forData(files.purposes, ({ purposes }) => repeated('purposes', 'purpose', purposes)),
  forData(files.sources, ({ sources }) => repeated('sources', 'source', sources)),
  forData(files.topics, ({ topics }) => repeated('topics', 'topic', topics)),
  forData(files.identity, ({ types, blocked }) => [
    ...repeated('types', 'type', types),
    ...blocked.patterns.flatMap((pattern, index) => checkPattern(pattern, ['blocked', 'patterns', index])),
  ]),
  ...files.vendors.map((read) => forData(read, (vendor) => checkVendor(vendor, read.yaml, known, asOf))),
];

/** The file's drafts, where it could be read. */
export const forData = <T>(read: Read<T>, check: (data: T) => readonly Draft[]): FileDrafts => ({
  yaml: read.yaml,
  drafts: read.data === undefined ? [] : check(read.data),
});

const checkStages = (platform: NonNullable<Files['platform']['data']>): readonly Draft[] => [
  ...unknownName(
    new Set(Object.keys(platform.stages)),
    'stage.unknown',
    ['defaultStage'],
    platform.defaultStage,
    'stages',
  ),
  ...Object.entries(platform.stages).flatMap(([name, stage]): readonly Draft[] => {
    if (stage.qualifier !== stage.launchQualifier) return [];
    const message = `"${stage.launchQualifier}" is the foundation's qualifier too: launches would deploy with its rights`;
    return [
      {
        code: 'stage.qualifier',
        path: ['stages', name, 'launchQualifier'],
        message,
        fix: 'Give launches a qualifier of their own.',
      },
    ];
  }),
];

const checkVendor = (vendor: Vendor, yaml: YamlFile, known: Known, asOf: Date): readonly Draft[] => [
  ...fileName(yaml, vendor.vendor, ['vendor']),
  ...vendor.channels.flatMap((name, index) =>
    unknownName(known.channels, 'channel.unknown', ['channels', index], name, 'platform/channels.yaml'),
  ),
  ...vendor.purposes.flatMap((name, index) =>
    unknownName(known.purposes, 'purpose.unknown', ['purposes', index], name, 'platform/purposes.yaml'),
  ),
  ...vendor.fields.flatMap((name, index) =>
    unknownName(known.traits, 'trait.unknown', ['fields', index], name, 'platform/events/'),
  ),
  ...Object.entries(vendor.inbound?.events ?? {}).flatMap(([type, event]) =>
    checkSourceEvent(event, ['inbound', 'events', type], known),
  ),
  ...approvalOver(vendor, asOf),
];

/** Said without blocking: only what uses the vendor is refused, so that a midnight expiry does not stop a hotfix. */
const approvalOver = ({ vendor, approval }: Vendor, asOf: Date): readonly Draft[] => {
  const today = asOf.toISOString().slice(0, 10);
  if (today < approval.expires) return [];
  const message = `the approval of "${vendor}" ended on ${approval.expires}; nothing is sent to it`;
  return [
    {
      code: 'vendor.approvalOver',
      path: ['approval', 'expires'],
      message,
      fix: 'Renew it with a new ticket, or remove the vendor.',
    },
  ];
};

/** A file's name is its id, so that nothing can be defined twice. */
export const fileName = (yaml: YamlFile, id: string, path: Path): readonly Draft[] => {
  const name = yaml.file
    .split('/')
    .at(-1)
    ?.replace(/\.ya?ml$/, '');
  if (name === id) return [];
  return [
    {
      code: 'file.name',
      path,
      message: `"${id}" stands in a file named "${name}"`,
      fix: `Rename the file to ${id}.yaml.`,
    },
  ];
};

const approved = (known: Known, path: Path, name: string): readonly Draft[] =>
  unknownName(known.vendors, 'vendor.notApproved', path, name, 'platform/vendors/');

const repeated = <K extends string>(
  list: string,
  key: K,
  entries: readonly Readonly<Record<K, string>>[],
): readonly Draft[] =>
  repeatedNames(
    entries.map((entry, index) => ({ name: entry[key], path: [list, index, key] })),
    'id.repeated',
  );

const checkPattern = (pattern: string, path: Path): readonly Draft[] => {
  try {
    new RegExp(pattern, 'u');
    return [];
  } catch (error) {
    const message = `${JSON.stringify(pattern)} is no regular expression: ${error instanceof Error ? error.message : String(error)}`;
    return [{ code: 'identity.pattern', path, message, fix: 'Correct the expression.' }];
  }
};
