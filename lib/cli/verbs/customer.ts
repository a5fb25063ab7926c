import type { Options } from '../print';
import type { MakeVerb, Run } from '../program';
import { showCustomer } from './customer/show';

/** `tandem customer ...`: what the platform knows of one customer, and what the customer may ask of it. */
export const customerVerbs = (verb: MakeVerb, run: Run): void => {
  verb('show', 'show a customer: identifiers, traits, segments, consent')
    .argument('<type>', 'an identifier type of platform/identity.yaml')
    .argument('<value>', 'the identifier, for example an e-mail address')
    .action((type: string, value: string, options: Options) =>
      run(options, (context) => showCustomer(context, { type, value })),
    );
};
