import type { LaunchManifest } from '../../contracts/launch';
import type { Waiver } from '../../contracts/platform';
import { say } from '../messages';
import { type FileDrafts, forData } from '../workspace/checks/platform';
import type { Draft } from '../workspace/draft';
import type { Known } from '../workspace/known';
import type { Files, Read } from '../workspace/read';
import { eachSound } from '../workspace/sound';
import { type Judgement, judgedDraft, judgeLaunch, rulesOf, waiversFor } from './judge-launch';
import { launchFacts } from './launch-facts';
import { answering, timeOfWaiver } from './waiver-dates';
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
  const day = asOf.toISOString().slice(0, 10);
  const naming = judged.map(({ launch, rule }) => waiversFor(rule, launch, waivers));
  const used = new Set(naming.map((all) => answering(all, day)));
  const next = new Set(naming.flat().filter((one) => timeOfWaiver(one, day) === 'not-yet' && !used.has(one)));
  const rules = new Map(rulesOf(facts).map((rule) => [rule.id, rule]));
  const drafts = waivers.flatMap((waiver, index) =>
    eachSound(() =>
      next.has(waiver) ? [] : aboutWaiver(waiver, ['waivers', index], rules.get(waiver.rule), used.has(waiver), day),
    ),
  );
  return [...launches, { yaml: files.waivers.yaml, drafts }];
};

/** What is wrong with a waiver of a rule on launches, and with the path of any; of what other waivers meet synthesis speaks. */
const aboutWaiver = (
  waiver: Waiver,
  path: readonly [string, number],
  rule: Judgement['rule'] | undefined,
  used: boolean,
  day: string,
): readonly Draft[] => {
  if (rule?.severity === 'fatal') return [{ ...say('waiver.fatal', waiver), path: [...path, 'rule'] }];
  const fault = pathFault(waiver, rule !== undefined);
  if (fault !== undefined)
    return [{ ...say('waiver.tooWide', { ...waiver, faults: [fault] }), path: [...path, 'path'] }];
  if (rule === undefined) return [];
  if (!used) return [{ ...say('waiver.unused', waiver), path: [...path, 'id'] }];
  const time = timeOfWaiver(waiver, day);
  if (time === 'not-yet') return [{ ...say('waiver.notYet', waiver), path: [...path, 'granted'] }];
  return time === 'ended' ? [{ ...say('waiver.expired', waiver), path: [...path, 'expires'] }] : [];
};
