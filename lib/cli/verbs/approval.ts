import { EnvironmentError } from '../context';
import { launchId } from '../option-values';
import type { Options } from '../print';
import type { MakeVerb, Run } from '../program';
import type { ApproveOptions } from './approve';
import type { Answering } from './requests';

/** `tandem ask`, `approve` and `requests`: who agrees to what goes live, and what IT is asked for. */
export const approvalVerbs = (verb: MakeVerb, run: Run): void => {
  verb(
    'ask',
    'write down what is to be approved, say who can, and tell the chat; a refusal that needs IT becomes a request',
  )
    .argument('[launch]', 'its id', launchId)
    .option('--platform', 'a change of what governs all launches')
    .option('--since <ref>', 'the branch that the change of --platform goes to')
    .action((launch: string | undefined, options: Options & PlatformOptions) =>
      run(options, async (context) => (await import('./ask')).ask(context, subjectOf(launch, options))),
    );
  verb('approve', 'look at what is asked and sign that it may go ahead; or sign for the reviews of a pull request')
    .argument('[launch]', 'its id', launchId)
    .option('--platform', 'a change of what governs all launches')
    .option('--since <ref>', 'the branch that the change of --platform goes to')
    .option('--role <role>', 'approve in this role (default: the one that is needed and yours)')
    .option(
      '--key <file>',
      'Ed25519 key of OpenSSH or PEM; a .pub file: with the key of your agent (default: ~/.ssh/id_ed25519)',
    )
    .option(
      '--reviews <file>',
      "reviews of the pull request, as GitHub's API gives them: sign for them with the workflow's key",
    )
    .option('--pull <file>', "the pull request that they are of, as GitHub's API gives it")
    .action((launch: string | undefined, options: Options & PlatformOptions & ApproveOptions) =>
      run(options, async (context) =>
        (await import('./approve')).approve(context, subjectOf(launch, options), options),
      ),
    );
  verb('requests', 'show what IT was asked for, what it answered and how long that took; answer one')
    .argument('[answer]', 'the word answer, to answer one')
    .argument('[id]', 'which one')
    .option('--yes', 'it is granted')
    .option('--no', 'it is not')
    .option('--reason <words>', 'why, for whoever asked')
    .action((word: string | undefined, id: string | undefined, options: Options & Omit<Answering, 'id'>) =>
      run(options, async (context) => {
        const verbs = await import('./requests');
        if (word === undefined) return verbs.requests(context);
        if (word !== 'answer' || id === undefined)
          throw new EnvironmentError('Say: requests, or requests answer <id>.');
        return verbs.answer(context, { id, ...options });
      }),
    );
};

interface PlatformOptions {
  readonly platform?: boolean;
  readonly since?: string;
}

/** What is to be approved, as the command line names it. */
export type Subject = { readonly launch: string } | { readonly since: string };

const subjectOf = (launch: string | undefined, { platform, since }: PlatformOptions): Subject => {
  if (launch !== undefined && platform !== true && since === undefined) return { launch };
  if (launch === undefined && platform === true && since !== undefined) return { since };
  throw new EnvironmentError('Name one launch, or give --platform and --since <branch>.');
};
