import { launchId } from '../option-values';
import type { Options } from '../print';
import type { MakeVerb, Run } from '../program';
import { addCodes } from './codes/add';
import { showCodes } from './codes/show';

/** `tandem codes ...`: one-use codes of launches. */
export const codesVerbs = (verb: MakeVerb, run: Run): void => {
  verb('add', 'add the codes of a CSV file to a pool of a launch, all of them or none; run again, it goes on')
    .argument('<launch>', 'its id', launchId)
    .argument('<pool>', 'a pool that one of its offers names', launchId)
    .requiredOption('--from <csv>', 'a file with the one column "code"')
    .action((launch: string, pool: string, options: Options & { readonly from: string }) =>
      run(options, (context) => addCodes(context, launch, pool, options.from)),
    );
  verb('show', 'show how many codes the pools of a launch have left')
    .argument('<launch>', 'its id', launchId)
    .action((launch: string, options: Options) => run(options, (context) => showCodes(context, launch)));
};
