import { vendorId as id } from '../option-values';
import type { Options } from '../print';
import type { MakeVerb, Run } from '../program';
import { showPublicKey } from './vendor/public-key';
import { reportVendor } from './vendor/report';
import { type RotateOptions, rotateVendor } from './vendor/rotate';
import { revokeVendor, setVendor } from './vendor/state';

/** `tandem vendor ...`: stops a vendor, looks at what it sends, and changes its key. */
export const vendorVerbs = (verb: MakeVerb, run: Run): void => {
  verb('suspend', 'stop everything to and from a vendor, in seconds')
    .argument('<vendor>', 'its id', id)
    .action((vendor: string, options: Options) => run(options, (context) => setVendor(context, vendor, 'suspended')));
  verb('resume', 'let a suspended vendor go on')
    .argument('<vendor>', 'its id', id)
    .action((vendor: string, options: Options) => run(options, (context) => setVendor(context, vendor, 'active')));
  verb('revoke', "take a vendor's approval back: only a new one lets it in again")
    .argument('<vendor>', 'its id', id)
    .action((vendor: string, options: Options) => run(options, (context) => revokeVendor(context, vendor)));
  verb('public-key', 'show the key with which a vendor verifies what we sign')
    .argument('<vendor>', 'its id', id)
    .action((vendor: string, options: Options) => run(options, (context) => showPublicKey(context, vendor)));
  verb('report', 'what the observation of a vendor found, before it is enforced')
    .argument('<vendor>', 'its id', id)
    .action((vendor: string, options: Options) => run(options, (context) => reportVendor(context, vendor)));
  verb('rotate', 'do the next step of changing the key of a vendor, without refusing a good webhook')
    .argument('<vendor>', 'its id', id)
    .option('--key-file <file>', 'the new key, where the vendor makes it; - for the standard input')
    .option('--overlap <duration>', 'how long the former key still counts, for example "1 hour" (default: 1 day)')
    .option('--within <duration>', 'how long the vendor may take to change (default: 7 days)')
    .option('--now', 'go on although the vendor has not changed yet: for a key that leaked')
    .option('--withdraw', 'take the pending key back')
    .option('--show', 'only show the keys, their dates and when each was last used')
    .action((vendor: string, options: Options & RotateOptions) =>
      run(options, (context) => rotateVendor(context, vendor, options)),
    );
};
