import type { LaunchManifest } from '../../contracts/launch';
import type { Waiver } from '../../contracts/platform';
import { say } from '../messages';
import { type FileDrafts, forData } from '../workspace/checks/platform';
import type { Draft } from '../workspace/draft';
import type { Known } from '../workspace/known';
import type { Files, Read } from '../workspace/read';
import { eachSound } from '../workspace/sound';
import { type Judgement, judgedDraft, judgeLaunch, rulesOf, waiverFor } from './judge-launch';
import { launchFacts } from './launch-facts';
import { pathFault } from './waiver-width';

/** What the rules say of all launches, and of the waivers of such rules. */
export const judgeLaunches = (
  files: Pick<Files, 'launches' | 'waivers'>,
  known: Known,
  asOf: Date,
): readonly FileDrafts[] => {
  const facts = launchFacts(
    known,
    files.launches.flatMap(({ sound }) => (sound === undefined ? [] : [sound])),
  );
  const waivers = files.waivers.data?.waivers ?? [];
  const judged: { readonly launch: string; readonly rule: Judgement['rule'] }[] = [];
  const judge = (read: Read<LaunchManifest>): FileDrafts =>
    forData(read, (launch) => {
      const judgements = judgeLaunch(launch, facts, { waivers, asOf });
      judged.push(...judgements.map(({ rule }) => ({ launch: launch.launch, rule })));
      return judgements.map(judgedDraft);
    });
  const launches = files.launches.map(judge);
  const used = new Set(judged.map(({ launch, rule }) => waiverFor(rule, launch, waivers)));
  const rules = new Map(rulesOf(facts).map((rule) => [rule.id, rule]));
  const drafts = waivers.flatMap((waiver, index) =>
    eachSound(() => aboutWaiver(waiver, ['waivers', index], rules.get(waiver.rule), used.has(waiver), asOf)),
  );
  return [...launches, { yaml: files.waivers.yaml, drafts }];
};

/** What is wrong with a waiver of a rule on launches, and with the path of any; of what other waivers meet synthesis speaks. */
const aboutWaiver = (
  waiver: Waiver,
  path: readonly [string, number],
  rule: Judgement['rule'] | undefined,
  used: boolean,
  asOf: Date,
): readonly Draft[] => {
  if (rule?.severity === 'fatal') return [{ ...say('waiver.fatal', waiver), path: [...path, 'rule'] }];
  const fault = pathFault(waiver, rule !== undefined);
  if (fault !== undefined)
    return [{ ...say('waiver.tooWide', { ...waiver, faults: [fault] }), path: [...path, 'path'] }];
  if (rule === undefined) return [];
  if (!used) return [{ ...say('waiver.unused', waiver), path: [...path, 'id'] }];
  const isOver = waiver.expires <= asOf.toISOString().slice(0, 10);
  return isOver ? [{ ...say('waiver.expired', waiver), path: [...path, 'expires'] }] : [];
};
