import {
  REBUILD_RULES,
  type RebuildCounts,
  type RebuildExample,
  type RebuildPage,
  type RebuildPhase,
  type RebuildRefusal,
  type RebuildRule,
  type RebuildRun,
  type RebuildTask,
} from '../../../contracts/rebuild';
import { type Answer, refuse } from '../answer';
import { fileFinding } from '../codes';
import type { Context } from '../context';
import { table } from '../table';

const FUNCTION = 'rebuild-profiles';
const EXAMPLES = 10;
/** By whose rules people are worked out; findings name a file. */
const RULES_FILE = 'platform/identity.yaml';

/** What a rebuild is told to do; with neither it works everybody out anew and checks. */
export interface RebuildRequest {
  readonly switch?: string;
  readonly revert?: string;
}

/**
 * Works everybody out anew beside what is stored and checks the whole; with `switch` puts a checked run in place, with `revert`
 * takes it back. A run goes on where it broke off, from any machine.
 */
export const rebuild = async (context: Context, request: RebuildRequest): Promise<Answer> => {
  const asked = taskOf(request);
  const { functions } = await context.services();
  const examples: RebuildExample[] = [];
  let task = asked;
  for (;;) {
    const page = await functions.invoke<RebuildPage>(FUNCTION, task);
    examples.push(...page.examples.slice(0, EXAMPLES - examples.length));
    if (page.refused !== undefined) return refusal(page.refused, request, page.run);
    if (page.run === undefined) throw new Error('A page of a rebuild tells of no run.');
    if (page.done) return report(page.run, asked.to, examples);
    context.progress(progressOf(page.run));
    task = { ...asked, run: page.run.run };
  }
};

const taskOf = ({ switch: on, revert }: RebuildRequest): RebuildTask => {
  if (on !== undefined) return { to: 'switched', run: on };
  return revert === undefined ? { to: 'checked' } : { to: 'reverted', run: revert };
};

const PHASES: Readonly<Partial<Record<RebuildRun['state'], RebuildPhase>>> = {
  building: 'build',
  built: 'check',
  switching: 'switch',
  reverting: 'revert',
};

const progressOf = ({ run, state, passes, counts }: RebuildRun): string => {
  const phase = PHASES[state];
  const people = phase === undefined ? 0 : (counts[phase].people ?? 0);
  return `${run}: ${state}${passes === 0 ? '' : `, pass ${passes + 1}`}, ${people} people`;
};

const ANOTHER = 'Begin another one: npx tandem rebuild';
/** Why a run does not go on, and what to do about it. */
const REFUSALS: Readonly<Record<RebuildRefusal, readonly [message: string, fix: string]>> = {
  'unknown-run': ['there is no such run', 'Take the id that npx tandem rebuild has shown.'],
  'wrong-state': ['the run is in no state that leads there', ANOTHER],
  'rule-broken': ['the check found broken rules', 'Mend what they name, then begin another run: npx tandem rebuild'],
  'other-rules': ['the rules have changed since the run began', ANOTHER],
  ended: ['what the run kept is kept no longer', ANOTHER],
  'later-run': ['a later run has been switched since', 'Only that one can be taken back.'],
  unfinished: ['another run is being switched, or taken back', 'Give its id to --switch or --revert until it is done.'],
};

const refusal = (refused: RebuildRefusal, request: RebuildRequest, run: RebuildRun | undefined): Answer => {
  const [message, fix] = REFUSALS[refused];
  const name = run === undefined ? (request.switch ?? request.revert ?? 'rebuild') : `${run.run} (${run.state})`;
  return {
    ...refuse(fileFinding('rebuild.refused', RULES_FILE, `${name}: ${message}`, fix)),
    data: { refused, ...(run === undefined ? {} : { run }) },
  };
};

const RULES: Readonly<Record<RebuildRule, string>> = {
  'consent-widened': 'would be allowed what no event says they allowed',
  'member-elsewhere': 'have an identifier that belongs to somebody else, too',
  'view-missing': 'are listed, and nothing is stored of them',
  failed: 'could not be worked out',
};

const WORDS: Readonly<Record<string, string>> = {
  people: 'people',
  same: 'are what their history gives',
  differs: 'are not',
  moved: 'changed',
  refused: 'stayed as they were: a rule would have been broken',
  gone: 'became part of somebody else, or were erased, meanwhile',
  ...RULES,
};

const rowsOf = (counts: RebuildCounts): readonly (readonly string[])[] =>
  Object.entries(counts)
    .sort(([a], [b]) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1))
    .map(([name, count]) => [String(count), WORDS[name] ?? `  ${name}`]);

/** Parts of what differs stand below those who differ. */
const ORDER = ['people', 'same', 'differs', 'differs: ', 'moved', 'refused', 'gone'];
const placeOf = (name: string): number => {
  const found = ORDER.indexOf(name.startsWith('differs: ') ? 'differs: ' : name);
  return found < 0 ? ORDER.length : found;
};

const TOLD = { checked: 'check', switched: 'switch', reverted: 'revert' } as const;

const report = (run: RebuildRun, to: RebuildTask['to'], examples: readonly RebuildExample[]): Answer => {
  const counts = run.counts[TOLD[to]];
  const broken = REBUILD_RULES.filter((rule) => (counts[rule] ?? 0) > 0);
  const named = examples.map(({ person, says }) => [person, says]);
  return {
    data: { run, examples },
    lines: [
      ...table(['people', run.run], rowsOf(counts)),
      ...(named.length === 0 ? [] : ['', ...table(['for example', 'what'], named)]),
      '',
      adviceOf(run, to, broken.length > 0),
    ],
    findings: broken.map((rule) =>
      fileFinding('rebuild.broken', RULES_FILE, `${counts[rule]} people ${RULES[rule]}`, FIXES[to]),
    ),
  };
};

const FIXES: Readonly<Record<RebuildTask['to'], string>> = {
  checked: 'Look at the examples; when it is mended, begin another run: npx tandem rebuild',
  switched: 'They stay as they were. Look at the examples, then begin another run: npx tandem rebuild',
  reverted: 'They stay as the switch left them. Look at the examples.',
};

const adviceOf = ({ run, until, counts }: RebuildRun, to: RebuildTask['to'], broken: boolean): string => {
  if (to === 'reverted') return 'The profiles are as if it had never been, with everything that came since.';
  if (to === 'switched') return `Until ${until} it can be taken back: npx tandem rebuild --revert ${run}`;
  if (broken) return 'Nothing was changed, and the run cannot be switched.';
  if ((counts.check.differs ?? 0) === 0) return 'Everybody is what their history gives: there is nothing to switch.';
  return `Nothing was changed. To put it in place, until ${until}: npx tandem rebuild --switch ${run}`;
};
