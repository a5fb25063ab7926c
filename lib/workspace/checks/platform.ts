import type { Channel, Platform } from '../../../contracts/platform';
import type { Team } from '../../../contracts/team';
import { say } from '../../messages';
import type { Draft } from '../draft';
import type { Known } from '../known';
import { type Path, writtenAt } from '../locate';
import type { Files, Read } from '../read';
import { eachSound, ifSound } from '../sound';
import type { YamlFile } from '../yaml-file';
import { checkSourceEvent } from './conditions';
import { checkPurpose, checkSignals } from './consent';
import { checkFileIds } from './file-ids';
import { checkIdentity } from './identity';
import { repeatedNames, unknownName } from './names';
import { checkLeads, checkPeople } from './people';
import { checkPolicy } from './policy';
import { checkPrices } from './prices';
import { checkTeamLimits } from './team-limits';
import { checkVendor } from './vendor';
import { checkVoice } from './voice';

/** Findings of one file before they are placed. */
export interface FileDrafts {
  readonly yaml: YamlFile;
  readonly drafts: readonly Draft[];
}

/** What is wrong between the files of platform/. */
export const checkPlatform = (files: Files, known: Known, asOf: Date): readonly FileDrafts[] => [
  forData(files.platform, (platform) => checkStages(platform, known, files.platform.yaml)),
  forData(files.teams, ({ teams, people }) =>
    eachSound(
      () => checkPeople(people, known),
      () => checkLeads(teams, people, known),
      () => repeatedNames(teams, ['teams'], 'team'),
      () => teams.flatMap((team, index) => checkTeam(team, ['teams', index], known)),
    ),
  ),
  forData(files.goals, ({ goals }) =>
    eachSound(
      () => repeatedNames(goals, ['goals'], 'goal'),
      () =>
        goals.flatMap((goal, index) => eachSound(() => checkSourceEvent(goal.event, ['goals', index, 'event'], known))),
    ),
  ),
  forData(files.channels, ({ channels }) =>
    eachSound(
      () => repeatedNames(channels, ['channels'], 'channel'),
      () => channels.flatMap((channel, index) => checkChannel(channel, ['channels', index], known)),
    ),
  ),
  forData(files.purposes, ({ purposes }) =>
    eachSound(
      () => repeatedNames(purposes, ['purposes'], 'purpose'),
      () => purposes.flatMap((purpose, index) => checkPurpose(purpose, ['purposes', index], known)),
    ),
  ),
  forData(files.policy, (policy) =>
    checkPolicy(
      policy,
      known,
      ifSound(() => files.teams.sound?.people),
    ),
  ),
  forData(files.prices, (prices) => checkPrices(prices, known, asOf)),
  forData(files.signals, (signals) => checkSignals(signals, known)),
  forData(files.sources, ({ sources }) => repeatedNames(sources, ['sources'], 'source')),
  forData(files.topics, ({ topics }) => repeatedNames(topics, ['topics'], 'topic')),
  forData(files.identity, (identity) => checkIdentity(identity, files.identity)),
  forData(files.voice, (voice) => checkVoice(voice, known)),
  ...checkFileIds(files.vendors, ({ vendor }) => ['vendor', vendor]),
  ...files.vendors.map((read) => forData(read, (vendor) => checkVendor(vendor, known, asOf))),
];

/** The drafts about what of the file is sound. */
export const forData = <T>({ yaml, sound }: Read<T>, check: (data: T) => readonly Draft[]): FileDrafts => ({
  yaml,
  drafts: sound === undefined ? [] : eachSound(() => check(sound)),
});

const checkStages = (platform: Platform, { policy }: Known, yaml: YamlFile): readonly Draft[] =>
  eachSound(
    () => {
      const { stages, defaultStage } = platform;
      if (stages[defaultStage] !== undefined) return [];
      return unknownName(new Set(Object.keys(stages)), 'stage.unknown', ['defaultStage'], defaultStage, 'stages');
    },
    () =>
      Object.entries(platform.stages).flatMap(([name, stage]) =>
        eachSound(() => {
          if (stage.qualifier !== stage.launchQualifier) return [];
          const path: Path = ['stages', name, 'launchQualifier'];
          return [{ ...say('stage.qualifier', { qualifier: stage.launchQualifier }), path }];
        }),
      ),
    () =>
      Object.keys(platform.stages).flatMap((stage) => {
        const path: Path = ['stages', stage, 'approvals'];
        if (policy === undefined || policy.approvals !== undefined || writtenAt(yaml, path) !== 'required') return [];
        return [{ ...say('approval.matrix', { stage }), path }];
      }),
  );

const checkTeam = (team: Team, path: Path, known: Known): readonly Draft[] =>
  eachSound(
    () => team.channels.flatMap((name, index) => channelKnown(known, [...path, 'channels', index], name)),
    () => team.purposes.flatMap((name, index) => purposeKnown(known, [...path, 'purposes', index], name)),
    () => team.vendors.flatMap((name, index) => approved(known, [...path, 'vendors', index], name)),
    () => checkTeamLimits(team, path, known),
  );

const checkChannel = (channel: Channel, path: Path, known: Known): readonly Draft[] =>
  eachSound(
    () =>
      Object.entries(channel.vendors).flatMap(([team, vendor]) => [
        ...(team === 'default'
          ? []
          : unknownName(known.teams, 'team.unknown', [...path, 'vendors', team], team, 'platform/teams.yaml')),
        ...approved(known, [...path, 'vendors', team], vendor),
      ]),
    () => (channel.reachableBy === undefined ? [] : traitKnown(known, [...path, 'reachableBy'], channel.reachableBy)),
  );

const channelKnown = (known: Known, path: Path, name: string): readonly Draft[] =>
  unknownName(known.channels, 'channel.unknown', path, name, 'platform/channels.yaml');

const purposeKnown = (known: Known, path: Path, name: string): readonly Draft[] =>
  unknownName(known.purposes, 'purpose.unknown', path, name, 'platform/purposes.yaml');

const traitKnown = (known: Known, path: Path, name: string): readonly Draft[] =>
  unknownName(known.traits, 'trait.unknown', path, name, 'platform/events/');

const approved = (known: Known, path: Path, name: string): readonly Draft[] =>
  unknownName(known.vendors, 'vendor.notApproved', path, name, 'platform/vendors/');
