import { instant } from '../option-values';
import type { Options } from '../print';
import type { MakeVerb, Run } from '../program';
import { type DeliveriesRequest, redriveDeliveries } from './redrive/deliveries';
import { type QuarantineRequest, redriveQuarantine } from './redrive/quarantine';

/** `tandem redrive ...`: brings again what was put aside, once its cause is mended. */
export const redriveVerbs = (verb: MakeVerb, run: Run): void => {
  verb('quarantine', 'show why events are in quarantine, and let in those that pass by now')
    .option('--reason <code>', 'only those with this reason')
    .option('--source <source>', 'only those of this source or vendor')
    .option('--since <instant>', 'only those set aside since', instant)
    .option('--dry-run', "say what today's catalog makes of each, and change nothing")
    .option('--apply', 'let in those that pass; the others stay, with their newest reason')
    .action((options: Options & QuarantineRequest) => run(options, (context) => redriveQuarantine(context, options)));
  verb('deliveries', 'show what could not be delivered and why, and let the gateway try again')
    .option('--vendor <vendor>', 'only messages to this vendor')
    .option('--launch <launch>', 'only messages of this launch')
    .option('--reason <code>', 'only those put aside for this reason, for example http-503')
    .option('--since <instant>', 'only those put aside since', instant)
    .option('--apply', 'put them back in their queues')
    .action((options: Options & DeliveriesRequest) => run(options, (context) => redriveDeliveries(context, options)));
};
