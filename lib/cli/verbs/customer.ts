import { Option } from 'commander';
import { IMPORT_KINDS } from '../../import';
import { instant } from '../option-values';
import type { Options } from '../print';
import type { MakeVerb, Run } from '../program';
import { type EraseOptions, eraseCustomer } from './customer/erase';
import { exportCustomer } from './customer/export';
import { type ImportRequest, importCustomers } from './customer/import';
import { showCustomer } from './customer/show';

/** `tandem customer ...`: what the platform knows of one customer, and what the customer may ask of it. */
export const customerVerbs = (verb: MakeVerb, run: Run): void => {
  verb('show', 'show a customer: identifiers, traits, segments, consent')
    .argument('<type>', 'an identifier type of platform/identity.yaml')
    .argument('<value>', 'the identifier, for example an e-mail address')
    .option('--why', 'draw what joined the identifiers, and say what was refused')
    .action((type: string, value: string, options: Options & { readonly why?: boolean }) =>
      run(options, (context) => showCustomer(context, { type, value }, options.why === true)),
    );
  verb('export', 'write everything held about a customer (GDPR Art. 15) as JSON and as a page to read')
    .argument('<type>', 'an identifier type of platform/identity.yaml')
    .argument('<value>', 'the identifier')
    .requiredOption('--out <folder>', 'where to write customer.json and customer.html')
    .action((type: string, value: string, options: Options & { readonly out: string }) =>
      run(options, (context) => exportCustomer(context, { type, value }, options.out)),
    );
  verb('erase', 'erase a customer (GDPR Art. 17) and show the receipt')
    .argument('[type]', 'an identifier type of platform/identity.yaml')
    .argument('[value]', 'the identifier')
    .option('--receipt <id>', 'show how far the erasure of this receipt has come')
    .option('--yes', 'do not ask')
    .action((type: string | undefined, value: string | undefined, options: Options & EraseOptions) =>
      run(options, (context) => eraseCustomer(context, { type, value }, options)),
    );
  verb('import', 'check a file of customers, consents or suppressions, and send it')
    .argument('<file>', 'CSV (.csv, .tsv) or newline-delimited JSON (.ndjson, .jsonl)')
    .addOption(new Option('--kind <kind>', 'what its rows are').choices(IMPORT_KINDS).makeOptionMandatory())
    .option('--columns <file>', 'YAML that says what columns stand for: columns: { "E-Mail": email }')
    .option('--at <instant>', 'since when rows hold that have no `at`', instant)
    .option('--apply', 'send it; without this the file is only checked')
    .action((file: string, options: Options & Omit<ImportRequest, 'file'>) =>
      run(options, (context) => importCustomers(context, { ...options, file })),
    );
};
