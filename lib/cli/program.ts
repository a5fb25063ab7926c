import { lookup } from 'node:dns/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { EnvironmentError } from './context';
import { count, historyDays, launchId as id, instant } from './option-values';
import type { Options } from './print';
import type { CliIo, Work } from './run';
import { approvalVerbs } from './verbs/approval';
import { audiences } from './verbs/audiences';
import type { CalendarRequest } from './verbs/calendar';
import { check } from './verbs/check';
import { codesVerbs } from './verbs/codes';
import { customerVerbs } from './verbs/customer';
import { doctor } from './verbs/doctor';
import type { EvidenceOptions } from './verbs/evidence';
import { type InitOptions, init } from './verbs/init';
import { type NewOptions, newLaunch } from './verbs/new';
import { endLaunch, pauseAll, pauseLaunch, resumeLaunch } from './verbs/pause';
import type { PlanRequest } from './verbs/plan';
import { type RebuildRequest, rebuild } from './verbs/rebuild';
import { redriveVerbs } from './verbs/redrive';
import type { ResultsRequest } from './verbs/results';
import { type SendTestRequest, sendTest } from './verbs/send-test';
import { status } from './verbs/status';
import type { TrailOptions } from './verbs/trail';
import { vendorVerbs } from './verbs/vendor';
import type { VerifyOptions } from './verbs/verify-evidence';
import { why } from './verbs/why';

/** Runs a verb's work with its options and shows the answer. */
export type Run = (options: Options, work: Work) => Promise<void>;
/** Adds a verb with the options that every verb has. */
export type MakeVerb = (nameAndArguments: string, description: string) => Command;

/** All verbs with their arguments. */
export const buildProgram = (run: Run, { out, err }: Pick<CliIo, 'out' | 'err'>): Command => {
  const program = new Command('tandem')
    .description('Marketing launches on infrastructure that IT controls.')
    .exitOverride()
    // A verb may have verbs below it: the options that follow those are theirs, the stage among them.
    .enablePositionalOptions()
    .configureOutput({ writeOut: (text) => out(text.trimEnd()), writeErr: (text) => err(text.trimEnd()) });
  const verb = verbsOf(program);
  marketingVerbs(verb, run);
  approvalVerbs(verb, run);
  itVerbs(verb, run);
  redriveVerbs(verbsOf(program.command('redrive').description('bring again what was put aside')), run);
  codesVerbs(verbsOf(program.command('codes').description('one-use codes of launches: add, show')), run);
  vendorVerbs(verbsOf(program.command('vendor').description('one vendor: suspend, report, change its key')), run);
  customerVerbs(verbsOf(program.command('customer').description('one customer: show, export, erase')), run);
  return program;
};

/** Makes verbs of a command, each with the options that every verb has. */
const verbsOf =
  (command: Command): MakeVerb =>
  (nameAndArguments, description) =>
    command
      .command(nameAndArguments)
      .description(description)
      .option('--stage <stage>', 'a stage of platform/platform.yaml (default: its defaultStage)')
      .option('--json', 'print data for programs');

const marketingVerbs = (verb: MakeVerb, run: Run): void => {
  verb('new', 'write a launch that passes check: asks for what no option says')
    .argument('<launch>', 'its id', id)
    .option('--from <launch>', 'copy this one, and say what must change', id)
    .option('--team <team>', 'a team of platform/teams.yaml')
    .option('--purpose <purpose>', 'a purpose that the team may use')
    .option('--channels <channels>', 'channels that the team may use, with commas', (text) => text.split(','))
    .option('--timezone <zone>', 'for example America/New_York')
    .option('--starts <minute>', 'for example "2026-11-27 06:00"')
    .option('--ends <minute>', 'the last minute anything is sent or shown')
    .option('--headline <text>', 'what people read first')
    .option('--body <text>', 'and what they read then')
    .option('--as-of <date>', 'judge approvals as of this day', day)
    .action((launch: string, options: Options & Omit<NewOptions, 'asOf'>) =>
      run(options, (context) => newLaunch(context, launch, { ...options, asOf: options.asOf ?? context.now() })),
    );
  verb('check', 'say everything that is wrong with the YAML')
    .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'json', 'sarif']).default('text'))
    .option('--fix', 'mend quotes, units and misspelt keys of launches/ and audiences/ first')
    .option('--as-of <date>', 'judge approvals as of this day', day)
    .option('--online', 'look up what the hosts of vendors resolve to, too')
    .option(
      '--governed-since <ref>',
      'refuse changes of what governs since this branch that two people have not approved',
    )
    .option('--against-deployed', 'say which launches that run the policy would refuse today, too')
    .action((options: Options & CheckFlags) => {
      const format = options.format === 'sarif' ? 'sarif' : undefined;
      return run({ ...options, json: options.json === true || options.format === 'json' }, (context) =>
        check(context, {
          format,
          fix: options.fix === true,
          asOf: options.asOf ?? context.now(),
          againstDeployed: options.againstDeployed === true,
          governedSince: options.governedSince,
          lookup: options.online === true ? (host) => lookup(host, { all: true }) : undefined,
        }),
      );
    });
  verb('preview', 'write a page that shows every message of a launch, and what each vendor will receive')
    .argument('<launch>', 'its id', id)
    .option('--out <folder>', 'where to write <launch>.html (default: preview/ of the project)')
    .option('--as-of <date>', 'judge approvals as of this day', day)
    .action((launch: string, options: Options & { readonly out?: string }) =>
      run(options, async (context) => (await import('./verbs/preview')).preview(context, launch, options.out)),
    );
  verb('send-test', 'send messages of a launch, marked TEST, to a tester of its team, and wait how they end')
    .argument('<launch>', 'its id', id)
    .requiredOption('--to <tester>', 'me (by git config user.email), or the name of a tester of platform/teams.yaml')
    .option('--channel <channel>', 'only messages over this one')
    .option('--offer <offer>', 'only messages of this one')
    .option('--language <language>', 'only messages in this one')
    .option('--as-of <date>', 'judge approvals as of this day', day)
    .action((launch: string, options: Options & SendTestRequest) =>
      run(options, (context) => sendTest(context, launch, options)),
    );
  verb('why', 'say why a customer would get an offer of a launch, or not, condition by condition')
    .argument('<launch>', 'its id', id)
    .requiredOption(
      '--customer <type:value>',
      'whom: user_id:4711; of an e-mail or a phone the type alone, then it asks',
    )
    .option('--as-of <date>', 'judge approvals as of this day', day)
    .action((launch: string, options: Options & { readonly customer: string }) =>
      run(options, (context) => why(context, launch, options.customer)),
    );
  verb('plan', 'say what will happen when a launch goes live, what it costs and who has to agree')
    .argument('<launch>', 'its id', id)
    .option('--history <days>', 'replay the last days without effects: 14d, at most 31d', historyDays)
    .addOption(new Option('--format <format>', 'how to say it').choices(['text', 'markdown', 'html']).default('text'))
    .option('--out <file>', 'write it to this file')
    .option('--as-of <date>', 'judge rules and approvals as of this day', day)
    .action((launch: string, options: Options & Omit<PlanRequest, 'asOf'>) =>
      run(options, async (context) =>
        (await import('./verbs/plan')).plan(context, launch, { ...options, asOf: options.asOf ?? context.now() }),
      ),
    );
  verb('go-live', 'check, deploy, probe and switch on a launch: it speaks to customers, whole or not at all')
    .argument('<launch>', 'its id', id)
    .option('--as-of <date>', 'judge approvals as of this day', day)
    .action((launch: string, options: Options) =>
      run(options, async (context) => (await import('./verbs/go-live')).goLive(context, launch, options.asOf)),
    );
  verb('pause', 'stop a launch, or all, in seconds')
    .argument('[launch]', 'its id', id)
    .option('--all', 'every launch')
    .option('--reason <words>', 'why; kept with the launch')
    .action((launch: string | undefined, options: Options & AllOption & ReasonOption) =>
      run(
        options,
        oneOrAll(
          launch,
          options,
          (context, one) => pauseLaunch(context, one, options.reason),
          (context) => pauseAll(context, true, options.reason),
        ),
      ),
    );
  verb('resume', 'let a paused launch, or all, go on')
    .argument('[launch]', 'its id', id)
    .option('--all', 'end the pause of all; launches paused one by one stay paused')
    .action((launch: string | undefined, options: Options & AllOption) =>
      run(
        options,
        oneOrAll(launch, options, resumeLaunch, (context) => pauseAll(context, false)),
      ),
    );
  verb('end', 'end a launch for good')
    .argument('<launch>', 'its id', id)
    .option('--reason <words>', 'why; kept with the launch')
    .action((launch: string, options: Options & ReasonOption) =>
      run(options, (context) => endLaunch(context, launch, options.reason)),
    );
  verb('audiences', 'show segments and lists with their members, and how far a change of them has come')
    .argument('[name]', 'list the members of this one', id)
    .action((name: string | undefined, options: Options) => run(options, (context) => audiences(context, name)));
  verb('status', 'show all launches, or everything about one; and where what runs is not what is written')
    .argument('[launch]', 'its id', id)
    .option('--as-of <date>', 'judge approvals, and say what is next, as of this day', day)
    .action((launch: string | undefined, options: Options) =>
      run(options, (context) => status(context, launch, options.asOf)),
    );
  verb('results', 'show what a launch, or shared goals, have come to, against people who were held out')
    .argument('[launch]', 'its id', id)
    .option('--goals', 'all shared goals of platform/goals.yaml')
    .option('--goal <goal>', 'this one')
    .option('--out <file>', 'write a page with charts, too')
    .option('--as-of <date>', 'judge whether they are final as of this day', day)
    .action((launch: string | undefined, options: Options & ResultsRequest) =>
      run(options, async (context) => (await import('./verbs/results')).results(context, launch, options)),
    );
  verb('calendar', 'show all launches of all teams, where they meet, and when nothing is sent')
    .option('--out <file>', 'write a page that shows it, too')
    .option('--deployed', 'with the states of the stage, and launches whose file is gone')
    .option('--since <date>', 'leave out what ended before this day (default: 31 days ago)', day)
    .option('--as-of <date>', 'the day it is of (default: today)', day)
    .action((options: Options & Omit<CalendarRequest, 'asOf'>) =>
      run(options, async (context) =>
        (await import('./verbs/calendar')).calendar(context, { ...options, asOf: options.asOf ?? context.now() }),
      ),
    );
};

const itVerbs = (verb: MakeVerb, run: Run): void => {
  verb('init', "write the launch deployments' policy and say how to bootstrap the stage")
    .option('--repository <owner/name>', 'with the roles of a pipeline in this repository of GitHub')
    .action((options: Options & InitOptions) => run(options, (context) => init(context, options)));
  verb('rebuild', 'work profiles out anew from their history, check the whole, then switch')
    .option('--switch <run>', 'put a checked run in place')
    .option('--revert <run>', 'put back what was there before, with what came since')
    .action((options: Options & RebuildRequest) =>
      run(options, (context) => {
        if (options.switch !== undefined && options.revert !== undefined) {
          throw new EnvironmentError('Give --switch or --revert, not both.');
        }
        return rebuild(context, options);
      }),
    );
  verb('evidence', 'write what auditors need to know of a stage, as the checked-out commit makes it')
    .option('--out <folder>', 'write the bundle to this new folder')
    .option('--key <file>', 'sign it with this Ed25519 key, PEM or of OpenSSH')
    .option('--since <commit or folder>', 'say what changed since that earlier bundle, or that commit')
    .option('--as-of <date>', 'judge waivers and approvals as of this day (default: when the commit was made)', day)
    .option('--from <date>', 'tell what happened since this day, too, from the records that are given', day)
    .option('--to <date>', 'the last day of that period', day)
    .option('--records <folder>', 'its records: trail.jsonl, anchors.json, withdrawals.json, cloudtrail/')
    .option('--seed <text>', "what the period's sample is drawn by (default: the hash of all changes)")
    .option('--sample <count>', 'how many changes are drawn (default: as their number asks for)', count)
    .action((options: Options & EvidenceOptions) =>
      run(options, async (context) => (await import('./verbs/evidence')).evidence(context, options)),
    );
  verb('verify-evidence', 'say whether a bundle of evidence is what was written and signed; needs no network')
    .argument('<folder>', 'what evidence --out wrote')
    .option('--public-key <file>', 'the key that must have signed it (default: role evidence in platform/teams.yaml)')
    .option('--unsigned', 'check the hashes alone')
    .option('--deployed', 'compare its templates with what the stage has deployed, too; asks AWS')
    .action((folder: string, options: Options & VerifyOptions) =>
      run(options, async (context) =>
        (await import('./verbs/verify-evidence')).verifyEvidence(context, folder, options),
      ),
    );
  const trailVerb = verb('trail', 'show what happened at run time, from the audit trail, and whether it holds')
    .enablePositionalOptions()
    .option('--verify', 'only say whether it holds')
    .option('--since <instant>', 'only what was recorded since', instant)
    .option('--out <file>', 'write the records to this file, a line each')
    .option('--anchors <file>', 'where its ends are written down (default: evidence/anchors/<stage>.json)')
    .action((options: Options & TrailOptions) =>
      run(options, async (context) => (await import('./verbs/trail')).trail(context, options)),
    );
  verbsOf(trailVerb)('anchor', 'write down where it ends, for a place that the account cannot reach')
    .option('--anchors <file>', 'where to write (default: evidence/anchors/<stage>.json)')
    // What stands before the word is the verb's above: a stage that was named there must not be left out.
    .action((_own: Options, command: Command) => {
      const options = command.optsWithGlobals<Options & TrailOptions>();
      return run(options, async (context) => (await import('./verbs/trail')).trailAnchor(context, options));
    });
  verb('doctor', 'say whether this machine and the stage are fit for work').action((options: Options) =>
    run(options, doctor),
  );
};

interface CheckFlags {
  readonly format: string;
  readonly fix?: boolean;
  readonly online?: boolean;
  readonly againstDeployed?: boolean;
  readonly governedSince?: string;
}

interface ReasonOption {
  readonly reason?: string;
}

interface AllOption {
  readonly all?: boolean;
}

const oneOrAll = (
  launch: string | undefined,
  { all }: AllOption,
  one: (context: Parameters<Work>[0], launch: string) => ReturnType<Work>,
  every: Work,
): Work => {
  if ((launch === undefined) === (all !== true)) throw new EnvironmentError('Name one launch, or give --all.');
  return launch === undefined ? every : (context) => one(context, launch);
};

const day = (text: string): Date => {
  const date = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime())) return date;
  throw new InvalidArgumentError('A day is written YYYY-MM-DD.');
};
